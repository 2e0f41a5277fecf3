package io.nolmq;

import io.nolmq.internal.engine.SocketCore;

/**
 * A replier (RFC 28): receives a request, sends the reply, and so on in lock-step. A reply to a peer that has gone is
 * dropped and counted. A call out of turn fails with a {@link io.nolmq.message.SocketStateException}.
 */
public final class RepSocket extends LockStepSocket {
    RepSocket(SocketCore core) {
        super(core);
    }
}
