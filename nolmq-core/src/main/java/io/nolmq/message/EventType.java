package io.nolmq.message;

/** The type of an event of a socket's connections, as reported by its monitor. */
public enum EventType {
    /** The socket is listening on an endpoint. */
    LISTENING,
    /** A listener accepted a connection; its handshake begins. */
    ACCEPTED,
    /** A connection was established; its handshake begins. */
    CONNECTED,
    /** A connection could not be established or was lost, and is retried after a delay. */
    CONNECT_RETRIED,
    /** The handshake is complete: the socket has a peer. */
    HANDSHAKE_SUCCEEDED,
    /** A peer was refused, or refused us, before the handshake was complete. */
    REFUSED,
    /** The connection to a peer ended. */
    DISCONNECTED,
    /**
     * A message was dropped because the peer did not take it on three consecutive connections. Other drops are only
     * counted.
     */
    MESSAGE_DROPPED,
    /** Reading from a peer is suspended until the application has received more. */
    READING_HELD,
    /** An endpoint ended: the socket no longer listens on it, or no longer reconnects to it. */
    CLOSED,
    /** Events were discarded because the listeners were too slow. */
    EVENTS_DROPPED
}
