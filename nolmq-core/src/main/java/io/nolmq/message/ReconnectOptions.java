package io.nolmq.message;

import java.util.Set;

/**
 * The connection attempts of a connecting endpoint, and the back-off between them.
 *
 * @param intervalNanos the delay before another attempt, in nanoseconds: 0..2^31-1 ms, 0 = no other attempt, default
 *     100 ms
 * @param maximumNanos the upper limit of the exponential back-off between attempts, in nanoseconds: 0..2^31-1 ms, 0 =
 *     the delay does not grow, default 0
 * @param stop the occasions on which to give up; default none
 * @param connectTimeoutNanos the time limit of one attempt, in nanoseconds: 0..2^31-1 ms, 0 = the operating system's
 *     limit, default 0
 */
public record ReconnectOptions(
        long intervalNanos, long maximumNanos, Set<ReconnectStop> stop, long connectTimeoutNanos) {
    /** The default options. */
    public static final ReconnectOptions DEFAULTS = new ReconnectOptions(
            Options.RECONNECT_INTERVAL.defaultValue().toNanos(),
            Options.RECONNECT_INTERVAL_MAXIMUM.defaultValue().toNanos(),
            Options.RECONNECT_STOP.defaultValue(),
            Options.CONNECT_TIMEOUT.defaultValue().toNanos());

    /**
     * Creates validated reconnect options; the set is copied.
     *
     * @param intervalNanos the delay before another attempt
     * @param maximumNanos the upper limit of the exponential back-off between attempts
     * @param stop the occasions on which to give up
     * @param connectTimeoutNanos the time limit of one attempt
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} if a value is out of range
     */
    public ReconnectOptions {
        OptionRange.requireNanos(Options.RECONNECT_INTERVAL, intervalNanos);
        OptionRange.requireNanos(Options.RECONNECT_INTERVAL_MAXIMUM, maximumNanos);
        OptionRange.requireNanos(Options.CONNECT_TIMEOUT, connectTimeoutNanos);
        stop = Set.copyOf(stop);
    }

    ReconnectOptions withIntervalNanos(long nanos) {
        return new ReconnectOptions(nanos, maximumNanos, stop, connectTimeoutNanos);
    }

    ReconnectOptions withMaximumNanos(long nanos) {
        return new ReconnectOptions(intervalNanos, nanos, stop, connectTimeoutNanos);
    }

    ReconnectOptions withStop(Set<ReconnectStop> occasions) {
        return new ReconnectOptions(intervalNanos, maximumNanos, occasions, connectTimeoutNanos);
    }

    ReconnectOptions withConnectTimeoutNanos(long nanos) {
        return new ReconnectOptions(intervalNanos, maximumNanos, stop, nanos);
    }
}
