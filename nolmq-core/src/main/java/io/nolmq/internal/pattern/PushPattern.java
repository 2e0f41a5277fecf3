package io.nolmq.internal.pattern;

import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketOptions;
import io.nolmq.spi.Pattern;
import io.nolmq.spi.PatternSocket;
import io.nolmq.spi.Pipe;
import org.jspecify.annotations.Nullable;

/** PUSH (RFC 30): to its peers in turn; waits when none can take a message; receives nothing. */
public final class PushPattern implements Pattern {
    private final PatternSocket socket;
    private final FrameLimit frames;
    private final LoadBalancer peers = new LoadBalancer();

    public PushPattern(PatternSocket socket) {
        this.socket = socket;
        this.frames = new FrameLimit(socket);
    }

    @Override
    public SendResult trySend(Message message) {
        frames.require(message.frameCount());
        return peers.trySend(message);
    }

    @Override
    public boolean isWritable() {
        return peers.hasRoom();
    }

    @Override
    public @Nullable Message tryReceive() {
        return null;
    }

    @Override
    public void onOptions(SocketOptions now) {
        frames.onOptions(now);
    }

    @Override
    public void onAttached(Pipe pipe) {
        peers.add(pipe);
    }

    @Override
    public void onDetached(Pipe pipe) {
        peers.remove(pipe);
    }

    @Override
    public void onRoom(Pipe pipe) {
        peers.onRoom(pipe);
    }

    /** Within a process, messages wait until they are polled; {@link #intake} takes each. */
    @Override
    public void onReadable(Pipe pipe) {
        pipe.poll(false);
    }

    @Override
    public boolean hasIntake() {
        return true;
    }

    /** A PUSH receives nothing. */
    @Override
    public @Nullable Message intake(Pipe pipe, Message message) {
        socket.drop(Reason.UNEXPECTED_MESSAGE, 1);
        return null;
    }
}
