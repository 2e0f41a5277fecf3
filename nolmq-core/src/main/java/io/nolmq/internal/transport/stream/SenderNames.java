package io.nolmq.internal.transport.stream;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names of the peers whose messages a pipe holds, one connection after the other. Belongs to the receive side. Messages
 * are numbered from 1 in the order in which they are received. Holds no more names than there are unread messages.
 */
final class SenderNames {
    private static final byte[] NO_NAME = {};

    private static final class Stretch {
        private final byte[] name;
        private final long last;

        Stretch(byte[] name, long last) {
            this.name = name;
            this.last = last;
        }
    }

    private byte[] newest = NO_NAME;
    /** Those of earlier connections that left messages unread; null for none, as nearly always. */
    private @Nullable ArrayDeque<Stretch> earlier;

    /**
     * A connection begins; what comes from now on is of the peer of that name.
     *
     * @param received how many messages have been received
     * @param arrived how many have arrived, those that are unread included
     */
    void begin(byte[] name, long received, long arrived) {
        if (arrived > received && !Arrays.equals(newest, name)) {
            ArrayDeque<Stretch> past = earlier == null ? new ArrayDeque<>() : earlier;
            Stretch before = past.peekLast();
            if (before == null || before.last < arrived) {
                past.add(new Stretch(newest, arrived));
            }
            earlier = past;
        }
        newest = name;
    }

    /** The name of the peer that the message of that number came from; numbers only grow. */
    byte[] of(long message) {
        ArrayDeque<Stretch> past = earlier;
        if (past == null) {
            return newest;
        }
        for (Stretch first = past.peek(); first != null; first = past.peek()) {
            if (message <= first.last) {
                return first.name;
            }
            past.remove();
        }
        earlier = null;
        return newest;
    }
}
