package io.nolmq.message;

/**
 * How long handshakes may take, and how many a listener carries at once.
 *
 * @param listenTimeoutNanos how long a handshake may take on the listening side, in nanoseconds: 0..2^31-1 ms, 0 = no
 *     limit, default 10 s
 * @param connectTimeoutNanos how long a handshake may take on the connecting side, where the peer's authenticator may
 *     be slow, in nanoseconds: 0..2^31-1 ms, 0 = no limit, default 30 s
 * @param greetingNanos how long the peer's greeting may take, in nanoseconds: 0..2^31-1 ms, 0 = no limit of its own,
 *     default 5 s
 * @param concurrentPerListener how many handshakes one listener carries at once; above that the oldest has to go, if
 *     it is older than 400 ms: 1..2^31-1, default 256
 */
public record HandshakeOptions(
        long listenTimeoutNanos, long connectTimeoutNanos, long greetingNanos, int concurrentPerListener) {
    /** What holds when nothing is set. */
    public static final HandshakeOptions DEFAULTS =
            new HandshakeOptions(10_000_000_000L, 30_000_000_000L, 5_000_000_000L, 256);

    /**
     * Handshake options, checked.
     *
     * @param listenTimeoutNanos how long a handshake may take on the listening side
     * @param connectTimeoutNanos how long a handshake may take on the connecting side
     * @param greetingNanos how long the peer's greeting may take
     * @param concurrentPerListener how many handshakes one listener carries at once; above that the oldest has to
     *     go, if it is older than 400 ms
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} when a value lies outside its range
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
