package io.nolmq.message;

/** An occasion on which a connecting endpoint gives up instead of reconnecting. */
public enum ReconnectStop {
    /** The connection was refused. */
    CONNECTION_REFUSED(1),
    /** The connection ended before its handshake was complete. */
    HANDSHAKE_FAILED(2),
    /**
     * The application disconnected the endpoint or closed the socket: a lost connection is not re-established to send
     * lingering messages.
     */
    AFTER_DISCONNECT(4);

    /** In the value of libzmq's option. */
    final int bit;

    ReconnectStop(int bit) {
        this.bit = bit;
    }
}
