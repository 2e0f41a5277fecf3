package io.nolmq;

import io.nolmq.internal.engine.SocketCore;

/**
 * An asynchronous requester (RFC 28): load-balances outgoing messages among its peers and fair-queues incoming ones.
 * Talks to {@link RepSocket} (with an empty frame before the request), {@link RouterSocket} and {@link DealerSocket}.
 */
public final class DealerSocket extends DuplexSocket {
    DealerSocket(SocketCore core) {
        super(core);
    }
}
