package io.nolmq.internal.engine;

/**
 * How long a thread looks for its wake-up before it parks. Waking a parked thread costs more than a whole inproc round trip,
 * but spinning in vain costs the cores that are busy. So it spins where the last waits were short: where to have spun would
 * have been enough. Two threads that answer each other, each parked when the other's answer comes, wait as long as two
 * wake-ups take, and find out in that way. The threads that wait share what they learn without a lock: a lost update makes
 * a worse guess, and no more.
 */
final class Spinning {
    private static final long SHORT_NANOS = 50_000;
    private static final int MOST_TURNS = 4096;
    private static final int LEAST_TURNS = 16;
    /** With one core the other thread cannot come to what is waited for. */
    static final boolean WORTH_TRYING = Runtime.getRuntime().availableProcessors() > 1;

    private int turns = MOST_TURNS / 4;

    /** Waits until woken, interrupted, or the time is over. The side must not be held. */
    void await(ThreadWaiter waiter, Object blocker, long deadlineNanos, boolean timed) {
        long begin = System.nanoTime();
        if (!WORTH_TRYING || !waiter.spin(turns)) {
            waiter.park(blocker, deadlineNanos, timed);
        }
        boolean wasShort = System.nanoTime() - begin < SHORT_NANOS;
        turns = wasShort ? Math.min(MOST_TURNS, 2 * turns) : Math.max(LEAST_TURNS, turns - (turns >> 2));
    }
}
