package io.nolmq.spi;

import org.jspecify.annotations.Nullable;

/** The opening of one connection: bytes and time in, bytes out, no I/O, no clock. Belongs to the I/O thread. */
public interface WireHandshake {
    /** What is to be sent now; empty when nothing is. */
    byte[] takeOutput();

    /** The peer, once it has said who it is and all else that it has to say; null before. */
    @Nullable
    PeerIdentity peer();

    /**
     * What is to be sent to a peer that is welcome, before anything else. A peer that does not get it keeps what it has to
     * send.
     *
     * @return empty while there is no {@link #peer}, and where this end has said all before
     */
    byte[] lastWord();

    /** The cipher of the traffic, once there is a {@link #peer}; null where it goes in the clear. */
    default @Nullable Cipher cipher() {
        return null;
    }

    /** Whether nothing can be taken until {@link #onWake}: somebody is asked about the peer. */
    default boolean isWaiting() {
        return false;
    }

    /**
     * The answer is there that the handshake waited for. Harmless when it waits for none. Afterwards there may be output, a
     * {@link #peer}, and another deadline.
     *
     * @throws ProtocolException when the peer is to be refused; nothing more may be asked of this object
     */
    default void onWake(long nowNanos) throws ProtocolException {}

    /** The connection is gone before the handshake was over: what was asked is no longer of interest. */
    default void cancel() {}

    /**
     * Takes bytes from the connection. Afterwards {@link #nanosUntilDeadline} may have changed.
     *
     * @return how many were taken: all, or those up to the end of the handshake, when what follows is traffic, or those up
     *     to where it {@link #isWaiting}
     * @throws ProtocolException when the peer is to be refused; nothing more may be asked of this object
     */
    int onBytes(byte[] bytes, int from, int to, long nowNanos) throws ProtocolException;

    /**
     * Takes the time. Afterwards there may be output.
     *
     * @throws ProtocolException when the peer has taken too long; nothing more may be asked of this object
     */
    void onTimer(long nowNanos) throws ProtocolException;

    /** How long until {@link #onTimer} is to be called, in nanoseconds: 0 for now, -1 for never. */
    long nanosUntilDeadline(long nowNanos);
}
