package io.nolmq.spi;

import io.nolmq.message.HandshakeOptions;

/**
 * What a handshake is told of its connection. Immutable.
 *
 * @param listening whether the peer came to us
 * @param holdsReadyBack whether our READY waits for the peer's; see {@link Pattern#holdsReadyBack}
 * @param limits how long it may take
 * @param peerAddress the address of the remote end, as far as it is known
 * @param wake tells the connection that the handshake has got the answer it waited for: {@link WireHandshake#onWake} is
 *     called soon. From any thread; never waits, and does no harm when the connection is gone
 */
public record HandshakeContext(
        boolean listening, boolean holdsReadyBack, HandshakeOptions limits, String peerAddress, Runnable wake) {}
