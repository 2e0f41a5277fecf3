package io.nolmq.message;

import java.time.Duration;

/** The range checks shared by the options, and the common form of their error. */
final class OptionRange {
    /** The longest time accepted by an option: that of libzmq, 2^31-1 ms. The sum of two fits into a long of nanoseconds. */
    static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    private OptionRange() {}

    static void require(String option, long value, long minimum, long maximum) {
        if (value < minimum || value > maximum) {
            throw invalid(option, value, minimum + ".." + maximum);
        }
    }

    /** Checks an option for which -1 leaves the choice to the operating system. */
    static void requireOrSystem(String option, long value, long minimum, long maximum) {
        if (value != -1 && (value < minimum || value > maximum)) {
            throw invalid(option, value, "-1, or " + minimum + ".." + maximum);
        }
    }

    static void requireNanos(String option, long nanos) {
        requireNanos(option, nanos, LONGEST);
    }

    static void requireNanos(String option, long nanos, Duration maximum) {
        nanos(option, Duration.ofNanos(nanos), maximum);
    }

    /** Checks a time for which -1 ns has a meaning of its own, not offered by the setters that take a Duration. */
    static void requireNanosOrMinusOne(String option, long nanos) {
        if (nanos != -1) {
            requireNanos(option, nanos);
        }
    }

    static long nanos(String option, Duration value) {
        return nanos(option, value, LONGEST);
    }

    private static long nanos(String option, Duration value, Duration maximum) {
        if (value.isNegative() || value.compareTo(maximum) > 0) {
            throw invalid(option, value, Duration.ZERO + ".." + maximum);
        }
        return value.toNanos();
    }

    static ZmqException invalid(String option, Object value, String allowed) {
        return new ZmqException(
                ErrorCode.INVALID_OPTION, "invalid option: " + option + "=" + value + ", allowed: " + allowed);
    }
}
