package io.nolmq.internal.engine;

/** How long a call with several messages may hold a side, so that others have their turn. */
final class HoldLimit {
    static final int MESSAGES_MAXIMUM = 64;
    static final long HOLD_NANOS = 100_000;
    /** The clock costs as much as a message. */
    private static final int CLOCK_EVERY = 8;

    private HoldLimit() {}

    /** Whether the hold is to end with the message of that index. */
    static boolean isOver(int index, long untilNanos) {
        return index % CLOCK_EVERY == CLOCK_EVERY - 1 && System.nanoTime() - untilNanos >= 0;
    }
}
