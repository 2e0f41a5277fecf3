package io.nolmq.spi;

import org.jspecify.annotations.Nullable;

/**
 * The part of a handshake between the greetings and READY, as a state machine without I/O. Used by one thread, for one
 * connection.
 */
public interface Mechanism {
    /** Makes the mechanism of one connection. */
    @FunctionalInterface
    interface Factory {
        /**
         * Makes one.
         *
         * @param context what the handshake is told of the connection; whether READY is held back counts where the mechanism
         *     leaves that open
         * @param metadata our properties, as the block that READY carries
         */
        Mechanism create(HandshakeContext context, byte[] metadata);
    }

    /** The name in the greeting: at most 20 upper-case ASCII characters. */
    String name();

    /** Whether this end is the server of a mechanism that has one; told in the greeting. */
    default boolean isServer() {
        return false;
    }

    /**
     * The command that this end sends without having been asked.
     *
     * @return the body of a command frame, or an empty array when the peer speaks first
     */
    byte[] begin();

    /**
     * The command that this end sends when the peer, expected to speak first, is silent.
     *
     * @return the body of a command frame, or an empty array to go on waiting
     */
    default byte[] onSilence() {
        return new byte[0];
    }

    /**
     * Takes one command of the peer. What is answered to the command that completes the handshake is our last word: it is
     * sent once the peer is welcome, and else never.
     *
     * @param body the body of the command frame, name included; the callee's
     * @return the body of a command to answer with, or an empty array when nothing is to be said, or not yet
     * @throws ProtocolException when the peer is to be refused
     */
    byte[] onCommand(byte[] body) throws ProtocolException;

    /** Whether somebody else has been asked about the peer, and the answer is not there: no command is taken meanwhile. */
    default boolean isWaiting() {
        return false;
    }

    /**
     * The connection has been woken. Goes on, where the answer is there; else does nothing.
     *
     * @return the body of a command, or an empty array; as {@link #onCommand} returns it
     * @throws ProtocolException when the peer is to be refused
     */
    default byte[] onWake() throws ProtocolException {
        return new byte[0];
    }

    /** The connection is gone: whoever was asked need not answer. */
    default void cancel() {}

    /** The cipher of the traffic, once complete; null for none. */
    default @Nullable Cipher cipher() {
        return null;
    }

    /** Whether the peer has said all; what is left to say is our answer to that. */
    boolean isComplete();

    /**
     * The peer's properties, once complete.
     *
     * @return the metadata block of its READY or INITIATE
     */
    byte[] peerMetadata();
}
