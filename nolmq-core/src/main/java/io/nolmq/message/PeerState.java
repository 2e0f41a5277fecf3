package io.nolmq.message;

/** The answer to whether a ROUTER could send a message to a peer now. */
public enum PeerState {
    /** There is no peer of that routing id. */
    UNKNOWN,
    /** The peer is at its high-water mark. */
    FULL,
    /** The next message is accepted, unless another thread sends meanwhile. */
    READY
}
