package io.nolmq.cli;

import io.nolmq.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of the command line: each once, or again and again. */
final class GivenMessages implements MessageSource {
    private final List<Message> messages;
    private final boolean repeated;
    private int next;

    GivenMessages(List<Message> messages, boolean repeated) {
        this.messages = messages;
        this.repeated = repeated;
    }

    @Override
    public @Nullable Message next() {
        if (next == messages.size()) {
            if (!repeated) {
                return null;
            }
            next = 0;
        }
        return messages.get(next++);
    }

    @Override
    public boolean ends() {
        return !repeated;
    }
}
