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
    public static final HandshakeOptions DEFAULTS =
            new HandshakeOptions(10_000_000_000L, 30_000_000_000L, 5_000_000_000L, 256);

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
        OptionRange.requireNanos("handshakeInterval", listenTimeoutNanos);
        OptionRange.requireNanos("handshakeInterval", connectTimeoutNanos);
        OptionRange.requireNanos("greetingTimeout", greetingNanos);
        OptionRange.require("handshakesPerListener", concurrentPerListener, 1, Integer.MAX_VALUE);
    }

    HandshakeOptions withTimeoutNanos(long nanos) {
        return new HandshakeOptions(nanos, nanos, greetingNanos, concurrentPerListener);
    }

    HandshakeOptions withGreetingNanos(long nanos) {
        return new HandshakeOptions(listenTimeoutNanos, connectTimeoutNanos, nanos, concurrentPerListener);
    }

    HandshakeOptions withConcurrentPerListener(int handshakes) {
        return new HandshakeOptions(listenTimeoutNanos, connectTimeoutNanos, greetingNanos, handshakes);
    }
}
