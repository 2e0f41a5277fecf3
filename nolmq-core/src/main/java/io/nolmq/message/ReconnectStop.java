package io.nolmq.message;

/** An occasion on which a connecting endpoint gives up instead of reconnecting. */
public enum ReconnectStop {
    /** The connection was refused. */
    CONNECTION_REFUSED,
    /** The connection ended before its handshake was complete. */
    HANDSHAKE_FAILED,
    /**
     * The application disconnected the endpoint or closed the socket: a lost connection is not re-established to send
     * lingering messages.
     */
    AFTER_DISCONNECT
}
