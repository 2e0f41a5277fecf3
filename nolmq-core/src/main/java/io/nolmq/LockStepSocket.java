package io.nolmq;

import io.nolmq.internal.engine.ReceiveCalls;
import io.nolmq.internal.engine.SendCalls;
import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A socket of a type that sends and receives alternately. */
public abstract sealed class LockStepSocket extends Socket implements Sender, Receiver permits ReqSocket, RepSocket {
    private final SendCalls sending;
    private final ReceiveCalls receiving;

    LockStepSocket(SocketCore core) {
        super(core);
        sending = core.sending();
        receiving = core.receiving();
    }

    @Override
    public final void send(Message message) {
        if (sending.trySend(message) != SendResult.SENT) {
            sending.sendWaiting(message);
        }
    }

    @Override
    public final SendResult trySend(Message message) {
        return sending.trySend(message);
    }

    @Override
    public final boolean isWritable() {
        return sending.isWritable();
    }

    @Override
    public final SendResult send(Message message, Duration timeout) {
        return sending.send(message, Durations.nanos(timeout));
    }

    @Override
    public final Message receive() {
        return Objects.requireNonNull(receiving.receiveWaiting(false, 0));
    }

    @Override
    public final @Nullable Message tryReceive() {
        return receiving.tryReceive();
    }

    @Override
    public final boolean isReadable() {
        return receiving.isReadable();
    }

    @Override
    public final @Nullable Message receive(Duration timeout) {
        return receiving.receive(Durations.nanos(timeout));
    }
}
