package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Answers (RFC 28): receives a request, sends the reply, and so on in lock-step. A reply to a peer that is gone is dropped
 * and counted. Out of turn, a call fails with a {@link io.nolmq.message.SocketStateException}.
 */
public final class RepSocket extends Socket implements Sender, Receiver {
    RepSocket(SocketCore core) {
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
