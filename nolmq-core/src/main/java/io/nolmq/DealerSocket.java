package io.nolmq;

import io.nolmq.internal.engine.SocketCore;

/**
 * Asks without lock-step (RFC 28): sends to its peers in turn, receives from them in turn. Talks to {@link RepSocket}
 * (with an empty frame before the request), {@link RouterSocket} and {@link DealerSocket}.
 */
public final class DealerSocket extends DuplexSocket {
    DealerSocket(SocketCore core) {
        super(core);
    }
}
