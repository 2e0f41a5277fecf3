package io.nolmq.message;

/**
 * The detection of silent peers.
 *
 * @param intervalNanos the interval between PINGs, in nanoseconds: 0..2^31-1 ms, 0 = no PINGs, default 0
 * @param timeoutNanos the time a peer may be silent after a PING before the connection is closed, in nanoseconds:
 *     0..2^31-1 ms, 0 = for ever, -1 = the interval, default -1
 * @param timeToLiveNanos the time-to-live announced to the peer, for which it waits for our next sign of life, in
 *     nanoseconds: 0..65.5 s, 0 = none announced, default 0. The wire carries tenths of a second, rounded down; the
 *     maximum is 65.5 s because a libzmq peer multiplies the value by 100 in 16 bits
 */
public record HeartbeatOptions(long intervalNanos, long timeoutNanos, long timeToLiveNanos) {
    /** The value of {@link #timeoutNanos} that stands for the interval. */
    public static final long SAME_AS_INTERVAL = -1;

    /** The default options. */
    public static final HeartbeatOptions DEFAULTS = new HeartbeatOptions(
            Options.HEARTBEAT_INTERVAL.defaultValue().toNanos(),
            Options.HEARTBEAT_TIMEOUT.defaultValue().toNanos(),
            Options.HEARTBEAT_TIME_TO_LIVE.defaultValue().toNanos());

    /**
     * Creates validated heartbeat options.
     *
     * @param intervalNanos the interval between PINGs
     * @param timeoutNanos the time a peer may be silent after a PING before the connection is closed
     * @param timeToLiveNanos the time-to-live announced to the peer
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} if a value is out of range
     */
    public HeartbeatOptions {
        OptionRange.requireNanos(Options.HEARTBEAT_INTERVAL, intervalNanos);
        OptionRange.requireNanos(Options.HEARTBEAT_TIMEOUT, timeoutNanos);
        OptionRange.requireNanos(Options.HEARTBEAT_TIME_TO_LIVE, timeToLiveNanos);
    }

    HeartbeatOptions withIntervalNanos(long nanos) {
        return new HeartbeatOptions(nanos, timeoutNanos, timeToLiveNanos);
    }

    HeartbeatOptions withTimeoutNanos(long nanos) {
        return new HeartbeatOptions(intervalNanos, nanos, timeToLiveNanos);
    }

    HeartbeatOptions withTimeToLiveNanos(long nanos) {
        return new HeartbeatOptions(intervalNanos, timeoutNanos, nanos);
    }

    /**
     * The time a peer may be silent after a PING, with the default resolved.
     *
     * @return the time in nanoseconds, 0 = for ever
     */
    public long effectiveTimeoutNanos() {
        return timeoutNanos == SAME_AS_INTERVAL ? intervalNanos : timeoutNanos;
    }
}
