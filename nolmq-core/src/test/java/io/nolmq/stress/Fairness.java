package io.nolmq.stress;

import java.util.Arrays;

/** Measures how long peers with messages waiting were passed over. */
final class Fairness {
    private final int peers;

    Fairness(int peers) {
        this.peers = peers;
    }

    /**
     * The most messages of others between two of one peer, or before its first.
     *
     * @param served the peers in the order of their messages; each had messages waiting until its last one
     */
    int longestWait(int[] served) {
        int[] last = new int[peers];
        Arrays.fill(last, -1);
        int longest = 0;
        for (int i = 0; i < served.length; i++) {
            longest = Math.max(longest, i - last[served[i]] - 1);
            last[served[i]] = i;
        }
        for (int peer = 0; peer < peers; peer++) {
            if (last[peer] < 0) {
                throw new AssertionError("peer " + peer + " was never served");
            }
        }
        return longest;
    }
}
