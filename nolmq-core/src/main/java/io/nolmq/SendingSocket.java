package io.nolmq;

import io.nolmq.internal.engine.SendCalls;
import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import java.time.Duration;
import java.util.List;

/** A socket of a type that only sends. */
public abstract sealed class SendingSocket extends Socket implements BatchSender permits PushSocket, PubSocket {
    private final SendCalls sending;

    SendingSocket(SocketCore core) {
        super(core);
        sending = core.sending();
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
    public final int sendAll(List<Message> messages) {
        return sending.sendAll(messages, false, 0);
    }

    @Override
    public final int sendAll(List<Message> messages, Duration timeout) {
        return sending.sendAll(messages, true, System.nanoTime() + Durations.nanos(timeout));
    }
}
