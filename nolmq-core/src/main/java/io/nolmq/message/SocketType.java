package io.nolmq.message;

/** The kinds of socket by the names that they announce on the wire (RFC 28, 29, 30). */
public enum SocketType {
    /** Publishes to all subscribers (RFC 29). */
    PUB,
    /** Subscribes to publishers (RFC 29). */
    SUB,
    /** Asks, one request at a time (RFC 28). */
    REQ,
    /** Answers, one request at a time (RFC 28). */
    REP,
    /** Asks without lock-step: load-balances out, fair-queues in (RFC 28). */
    DEALER,
    /** Answers by address (RFC 28). */
    ROUTER,
    /** The end of a pipeline that receives (RFC 30). */
    PULL,
    /** The end of a pipeline that sends (RFC 30). */
    PUSH,
    /** Exclusive: one peer at a time, both ways (RFC 31). */
    PAIR,
    /** TCP without ZMTP, by the id of the connection. */
    STREAM,
    /** A publisher that sees its subscriptions (RFC 29). */
    XPUB,
    /** A subscriber that sends its subscriptions as messages (RFC 29). */
    XSUB
}
