package io.nolmq.internal.pattern;

import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketOptions;
import io.nolmq.spi.PatternSocket;
import io.nolmq.spi.Pipe;
import org.jspecify.annotations.Nullable;

/** DEALER (RFC 28): to its peers in turn, from its peers in turn; messages go as they are. */
public final class DealerPattern extends FairQueuedPattern {
    private final FrameLimit frames;
    private final LoadBalancer out = new LoadBalancer();
    private boolean probes;

    public DealerPattern(PatternSocket socket) {
        super(new FairQueue(socket));
        frames = new FrameLimit(socket);
        onOptions(socket.options());
    }

    @Override
    public void onOptions(SocketOptions now) {
        frames.onOptions(now);
        probes = now.pattern().probeRouter();
    }

    @Override
    public SendResult trySend(Message message) {
        frames.require(message.frameCount());
        return out.trySend(message);
    }

    @Override
    public boolean isWritable() {
        return out.hasRoom();
    }

    @Override
    public @Nullable Message tryReceive() {
        return in.poll();
    }

    @Override
    public void onAttached(Pipe pipe) {
        out.add(pipe);
    }

    @Override
    public void onDetached(Pipe pipe) {
        out.remove(pipe);
    }

    /** A ROUTER that connects to us may refuse us; we refuse nobody. */
    @Override
    public boolean holdsReadyBack(boolean listening) {
        return false;
    }

    @Override
    public void onConnected(Pipe pipe) {
        if (probes) {
            Probe.send(pipe);
        }
    }

    @Override
    public void onRoom(Pipe pipe) {
        out.onRoom(pipe);
    }
}
