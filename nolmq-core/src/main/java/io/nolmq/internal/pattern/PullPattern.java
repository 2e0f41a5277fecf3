package io.nolmq.internal.pattern;

import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import io.nolmq.spi.PatternSocket;
import org.jspecify.annotations.Nullable;

/** PULL (RFC 30): from its in in turn; sends nothing. */
public final class PullPattern extends FairQueuedPattern {

    public PullPattern(PatternSocket socket) {
        super(new FairQueue(socket));
    }

    @Override
    public SendResult trySend(Message message) {
        throw new UnsupportedOperationException("a PULL sends nothing");
    }

    @Override
    public @Nullable Message tryReceive() {
        return in.poll();
    }
}
