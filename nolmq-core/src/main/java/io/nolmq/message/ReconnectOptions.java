package io.nolmq.message;

import java.util.Set;

/**
 * How a connecting endpoint connects, and connects again.
 *
 * @param intervalNanos how long to wait before another attempt, in nanoseconds: 0..2^31-1 ms, 0 = no other attempt,
 *     default 100 ms
 * @param maximumNanos up to what the wait doubles from attempt to attempt, in nanoseconds: 0..2^31-1 ms, 0 = it does
 *     not grow, default 0
 * @param stop on what occasions to give up; default none
 * @param connectTimeoutNanos how long one attempt may take, in nanoseconds: 0..2^31-1 ms, 0 = the operating system's
 *     limit, default 0
 */
public record ReconnectOptions(
        long intervalNanos, long maximumNanos, Set<ReconnectStop> stop, long connectTimeoutNanos) {
    /** What holds when nothing is set. */
    public static final ReconnectOptions DEFAULTS = new ReconnectOptions(100_000_000, 0, Set.of(), 0);

    /**
     * Reconnect options, checked; the set is copied.
     *
     * @param intervalNanos how long to wait before another attempt
     * @param maximumNanos up to what the wait doubles from attempt to attempt
     * @param stop on what occasions to give up
     * @param connectTimeoutNanos how long one attempt may take
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} when a value lies outside its range
     */
    public ReconnectOptions {
        OptionRange.requireNanos("reconnectInterval", intervalNanos);
        OptionRange.requireNanos("reconnectIntervalMaximum", maximumNanos);
        OptionRange.requireNanos("connectTimeout", connectTimeoutNanos);
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
