package io.nolmq.spi;

import io.nolmq.message.HandshakeOptions;

/** What handshakes are told of connections that are none. */
public final class Handshakes {
    private Handshakes() {}

    public static HandshakeContext context(boolean listening, boolean holdsReadyBack) {
        return new HandshakeContext(listening, holdsReadyBack, HandshakeOptions.DEFAULTS, "", () -> {});
    }
}
