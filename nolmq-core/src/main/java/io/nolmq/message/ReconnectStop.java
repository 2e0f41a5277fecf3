package io.nolmq.message;

/** An occasion on which a connecting endpoint gives up instead of connecting again. */
public enum ReconnectStop {
    /** The connection was refused. */
    CONNECTION_REFUSED,
    /** The connection ended before its handshake did. */
    HANDSHAKE_FAILED,
    /** The application disconnected the endpoint or closed the socket: a lost connection is not made again to send what lingers. */
    AFTER_DISCONNECT
}
