package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.internal.pattern.PubPattern;
import java.time.Duration;

/**
 * A publisher (RFC 29): sends each message to every subscriber with a subscription to a prefix of its first frame.
 * Sending never blocks: messages for a subscriber at its high-water mark are dropped for that subscriber, and counted,
 * unless {@code noDrop} is on.
 */
public final class PubSocket extends SendingSocket {
    private final PubPattern pattern;

    PubSocket(SocketCore core) {
        super(core);
        pattern = core.pattern(PubPattern.class);
    }

    /**
     * Blocks until a number of peers have at least one subscription. This solves the slow-joiner problem: a subscriber
     * misses messages published before its subscription has arrived.
     *
     * @param count the number of peers, at least 1
     * @param timeout the maximum time to block; zero or less only checks the current state
     * @return true if that many peers had subscribed before the timeout
     * @throws io.nolmq.message.SocketClosedException if the socket is closed, or is closed while this call blocks
     * @throws io.nolmq.message.InterruptedSocketException if the thread is interrupted while blocked
     */
    public boolean awaitSubscribers(int count, Duration timeout) {
        return core().awaitPeers(() -> pattern.subscribers() >= count, Durations.nanos(timeout));
    }
}
