package io.nolmq.message;

/**
 * The TCP keep-alive settings for idle connections. The ranges are those of Linux.
 *
 * @param mode the keep-alive mode; default {@link Mode#SYSTEM}
 * @param count the number of probes that may go unanswered: 1..127, -1 = the operating system's, default -1
 * @param idleSeconds the idle time before the first probe, in seconds: 1..32767, -1 = the operating system's, default
 *     -1
 * @param intervalSeconds the time between probes, in seconds: 1..32767, -1 = the operating system's, default -1
 */
public record KeepAlive(Mode mode, int count, int idleSeconds, int intervalSeconds) {
    /** Leaves everything to the operating system. */
    public static final KeepAlive SYSTEM = new KeepAlive(
            Options.KEEP_ALIVE.defaultValue(),
            Options.KEEP_ALIVE_COUNT.defaultValue(),
            Options.KEEP_ALIVE_IDLE.defaultValue(),
            Options.KEEP_ALIVE_INTERVAL.defaultValue());

    /** The keep-alive mode. */
    public enum Mode {
        /** TCP probes idle connections if the operating system is set to. */
        SYSTEM,
        /** TCP probes idle connections. */
        ON,
        /** TCP does not probe idle connections. */
        OFF
    }

    /**
     * Creates validated keep-alive settings.
     *
     * @param mode the keep-alive mode
     * @param count the number of probes that may go unanswered
     * @param idleSeconds the idle time before the first probe
     * @param intervalSeconds the time between probes
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} if a value is out of range
     */
    public KeepAlive {
        Options.KEEP_ALIVE_COUNT.require(count);
        Options.KEEP_ALIVE_IDLE.require(idleSeconds);
        Options.KEEP_ALIVE_INTERVAL.require(intervalSeconds);
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
