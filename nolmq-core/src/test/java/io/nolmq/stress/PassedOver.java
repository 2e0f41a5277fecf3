package io.nolmq.stress;

import java.time.Duration;
import java.util.Arrays;

/** For how long each peer had messages waiting and was not served. Belongs to the receiving thread. */
final class PassedOver {
    private final long[] sinceNanos;
    private final int[] sinceMessage;
    private final boolean[] waits;
    private final int[] longest;
    private final long bearableNanos;

    /** @param bearable how long a peer may be passed over, however many messages are received meanwhile */
    PassedOver(int peers, Duration bearable) {
        sinceNanos = new long[peers];
        sinceMessage = new int[peers];
        waits = new boolean[peers];
        longest = new int[peers];
        bearableNanos = bearable.toNanos();
    }

    /** When a message of another is received, a peer has messages waiting; or not, or the message is its own. */
    void see(int peer, boolean waitsNow, long nowNanos, int message) {
        if (waits[peer] && nowNanos - sinceNanos[peer] > bearableNanos) {
            longest[peer] = Math.max(longest[peer], message - sinceMessage[peer]);
        }
        if (!waitsNow || !waits[peer]) {
            sinceNanos[peer] = nowNanos;
            sinceMessage[peer] = message;
        }
        waits[peer] = waitsNow;
    }

    /** How many messages each peer was passed over for, at most, where that took more time than is bearable. */
    int[] longest() {
        return longest.clone();
    }

    @Override
    public String toString() {
        return Arrays.toString(longest);
    }
}
