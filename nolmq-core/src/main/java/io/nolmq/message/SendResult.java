package io.nolmq.message;

/** What became of a message that was offered without waiting, or with a time limit. */
public enum SendResult {
    /** Taken: it is on its way, or the pattern's rule dropped and counted it. */
    SENT,
    /** Not taken: every peer that could have it is at its high-water mark. */
    FULL,
    /** Not taken: there is no peer. */
    NO_PEER,
    /** Not taken: a ROUTER with {@code mandatory} has no peer of that routing id. */
    UNROUTABLE;

    /**
     * Whether the message was taken.
     *
     * @return true for {@link #SENT}
     */
    public boolean isSent() {
        return this == SENT;
    }
}
