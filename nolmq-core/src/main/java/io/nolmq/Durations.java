package io.nolmq;

import java.time.Duration;

/** Conversion of durations to the engine's nanoseconds. */
final class Durations {
    /** The longest time, some 146 years: effectively for ever. Adding it to a clock reading does not overflow. */
    private static final long LONGEST_NANOS = Long.MAX_VALUE / 2;

    private Durations() {}

    /** Converts to nanoseconds; a time beyond the range is clamped to it. */
    static long nanos(Duration time) {
        try {
            return Math.max(-LONGEST_NANOS, Math.min(LONGEST_NANOS, time.toNanos()));
        } catch (ArithmeticException tooLong) {
            return time.isNegative() ? -LONGEST_NANOS : LONGEST_NANOS;
        }
    }
}
