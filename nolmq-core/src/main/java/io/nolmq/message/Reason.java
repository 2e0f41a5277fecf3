package io.nolmq.message;

/**
 * Why a message was dropped, a peer refused, a connection closed, or an event not told. Every such event passes exactly
 * one of these and is counted under it.
 */
public enum Reason {
    // ---- messages dropped
    /** The peer's queue was at its high-water mark, and the pattern does not wait. */
    HIGH_WATER_MARK(Kind.DROP),
    /** A pattern that does not wait had no peer to send to. */
    NO_PEER(Kind.DROP),
    /** A ROUTER without {@code mandatory} knew no peer of that routing id. */
    UNROUTABLE(Kind.DROP),
    /** The peer went away with the message still in its queue, or one of another routing id has come in its place. */
    PEER_GONE(Kind.DROP),
    /** The connection ended three times running before the peer had taken the message whole. */
    UNDELIVERABLE(Kind.DROP),
    /** The linger period, or the closing time-out of the context, ran out. */
    LINGER_EXPIRED(Kind.DROP),
    /**
     * The message was received, and then the socket was closed before the application took it; or it came from a peer
     * that was refused, or, over inproc, that nobody receives from.
     */
    NOT_RECEIVED(Kind.DROP),
    /** A subscriber had no matching subscription, any more. */
    FILTERED(Kind.DROP),
    /** A newer message took its place ({@code conflate}). */
    CONFLATED(Kind.DROP),
    /** The peer sent a message to a socket type that receives none. */
    UNEXPECTED_MESSAGE(Kind.DROP),
    /** A request or reply without a proper envelope or without a body, or a reply that nobody waits for. */
    UNEXPECTED_REPLY(Kind.DROP),
    /** A lack of memory kept the message from one of the several peers that it was for, while others have it. */
    NOT_QUEUED(Kind.DROP),
    // ---- peers refused
    /** The first bytes are not ZMTP. */
    NOT_ZMTP(Kind.REFUSAL),
    /** The peer speaks a version below 3.0. */
    VERSION(Kind.REFUSAL),
    /** The peer names another mechanism. */
    MECHANISM_MISMATCH(Kind.REFUSAL),
    /** The peer's socket type is missing, unknown, or does not go with ours. */
    SOCKET_TYPE(Kind.REFUSAL),
    /** The handshake's commands or metadata are malformed or out of order. */
    HANDSHAKE(Kind.REFUSAL),
    /** The greeting or the handshake took too long. */
    HANDSHAKE_TIMEOUT(Kind.REFUSAL),
    /** The handshake took more bytes than is allowed. */
    HANDSHAKE_SIZE(Kind.REFUSAL),
    /** Too many handshakes at once; the oldest had to go. */
    HANDSHAKE_LIMIT(Kind.REFUSAL),
    /** The peer answered the handshake with ERROR. */
    REFUSED_BY_PEER(Kind.REFUSAL),
    /** A live peer has the same routing id. */
    DUPLICATE_ROUTING_ID(Kind.REFUSAL),
    /** The socket talks to one peer at a time, and has one. */
    PEER_ALREADY_CONNECTED(Kind.REFUSAL),
    /** The connection led back to itself. */
    SELF_CONNECTION(Kind.REFUSAL),
    // ---- connections closed
    /** The peer closed the connection. */
    END_OF_STREAM(Kind.CLOSE),
    /** The connection broke. */
    CONNECTION_LOST(Kind.CLOSE),
    /** No connection could be made. */
    CONNECT_FAILED(Kind.CLOSE),
    /** The host's name did not resolve. */
    UNKNOWN_HOST(Kind.CLOSE),
    /** A frame is larger than the maximum. */
    FRAME_SIZE(Kind.CLOSE),
    /** A message has more frames than the maximum. */
    FRAME_COUNT(Kind.CLOSE),
    /** A frame or command breaks the protocol. */
    MALFORMED(Kind.CLOSE),
    /** Commands came faster than the peer may send them. */
    COMMAND_RATE(Kind.CLOSE),
    /** More subscriptions than one connection may hold. */
    SUBSCRIPTION_LIMIT(Kind.CLOSE),
    /** The connection completed no message in 10 s, and others waited because of it while the input budget was used up. */
    BUDGET(Kind.CLOSE),
    /** The peer was silent for longer than the heartbeat allows. */
    HEARTBEAT_TIMEOUT(Kind.CLOSE),
    /**
     * The connection waited for its peer to close, and so many of the context did that this one, the oldest, had to end
     * ({@code goodbyesMaximum}).
     */
    GOODBYE_LIMIT(Kind.CLOSE),
    /** The application closed the socket, or unbound or disconnected the endpoint. */
    CLOSED_LOCALLY(Kind.CLOSE),
    /** An error inside NolMQ or the virtual machine ended this connection, and it alone. */
    INTERNAL_ERROR(Kind.CLOSE),
    // ---- reading held
    /** So many notifications of the peer's subscriptions waited to be received that it was not read for a while. */
    NOTIFICATIONS_WAIT(Kind.PAUSE),
    // ---- events not told
    /** So many events waited for the socket's listeners that the newest were not told. */
    SLOW_LISTENER(Kind.EVENT);

    /** What a reason applies to. */
    public enum Kind {
        /** A message was not delivered. */
        DROP,
        /** A peer was turned away before it became visible. */
        REFUSAL,
        /** An established connection, or the attempt at one, ended. */
        CLOSE,
        /** A peer was not read for a while. */
        PAUSE,
        /** An event was not told to the socket's listeners. */
        EVENT
    }

    private final Kind kind;

    Reason(Kind kind) {
        this.kind = kind;
    }

    /**
     * What the reason applies to.
     *
     * @return a message, a peer, a connection, or an event
     */
    public Kind kind() {
        return kind;
    }
}
