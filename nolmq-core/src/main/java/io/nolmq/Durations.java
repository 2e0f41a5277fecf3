package io.nolmq;

import java.time.Duration;

/** Times as the engine counts them. */
final class Durations {
    /** Some 146 years: for ever, to a program. Added to a clock it does not overflow. */
    private static final long LONGEST_NANOS = Long.MAX_VALUE / 2;

    private Durations() {}

    /** In nanoseconds; what is longer than can be counted is as long as can be. */
    static long nanos(Duration time) {
        try {
            return Math.max(-LONGEST_NANOS, Math.min(LONGEST_NANOS, time.toNanos()));
        } catch (ArithmeticException tooLong) {
            return time.isNegative() ? -LONGEST_NANOS : LONGEST_NANOS;
        }
    }
}
