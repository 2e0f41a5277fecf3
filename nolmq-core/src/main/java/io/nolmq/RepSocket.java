package io.nolmq;

import io.nolmq.internal.engine.SocketCore;

/**
 * Answers (RFC 28): receives a request, sends the reply, and so on in lock-step. A reply to a peer that is gone is dropped
 * and counted. Out of turn, a call fails with a {@link io.nolmq.message.SocketStateException}.
 */
public final class RepSocket extends LockStepSocket {
    RepSocket(SocketCore core) {
        super(core);
    }
}
