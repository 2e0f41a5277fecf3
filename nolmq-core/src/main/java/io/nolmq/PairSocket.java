package io.nolmq;

import io.nolmq.internal.engine.SocketCore;

/**
 * One end of an exclusive pair (RFC 31), which sends and receives. It has one other {@link PairSocket} as its peer at a
 * time; a second one is refused while the first is connected. Sending blocks while there is no peer or the peer is at
 * its high-water mark; nothing is dropped.
 */
public final class PairSocket extends DuplexSocket {
    PairSocket(SocketCore core) {
        super(core);
    }
}
