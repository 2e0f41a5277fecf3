package io.nolmq.message;

/**
 * How TCP itself looks after idle connections. The ranges are those of Linux.
 *
 * @param mode whether it does; default {@link Mode#SYSTEM}
 * @param count how many probes may go unanswered: 1..127, -1 = the operating system's, default -1
 * @param idleSeconds how long a connection is idle before the first probe, in seconds: 1..32767, -1 = the operating
 *     system's, default -1
 * @param intervalSeconds how long between probes, in seconds: 1..32767, -1 = the operating system's, default -1
 */
public record KeepAlive(Mode mode, int count, int idleSeconds, int intervalSeconds) {
    /** Leaves everything to the operating system. */
    public static final KeepAlive SYSTEM = new KeepAlive(Mode.SYSTEM, -1, -1, -1);

    /** Whether TCP probes idle connections. */
    public enum Mode {
        /** As the operating system is set. */
        SYSTEM,
        /** It does. */
        ON,
        /** It does not. */
        OFF
    }

    /**
     * Keep-alive settings, checked.
     *
     * @param mode whether it does
     * @param count how many probes may go unanswered
     * @param idleSeconds how long a connection is idle before the first probe
     * @param intervalSeconds how long between probes
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} when a value lies outside its range
     */
    public KeepAlive {
        OptionRange.requireOrSystem("keepAliveCount", count, 1, 127);
        OptionRange.requireOrSystem("keepAliveIdle", idleSeconds, 1, 32_767);
        OptionRange.requireOrSystem("keepAliveInterval", intervalSeconds, 1, 32_767);
    }

    KeepAlive withMode(Mode newMode) {
        return new KeepAlive(newMode, count, idleSeconds, intervalSeconds);
    }

    KeepAlive withCount(int probes) {
        return new KeepAlive(mode, probes, idleSeconds, intervalSeconds);
    }

    KeepAlive withIdleSeconds(int seconds) {
        return new KeepAlive(mode, count, seconds, intervalSeconds);
    }

    KeepAlive withIntervalSeconds(int seconds) {
        return new KeepAlive(mode, count, idleSeconds, seconds);
    }
}
