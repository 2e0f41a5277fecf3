package io.nolmq.message;

/** The outcome of sending a message without blocking, or with a timeout. */
public enum SendResult {
    /** Accepted: the message is on its way, or the rule of the pattern dropped it; drops are counted. */
    SENT,
    /** Not accepted: every eligible peer is at its high-water mark. */
    FULL,
    /** Not accepted: there is no peer. */
    NO_PEER,
    /** Not accepted: a ROUTER with {@code routerMandatory} has no peer of that routing id. */
    UNROUTABLE;

    /**
     * Tests whether the message was accepted.
     *
     * @return true for {@link #SENT}
     */
    public boolean isSent() {
        return this == SENT;
    }
}
