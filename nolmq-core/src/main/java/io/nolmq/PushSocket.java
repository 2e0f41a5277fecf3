package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import java.time.Duration;

/**
 * The sending end of a pipeline (RFC 30): each message goes to one of the {@link PullSocket}s connected, in turn. Sending
 * waits while there is no peer, or every peer is at its high-water mark; nothing is dropped.
 */
public final class PushSocket extends Socket implements Sender {
    PushSocket(SocketCore core) {
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
}
