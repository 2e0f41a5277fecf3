package io.nolmq.message;

/** The state of a peer for a ROUTER that is about to send to it. */
public enum PeerState {
    /** No peer has that routing id. */
    UNKNOWN,
    /** The peer is at its high-water mark. */
    FULL,
    /** The next message is accepted, unless another thread sends first. */
    READY
}
