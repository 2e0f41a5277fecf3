package io.nolmq.message;

import java.time.Duration;

/**
 * How a silent peer is noticed.
 *
 * @param intervalNanos how often a PING is sent, in nanoseconds: 0..2^31-1 ms, 0 = never, default 0
 * @param timeoutNanos how long a peer may be silent after a PING before the connection is closed, in nanoseconds:
 *     0..2^31-1 ms, 0 = for ever, -1 = the interval, default -1
 * @param timeToLiveNanos how long the peer is told to wait for our next sign of life, in nanoseconds: 0..65.5 s, 0 =
 *     it is told nothing, default 0. The wire carries tenths of a second, rounded down; more than 65.5 s cannot be
 *     asked of a libzmq peer, because it multiplies them by 100 in 16 bits
 */
public record HeartbeatOptions(long intervalNanos, long timeoutNanos, long timeToLiveNanos) {
    private static final Duration LONGEST_TIME_TO_LIVE = Duration.ofMillis(65_500);

    /** The value of {@link #timeoutNanos} that takes the interval. */
    public static final long SAME_AS_INTERVAL = -1;

    /** What holds when nothing is set. */
    public static final HeartbeatOptions DEFAULTS = new HeartbeatOptions(0, SAME_AS_INTERVAL, 0);

    /**
     * Heartbeat options, checked.
     *
     * @param intervalNanos how often a PING is sent
     * @param timeoutNanos how long a peer may be silent after a PING before the connection is closed
     * @param timeToLiveNanos how long the peer is told to wait for our next sign of life
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} when a value lies outside its range
     */
    public HeartbeatOptions {
        OptionRange.requireNanos("heartbeatInterval", intervalNanos);
        OptionRange.requireNanosOrMinusOne("heartbeatTimeout", timeoutNanos);
        OptionRange.requireNanos("heartbeatTimeToLive", timeToLiveNanos, LONGEST_TIME_TO_LIVE);
    }

    /**
     * How long a peer may be silent after a PING, with the default resolved.
     *
     * @return nanoseconds, 0 = for ever
     */
    public long effectiveTimeoutNanos() {
        return timeoutNanos == SAME_AS_INTERVAL ? intervalNanos : timeoutNanos;
    }
}
