package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A socket of a type that sends and receives in any order. */
public abstract sealed class DuplexSocket extends Socket implements BatchSender, BatchReceiver
        permits PairSocket, DealerSocket, RouterSocket, StreamSocket, XpubSocket, XsubSocket {
    DuplexSocket(SocketCore core) {
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

    @Override
    public final int sendAll(List<Message> messages) {
        return core().sendAll(messages, false, 0);
    }

    @Override
    public final int sendAll(List<Message> messages, Duration timeout) {
        return core().sendAll(messages, true, System.nanoTime() + Durations.nanos(timeout));
    }

    @Override
    public final List<Message> receive(int most) {
        return core().receiveAll(Batches.require(most), false, 0);
    }

    @Override
    public final List<Message> receive(int most, Duration timeout) {
        return core().receiveAll(Batches.require(most), true, System.nanoTime() + Durations.nanos(timeout));
    }
}
