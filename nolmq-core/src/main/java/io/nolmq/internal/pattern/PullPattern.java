package io.nolmq.internal.pattern;

import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import io.nolmq.spi.Pattern;
import io.nolmq.spi.PatternSocket;
import io.nolmq.spi.Pipe;
import org.jspecify.annotations.Nullable;

/** PULL (RFC 30): from its peers in turn; sends nothing. */
public final class PullPattern implements Pattern {
    private final FairQueue peers;

    public PullPattern(PatternSocket socket) {
        peers = new FairQueue(socket);
    }

    @Override
    public SendResult trySend(Message message) {
        throw new UnsupportedOperationException("a PULL sends nothing");
    }

    @Override
    public @Nullable Message tryReceive() {
        return peers.poll();
    }

    @Override
    public long discardReceived() {
        return peers.discard();
    }

    @Override
    public boolean mayHaveMore() {
        return peers.mayHaveMore();
    }

    @Override
    public void onReadable(Pipe pipe) {
        peers.onReadable(pipe);
    }

    @Override
    public void onSilent(Pipe pipe) {
        peers.onSilent(pipe);
    }
}
