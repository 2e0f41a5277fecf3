package io.nolmq.message;

import java.time.Duration;

/** Conversions shared by the options, and the common form of their error. */
final class OptionRange {
    /** The longest time accepted by an option: that of libzmq, 2^31-1 ms. The sum of two fits into a long of nanoseconds. */
    static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    private OptionRange() {}

    /** Checks a time as the options keep it. */
    static void requireNanos(Option<Duration> option, long nanos) {
        option.require(Duration.ofNanos(nanos));
    }

    /** Checks a time of the application, where -1 ns is no time: its meaning has a setter of its own. */
    static Duration time(Option<Duration> option, Duration value) {
        if (value.isNegative()) {
            throw invalid(option.name(), value, option.allowed());
        }
        return value;
    }

    static ZmqException invalid(String option, Object value, String allowed) {
        return new ZmqException(
                ErrorCode.INVALID_OPTION, "invalid option: " + option + "=" + value + ", allowed: " + allowed);
    }

    /** A text without characters that would control a terminal. */
    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
