package io.nolmq.internal.engine;

/**
 * How long a thread looks for its wake-up before it parks, learnt from how that went: waking a parked thread costs more
 * than a whole inproc round trip, but spinning in vain costs the cores that are busy. Where nothing is gained it all but
 * stops; now and then it is tried at length all the same, for two threads that answer each other stay awake only when both
 * spin. The threads that wait share what they learn without a lock: a lost update makes a worse guess, and no more.
 */
final class Spinning {
    private static final int MOST_TURNS = 4096;
    private static final int LEAST_TURNS = 16;
    private static final boolean WORTH_TRYING = Runtime.getRuntime().availableProcessors() > 1;

    private static final int TRY_EVERY = 32;

    private int turns = MOST_TURNS / 4;
    private int vain;

    /** Spins; true when woken meanwhile. */
    boolean spin(WaitQueue.Waiter waiter) {
        if (!WORTH_TRYING) {
            return false;
        }
        boolean woken = waiter.spin(vain % TRY_EVERY == TRY_EVERY - 1 ? MOST_TURNS : turns);
        if (woken) {
            vain = 0;
            turns = Math.min(MOST_TURNS, 4 * turns);
        } else {
            vain++;
            turns = Math.max(LEAST_TURNS, turns - (turns >> 2));
        }
        return woken;
    }
}
