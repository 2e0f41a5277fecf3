package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.internal.pattern.PubPattern;
import java.time.Duration;

/**
 * Publishes (RFC 29): each message goes to every subscriber that subscribed to a prefix of its first frame. Sending never
 * waits: what a subscriber at its high-water mark misses is dropped for it, and counted, unless {@code noDrop} is on.
 */
public final class PubSocket extends SendingSocket {
    private final PubPattern pattern;

    PubSocket(SocketCore core) {
        super(core);
        pattern = core.pattern(PubPattern.class);
    }

    /**
     * Waits until that many peers have at least one subscription: the cure for the slow joiner, who misses what is
     * published before its subscription has come.
     *
     * @param count how many, at least 1
     * @param timeout how long to wait at most; zero or less only looks
     * @return whether it came to that
     * @throws io.nolmq.message.SocketClosedException when the socket is closed meanwhile
     * @throws io.nolmq.message.InterruptedSocketException when the thread is interrupted meanwhile
     */
    public boolean awaitSubscribers(int count, Duration timeout) {
        return core().awaitPeers(() -> pattern.subscribers() >= count, Durations.nanos(timeout));
    }
}
