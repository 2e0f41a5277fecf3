package io.nolmq.message;

/** The type of a socket, by the name announced on the wire (RFC 28, 29, 30). */
public enum SocketType {
    /** Publishes to all subscribers (RFC 29). */
    PUB,
    /** Subscribes to publishers (RFC 29). */
    SUB,
    /** Sends requests, one at a time (RFC 28). */
    REQ,
    /** Replies to requests, one at a time (RFC 28). */
    REP,
    /** Sends requests asynchronously: load-balances outgoing and fair-queues incoming messages (RFC 28). */
    DEALER,
    /** Sends replies addressed by routing id (RFC 28). */
    ROUTER,
    /** The receiving end of a pipeline (RFC 30). */
    PULL,
    /** The sending end of a pipeline (RFC 30). */
    PUSH,
    /** An exclusive pair: one peer at a time, in both directions (RFC 31). */
    PAIR,
    /** TCP without ZMTP, addressed by the id of the connection. */
    STREAM,
    /** A publisher that sees its subscriptions (RFC 29). */
    XPUB,
    /** A subscriber that sends its subscriptions as messages (RFC 29). */
    XSUB
}
