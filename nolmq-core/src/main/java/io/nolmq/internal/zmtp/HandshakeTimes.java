package io.nolmq.internal.zmtp;

/**
 * How long the parts of a handshake may take.
 *
 * @param totalNanos all of it; 0 = no limit
 * @param greetingNanos the peer's greeting; 0 = no limit of its own
 * @param silenceNanos how long the peer may be silent behind its greeting until we speak first; 0 = for ever
 */
record HandshakeTimes(long totalNanos, long greetingNanos, long silenceNanos) {}
