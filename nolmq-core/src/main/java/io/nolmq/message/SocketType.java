package io.nolmq.message;

import java.util.EnumSet;
import java.util.Set;

/** The kinds of socket, with the name that each announces on the wire and the kinds it talks to (RFC 28, 29, 30). */
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
    /** A publisher that sees its subscriptions; known as a peer only. */
    XPUB,
    /** A subscriber that sends its subscriptions as messages; known as a peer only. */
    XSUB;

    /**
     * Whether a socket of this type and a peer of that type may talk to each other.
     *
     * @param peer the type that the peer announces
     * @return true when libzmq's table allows the pair
     */
    public boolean accepts(SocketType peer) {
        return peers().contains(peer);
    }

    /**
     * The types that a socket of this type talks to.
     *
     * @return a new set
     */
    public Set<SocketType> peers() {
        return switch (this) {
            case PUB, XPUB -> EnumSet.of(SUB, XSUB);
            case SUB, XSUB -> EnumSet.of(PUB, XPUB);
            case REQ -> EnumSet.of(REP, ROUTER);
            case REP -> EnumSet.of(REQ, DEALER);
            case DEALER -> EnumSet.of(REP, DEALER, ROUTER);
            case ROUTER -> EnumSet.of(REQ, DEALER, ROUTER);
            case PULL -> EnumSet.of(PUSH);
            case PUSH -> EnumSet.of(PULL);
        };
    }

    /**
     * Whether a socket of this type tells its routing id to its peers.
     *
     * @return true for REQ, DEALER and ROUTER
     */
    public boolean announcesRoutingId() {
        return this == REQ || this == DEALER || this == ROUTER;
    }
}
