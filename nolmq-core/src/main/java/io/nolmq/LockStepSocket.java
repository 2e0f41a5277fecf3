package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A socket of a type that sends and receives alternately. */
public abstract sealed class LockStepSocket extends Socket implements Sender, Receiver permits ReqSocket, RepSocket {
    LockStepSocket(SocketCore core) {
        super(core);
    }

    @Override
    public final void send(Message message) {
        if (core().trySend(message) != SendResult.SENT) {
            core().sendWaiting(message);
        }
    }

    @Override
    public final SendResult trySend(Message message) {
        return core().trySend(message);
    }

    @Override
    public final boolean isWritable() {
        return core().isWritable();
    }

    @Override
    public final SendResult send(Message message, Duration timeout) {
        return core().send(message, Durations.nanos(timeout));
    }

    @Override
    public final Message receive() {
        return Objects.requireNonNull(core().receiveWaiting(false, 0));
    }

    @Override
    public final @Nullable Message tryReceive() {
        return core().tryReceive();
    }

    @Override
    public final boolean isReadable() {
        return core().isReadable();
    }

    @Override
    public final @Nullable Message receive(Duration timeout) {
        return core().receive(Durations.nanos(timeout));
    }
}
