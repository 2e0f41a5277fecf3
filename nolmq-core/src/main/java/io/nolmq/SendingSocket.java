package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import java.time.Duration;
import java.util.List;

/** A socket of a type that only sends. */
public abstract sealed class SendingSocket extends Socket implements BatchSender permits PushSocket, PubSocket {
    SendingSocket(SocketCore core) {
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
    public final int sendAll(List<Message> messages) {
        return core().sendAll(messages, false, 0);
    }

    @Override
    public final int sendAll(List<Message> messages, Duration timeout) {
        return core().sendAll(messages, true, System.nanoTime() + Durations.nanos(timeout));
    }
}
