package io.nolmq.message;

/** An occasion on which a connecting endpoint gives up instead of connecting again. */
public enum ReconnectStop {
    /** The connection was refused. */
    CONNECTION_REFUSED,
    /** The connection ended before its handshake did. */
    HANDSHAKE_FAILED,
    /** The application disconnected the endpoint. NolMQ never connects again then, so that this changes nothing. */
    AFTER_DISCONNECT
}
