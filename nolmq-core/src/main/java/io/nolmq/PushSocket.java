package io.nolmq;

import io.nolmq.internal.engine.SocketCore;

/**
 * The sending end of a pipeline (RFC 30): sends each message to one of the connected {@link PullSocket}s, in turn.
 * Sending blocks while there is no peer or every peer is at its high-water mark; nothing is dropped.
 */
public final class PushSocket extends SendingSocket {
    PushSocket(SocketCore core) {
        super(core);
    }
}
