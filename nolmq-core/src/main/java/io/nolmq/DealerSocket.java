package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks without lock-step (RFC 28): sends to its peers in turn, receives from them in turn. Talks to {@link RepSocket}
 * (with an empty frame before the request), {@link RouterSocket} and {@link DealerSocket}.
 */
public final class DealerSocket extends Socket implements Sender, Receiver {
    DealerSocket(SocketCore core) {
        super(core);
    }

    @Override
    public void send(Message message) {
        core().send(message);
    }

    @Override
    public SendResult trySend(Message message) {
        return core().trySend(message);
    }

    @Override
    public SendResult send(Message message, Duration timeout) {
        return core().send(message, Durations.nanos(timeout));
    }

    @Override
    public Message receive() {
        return core().receive();
    }

    @Override
    public @Nullable Message tryReceive() {
        return core().tryReceive();
    }

    @Override
    public @Nullable Message receive(Duration timeout) {
        return core().receive(Durations.nanos(timeout));
    }
}
