package io.nolmq;

import io.nolmq.internal.engine.SocketCore;

/** The receiving end of a pipeline (RFC 30): receives messages from its {@link PushSocket}s in turn. */
public final class PullSocket extends ReceivingSocket {
    PullSocket(SocketCore core) {
        super(core);
    }
}
