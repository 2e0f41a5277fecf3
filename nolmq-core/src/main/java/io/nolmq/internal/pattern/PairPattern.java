package io.nolmq.internal.pattern;

import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketOptions;
import io.nolmq.spi.PatternSocket;
import io.nolmq.spi.Pipe;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * PAIR (RFC 31): one peer at a time, both ways. The first pipe to come has the place until it goes; others are refused
 * meanwhile, and whichever connects next afterwards takes it.
 */
public final class PairPattern extends FairQueuedPattern {
    private final FrameLimit frames;

    // ---- send side
    private @Nullable Pipe peer;
    /** Attached without having the place. */
    private final Set<Pipe> others = new LinkedHashSet<>();

    public PairPattern(PatternSocket socket) {
        super(FairQueue.ofOneAfterTheOther(socket));
        frames = new FrameLimit(socket);
    }

    @Override
    public SendResult trySend(Message message) {
        frames.require(message.frameCount());
        Pipe to = peer;
        return to == null ? SendResult.NO_PEER : to.trySend(message);
    }

    @Override
    public boolean isWritable() {
        Pipe to = peer;
        return to != null && to.hasRoom();
    }

    @Override
    public @Nullable Message tryReceive() {
        return in.poll();
    }

    @Override
    public void onOptions(SocketOptions now) {
        frames.onOptions(now);
    }

    @Override
    public void onAttached(Pipe pipe) {
        if (peer == null) {
            peer = pipe;
        } else if (peer != pipe) {
            others.add(pipe);
        }
    }

    @Override
    public @Nullable Reason refusal(Pipe pipe) {
        Pipe holder = peer;
        if (holder == null) {
            others.remove(pipe);
            peer = pipe;
        } else if (holder != pipe) {
            holder.lookAlive();
            return Reason.PEER_ALREADY_CONNECTED;
        }
        return null;
    }

    @Override
    public void onDetached(Pipe pipe) {
        others.remove(pipe);
        if (peer == pipe) {
            peer = null;
            others.forEach(Pipe::retryNow);
        }
    }
}
