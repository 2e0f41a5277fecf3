package io.nolmq.spi;

/**
 * The part of a handshake between the greetings and READY, as a state machine without I/O. Used by one thread, for one
 * connection.
 */
public interface Mechanism {
    /** The name in the greeting: at most 20 upper-case ASCII characters. */
    String name();

    /**
     * The command that this end sends without having been asked.
     *
     * @return the body of a command frame, or an empty array when the peer speaks first
     */
    byte[] begin();

    /**
     * Takes one command of the peer.
     *
     * @param body the body of the command frame, name included; the callee's
     * @return the body of a command to answer with, or an empty array
     * @throws ProtocolException when the peer is to be refused
     */
    byte[] onCommand(byte[] body) throws ProtocolException;

    /** Whether the handshake is over and messages follow. */
    boolean isComplete();

    /**
     * The peer's properties, once complete.
     *
     * @return the metadata block of its READY or INITIATE
     */
    byte[] peerMetadata();
}
