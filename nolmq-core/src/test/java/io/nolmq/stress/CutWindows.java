package io.nolmq.stress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the connections of one sender carried, one after the other. A sender with one pipe gives its messages to them in
 * order, and reports of each how many it had given to it when it ended: so the number of a message tells its connection.
 * A connection delivers a beginning of what it was given, in order, and may lose the rest.
 */
final class CutWindows {
    /** Messages from one number up to and without another, of which the last so many were dropped and counted. */
    private record Window(int from, int to, int dropped) {}

    private final List<Window> windows = new ArrayList<>();
    private int next;

    /** A connection ended. */
    void add(long inFlight, long dropped) {
        int to = Math.toIntExact(next + inFlight + dropped);
        windows.add(new Window(next, to, Math.toIntExact(dropped)));
        next = to;
    }

    /**
     * Fails unless each connection lost at most one range, at its end, and the last connection nothing.
     *
     * @param arrivals the numbers of what has arrived, in order of arrival
     * @return how many messages were lost without having been counted as dropped
     */
    int check(int total, List<Integer> arrivals) {
        if (next > total) {
            throw new AssertionError("reported " + next + " messages of " + total + ": " + windows);
        }
        boolean[] arrived = new boolean[total];
        int[] lastOfWindow = new int[windows.size() + 1];
        Arrays.fill(lastOfWindow, -1);
        for (int sequence : arrivals) {
            if (arrived[sequence]) {
                throw new AssertionError("doubled: " + sequence);
            }
            arrived[sequence] = true;
            int window = windowOf(sequence);
            if (sequence < lastOfWindow[window]) {
                throw new AssertionError("out of order: " + sequence + " came after " + lastOfWindow[window]
                        + " in connection " + window);
            }
            lastOfWindow[window] = sequence;
        }
        int uncertain = 0;
        for (Window window : windows) {
            uncertain += checkWindow(window, arrived) - window.dropped();
        }
        for (int i = next; i < total; i++) {
            if (!arrived[i]) {
                throw new AssertionError("lost without a disconnect: " + i + ", last connection began at " + next);
            }
        }
        return uncertain;
    }

    private static int checkWindow(Window window, boolean[] arrived) {
        int lost = 0;
        for (int i = window.from(); i < window.to(); i++) {
            if (!arrived[i]) {
                lost++;
            } else if (lost > 0) {
                throw new AssertionError("lost before something that arrived: " + (i - 1) + ", in " + window);
            }
        }
        if (lost < window.dropped()) {
            throw new AssertionError("counted as dropped but arrived: " + (window.dropped() - lost) + ", in " + window);
        }
        return lost;
    }

    private int windowOf(int sequence) {
        int low = 0;
        int high = windows.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (windows.get(middle).to() <= sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
