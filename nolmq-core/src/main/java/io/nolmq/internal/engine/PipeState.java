package io.nolmq.internal.engine;

/**
 * How far a pipe has come. Written under the send side of its socket.
 *
 * <pre>
 *   DETACHED ⇄ WAITING ⇄ CONNECTED
 *       └─────────┴──────────┴────→ CLOSING → OVER
 * </pre>
 */
public enum PipeState {
    /** The pattern does not know of it: no peer has been welcome yet, or with the option immediate none is there now. */
    DETACHED,
    /** Takes messages for a peer that is to come. */
    WAITING,
    /** Has a peer that is welcome. */
    CONNECTED,
    /** Takes no more messages, and sends those that it has. */
    CLOSING,
    /** Nothing is left to be sent; a last connection may be saying goodbye. */
    OVER;

    /** Whether the pattern knows of the pipe, so that it takes messages. */
    public boolean isAttached() {
        return this == WAITING || this == CONNECTED;
    }

    /** Whether the pipe takes no more messages, for good. */
    public boolean isClosing() {
        return this == CLOSING || this == OVER;
    }
}
