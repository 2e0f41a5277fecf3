package io.nolmq.message;

/**
 * The time limits of handshakes, and the number of concurrent ones per listener.
 *
 * @param listenTimeoutNanos the time limit of a handshake on the listening side, in nanoseconds: 0..2^31-1 ms, 0 = no
 *     limit, default 10 s
 * @param connectTimeoutNanos the time limit of a handshake on the connecting side, where the peer's authenticator may
 *     be slow, in nanoseconds: 0..2^31-1 ms, 0 = no limit, default 30 s
 * @param greetingNanos the time limit of the peer's greeting, in nanoseconds: 0..2^31-1 ms, 0 = no limit of its own,
 *     default 5 s
 * @param concurrentPerListener the number of concurrent handshakes per listener; above it the oldest is evicted, if it
 *     is older than 400 ms: 1..2^31-1, default 256
 */
public record HandshakeOptions(
        long listenTimeoutNanos, long connectTimeoutNanos, long greetingNanos, int concurrentPerListener) {
    /** The default options. */
    public static final HandshakeOptions DEFAULTS = new HandshakeOptions(
            Options.HANDSHAKE_INTERVAL.defaultValue().toNanos(),
            Options.CONNECT_HANDSHAKE_INTERVAL.defaultValue().toNanos(),
            Options.GREETING_TIMEOUT.defaultValue().toNanos(),
            Options.HANDSHAKES_PER_LISTENER.defaultValue());

    /**
     * Creates validated handshake options.
     *
     * @param listenTimeoutNanos the time limit of a handshake on the listening side
     * @param connectTimeoutNanos the time limit of a handshake on the connecting side
     * @param greetingNanos the time limit of the peer's greeting
     * @param concurrentPerListener the number of concurrent handshakes per listener; above it the oldest is evicted, if
     *     it is older than 400 ms
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} if a value is out of range
     */
    public HandshakeOptions {
        OptionRange.requireNanos(Options.HANDSHAKE_INTERVAL, listenTimeoutNanos);
        OptionRange.requireNanos(Options.CONNECT_HANDSHAKE_INTERVAL, connectTimeoutNanos);
        OptionRange.requireNanos(Options.GREETING_TIMEOUT, greetingNanos);
        Options.HANDSHAKES_PER_LISTENER.require(concurrentPerListener);
    }

    HandshakeOptions withTimeoutNanos(long nanos) {
        return new HandshakeOptions(nanos, nanos, greetingNanos, concurrentPerListener);
    }

    HandshakeOptions withConnectTimeoutNanos(long nanos) {
        return new HandshakeOptions(listenTimeoutNanos, nanos, greetingNanos, concurrentPerListener);
    }

    HandshakeOptions withGreetingNanos(long nanos) {
        return new HandshakeOptions(listenTimeoutNanos, connectTimeoutNanos, nanos, concurrentPerListener);
    }

    HandshakeOptions withConcurrentPerListener(int handshakes) {
        return new HandshakeOptions(listenTimeoutNanos, connectTimeoutNanos, greetingNanos, handshakes);
    }
}
