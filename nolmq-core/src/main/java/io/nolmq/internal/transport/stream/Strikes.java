package io.nolmq.internal.transport.stream;

/**
 * Counts how many times running the peer ended its connection before it had taken one and the same message, which is the
 * first in an {@link Outbox}. Belongs to the send side.
 */
final class Strikes {
    private static final int LAST = 3;

    private long number;
    private int strikes;

    /**
     * The peer has ended the connection, and had a part of a message.
     *
     * @param message its number in the outbox, which no other has had since the last {@link #forget}
     * @return whether this was the last time for it: then the next message begins anew
     */
    boolean count(long message) {
        strikes = message == number ? strikes + 1 : 1;
        number = message;
        if (strikes < LAST) {
            return false;
        }
        forget();
        return true;
    }

    /** Another message is the first now. */
    void forget() {
        strikes = 0;
    }
}
