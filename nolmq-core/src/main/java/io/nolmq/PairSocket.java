package io.nolmq;

import io.nolmq.internal.engine.SocketCore;

/**
 * One end of an exclusive pair (RFC 31), which sends and receives. It talks to one other {@link PairSocket} at a time; a
 * second one is refused while the first is there. Sending blocks while there is no peer, or the peer is at its high-water
 * mark; nothing is dropped.
 */
public final class PairSocket extends DuplexSocket {
    PairSocket(SocketCore core) {
        super(core);
    }
}
