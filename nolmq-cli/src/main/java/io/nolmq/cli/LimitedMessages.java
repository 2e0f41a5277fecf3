package io.nolmq.cli;

import io.nolmq.message.Message;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The first messages of a source. */
final class LimitedMessages implements MessageSource {
    private final MessageSource source;
    private long left;

    LimitedMessages(MessageSource source, long count) {
        this.source = source;
        this.left = count;
    }

    @Override
    public @Nullable Message next() throws IOException, InterruptedException {
        return left-- > 0 ? source.next() : null;
    }
}
