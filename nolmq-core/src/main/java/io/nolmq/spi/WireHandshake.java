package io.nolmq.spi;

import org.jspecify.annotations.Nullable;

/** The opening of one connection: bytes in, bytes out, no I/O. Belongs to the I/O thread. */
public interface WireHandshake {
    /** What is to be sent now; empty when nothing is. */
    byte[] takeOutput();

    /** The peer, once the handshake is complete; null before. */
    @Nullable
    PeerIdentity peer();

    /** Whether a whole greeting has come. */
    boolean isGreeted();

    /**
     * Takes bytes from the connection.
     *
     * @return how many were taken: all, or those up to the end of the handshake, when what follows is traffic
     * @throws ProtocolException when the peer is to be refused; nothing more may be asked of this object
     */
    int onBytes(byte[] bytes, int from, int to) throws ProtocolException;
}
