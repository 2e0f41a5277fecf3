package io.nolmq.message;

/** What happened to a socket's connections, as its monitor tells it. */
public enum EventType {
    /** The socket listens at an endpoint. */
    LISTENING,
    /** A listener accepted a connection; its handshake begins. */
    ACCEPTED,
    /** A connection was made; its handshake begins. */
    CONNECTED,
    /** A connection could not be made or was lost, and is tried again after a while. */
    CONNECT_RETRIED,
    /** The handshake is complete: the socket has a peer. */
    HANDSHAKE_SUCCEEDED,
    /** A peer was turned away, or turned us away, before the handshake was complete. */
    REFUSED,
    /** The connection to a peer ended. */
    DISCONNECTED,
    /** A message was given up, which the peer did not take in three connections running. Other drops are counted alone. */
    MESSAGE_DROPPED,
    /** A peer is not read until the application has received more. */
    READING_HELD,
    /** An endpoint came to its end: nothing listens there any more, or nothing connects to it again. */
    CLOSED,
    /** Events were not told, because the listeners were too slow. */
    EVENTS_DROPPED
}
