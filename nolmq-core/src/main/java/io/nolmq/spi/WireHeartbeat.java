package io.nolmq.spi;

/**
 * Notices a peer that has fallen silent: by PINGs of our own, where the option says so, and by the time to live that the
 * peer names in its PINGs. Time in, actions out, no I/O, no clock. Belongs to the I/O thread.
 *
 * <p>Signs of life are counted by the connection, which passes their number so far: bytes that came, and room that the
 * kernel made by what the peer took.
 */
public interface WireHeartbeat {
    /** What is to be done. */
    interface Actions {
        /** A PING is to be sent, if the kernel takes it. */
        void ping(int timeToLiveDeciseconds);

        /**
         * There has been no sign of life for too long: it is to be looked whether one waits unread. If none does, the
         * connection is to end; if reading stands still for our own sake, {@link WireHeartbeat#onStandstill} is to be told.
         *
         * @param signsOfLife the number that has not changed
         * @param silentNanos for how long
         */
        void suspect(long signsOfLife, long silentNanos);
    }

    /** The connection is open: PINGs begin. */
    void start(long nowNanos);

    /** The peer wants to be given up when it says nothing for so many tenths of a second; 0 for no limit. */
    void onPeerTimeToLive(int deciseconds, long nowNanos, long signsOfLife);

    /** A suspicion came to nothing, since we have read nothing for a while: its time begins again. */
    void onStandstill(long nowNanos, long signsOfLife);

    /** Does what is due. */
    void onTimer(long nowNanos, long signsOfLife, Actions actions);

    /** How long until {@link #onTimer} is to be called, in nanoseconds: 0 for now, -1 for never. */
    long nanosUntilDeadline(long nowNanos);
}
