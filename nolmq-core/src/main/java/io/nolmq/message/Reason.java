package io.nolmq.message;

/**
 * The reason why a message was dropped, a peer refused, a connection closed, reading paused, or an event discarded.
 * Each is counted under exactly one reason.
 */
public enum Reason {
    // ---- messages dropped
    /** The peer's queue was at its high-water mark, and the pattern does not block. */
    HIGH_WATER_MARK(Kind.DROP),
    /** There was no peer to send to, and the pattern does not block. */
    NO_PEER(Kind.DROP),
    /** A ROUTER without {@code routerMandatory} had no peer of that routing id. */
    UNROUTABLE(Kind.DROP),
    /** The peer went away with the message still in its queue, or was replaced by one of another routing id. */
    PEER_GONE(Kind.DROP),
    /** The connection ended three times in a row before the peer had taken the whole message. */
    UNDELIVERABLE(Kind.DROP),
    /** The linger period, or the closing timeout of the context, expired. */
    LINGER_EXPIRED(Kind.DROP),
    /**
     * The message was received, but the socket was closed before the application took it; or it came from a peer that
     * was refused, or, over inproc, from one that is not received from.
     */
    NOT_RECEIVED(Kind.DROP),
    /** The message no longer matched a subscription. */
    FILTERED(Kind.DROP),
    /** A newer message replaced it ({@code conflate}). */
    CONFLATED(Kind.DROP),
    /** The peer sent a message to a socket type that does not receive messages. */
    UNEXPECTED_MESSAGE(Kind.DROP),
    /** A request or reply had no proper envelope or no body, or a reply was not expected. */
    UNEXPECTED_REPLY(Kind.DROP),
    /** A lack of memory kept the message from one of several peers, while others received it. */
    NOT_QUEUED(Kind.DROP),
    // ---- peers refused
    /** The first bytes are not ZMTP. */
    NOT_ZMTP(Kind.REFUSAL),
    /** The peer speaks a version below 3.0. */
    VERSION(Kind.REFUSAL),
    /** The peer announced another mechanism. */
    MECHANISM_MISMATCH(Kind.REFUSAL),
    /** The peer's socket type is missing, unknown, or incompatible with ours. */
    SOCKET_TYPE(Kind.REFUSAL),
    /** The handshake's commands or metadata are malformed or out of order. */
    HANDSHAKE(Kind.REFUSAL),
    /** The greeting or the handshake took too long. */
    HANDSHAKE_TIMEOUT(Kind.REFUSAL),
    /** The handshake exceeded the allowed number of bytes. */
    HANDSHAKE_SIZE(Kind.REFUSAL),
    /** There were too many concurrent handshakes; the oldest was evicted. */
    HANDSHAKE_LIMIT(Kind.REFUSAL),
    /** The peer answered the handshake with ERROR. */
    REFUSED_BY_PEER(Kind.REFUSAL),
    /** A live peer has the same routing id. */
    DUPLICATE_ROUTING_ID(Kind.REFUSAL),
    /** The socket has one peer at a time, and already has one. */
    PEER_ALREADY_CONNECTED(Kind.REFUSAL),
    /** The connection led back to itself. */
    SELF_CONNECTION(Kind.REFUSAL),
    // ---- connections closed
    /** The peer closed the connection. */
    END_OF_STREAM(Kind.CLOSE),
    /** The connection was lost. */
    CONNECTION_LOST(Kind.CLOSE),
    /** No connection could be established. */
    CONNECT_FAILED(Kind.CLOSE),
    /** The host name did not resolve. */
    UNKNOWN_HOST(Kind.CLOSE),
    /** A frame exceeded the maximum size. */
    FRAME_SIZE(Kind.CLOSE),
    /** A message exceeded the maximum number of frames. */
    FRAME_COUNT(Kind.CLOSE),
    /** A frame or command violated the protocol. */
    MALFORMED(Kind.CLOSE),
    /** Commands arrived at a higher rate than the peer is allowed. */
    COMMAND_RATE(Kind.CLOSE),
    /** The number of subscriptions exceeded the limit of one connection. */
    SUBSCRIPTION_LIMIT(Kind.CLOSE),
    /** The connection completed no message in 10 s while others waited because of it and the input budget was exhausted. */
    BUDGET(Kind.CLOSE),
    /** The peer was silent for longer than the heartbeat allows. */
    HEARTBEAT_TIMEOUT(Kind.CLOSE),
    /**
     * The connection was waiting for its peer to close, and was ended as the oldest when the context had too many of
     * these ({@code goodbyesMaximum}).
     */
    GOODBYE_LIMIT(Kind.CLOSE),
    /** The application closed the socket, or unbound or disconnected the endpoint. */
    CLOSED_LOCALLY(Kind.CLOSE),
    /** An error inside NolMQ or the virtual machine ended this connection only. */
    INTERNAL_ERROR(Kind.CLOSE),
    // ---- reading held
    /** Too many notifications of the peer's subscriptions were pending, so that reading from it was suspended for a while. */
    NOTIFICATIONS_WAIT(Kind.PAUSE),
    // ---- events discarded
    /** Too many events were queued for the socket's listeners, so that the newest were discarded. */
    SLOW_LISTENER(Kind.EVENT);

    /** The kind of event to which a reason applies. */
    public enum Kind {
        /** A message was not delivered. */
        DROP,
        /** A peer was refused before it became visible. */
        REFUSAL,
        /** An established connection, or an attempt to connect, ended. */
        CLOSE,
        /** Reading from a peer was suspended for a while. */
        PAUSE,
        /** An event was not delivered to the socket's listeners. */
        EVENT
    }

    private final Kind kind;

    Reason(Kind kind) {
        this.kind = kind;
    }

    /**
     * The kind of event to which this reason applies.
     *
     * @return the kind: that of a message, a peer, a connection, or an event
     */
    public Kind kind() {
        return kind;
    }
}
