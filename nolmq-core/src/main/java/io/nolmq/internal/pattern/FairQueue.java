package io.nolmq.internal.pattern;

import io.nolmq.message.Message;
import io.nolmq.spi.PatternSocket;
import io.nolmq.spi.Pipe;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages from pipes in turn. Belongs to the receive side.
 *
 * <p>The ring holds the pipes that have something; each gives one message in turn, and one that has nothing leaves. In a
 * crowd of more than {@value #CROWD} a turn is {@value #TURN_IN_A_CROWD} messages: to touch another peer's memory for each
 * message costs several times what the message costs.
 *
 * <p>Every {@value #SERVED_IN_A_ROW} messages others are looked for: with one pipe in the ring at once, with several when
 * the last look was half a millisecond ago, and sixteen times as long as it took, because a look costs more the more there
 * are.
 */
final class FairQueue {
    private static final int SERVED_IN_A_ROW = 64;
    private static final int CROWD = 8;
    private static final int TURN_IN_A_CROWD = 64;
    private static final long LOOK_AFTER_NANOS = 500_000;
    private static final int LOOK_AFTER_TIMES = 16;
    private static final long LOOK_AT_LATEST_NANOS = 10_000_000;

    private final PatternSocket socket;
    private @Nullable Pipe[] ring = new Pipe[8];
    private int size;
    private int turn;
    private int leftOfTurn;
    private int untilLook;
    private long nextLookNanos = System.nanoTime();
    private @Nullable Pipe last;

    FairQueue(PatternSocket socket) {
        this.socket = socket;
    }

    /** A pipe has something; may be told again. */
    void onReadable(Pipe pipe) {
        if (!pipe.isInTurn()) {
            pipe.setInTurn(true);
            if (turn >= size) {
                turn = 0; // else newcomers, each taken at once, would keep those who have nothing left, or are gone
            }
            if (size == ring.length) {
                ring = Arrays.copyOf(ring, 2 * size);
            }
            ring[size++] = pipe;
        }
    }

    /** The next message, or null when no pipe has one. */
    @Nullable
    Message poll() {
        if (--untilLook < 0) {
            lookAround();
        }
        boolean looked = false;
        while (true) {
            while (size > 0) {
                if (turn >= size) {
                    turn = 0;
                }
                Pipe pipe = ring[turn];
                if (pipe == null) {
                    throw new AssertionError("a gap in the ring");
                }
                Message message = pipe.poll(size == 1);
                if (message != null) {
                    if (--leftOfTurn <= 0) {
                        turn++;
                        beginTurn();
                    }
                    last = pipe;
                    return message;
                }
                leave(pipe);
                beginTurn();
            }
            if (looked || !socket.look()) {
                return null;
            }
            looked = true;
        }
    }

    private void lookAround() {
        untilLook = SERVED_IN_A_ROW;
        long now = System.nanoTime();
        if (size <= 1 || now - nextLookNanos >= 0) {
            socket.look();
            long end = System.nanoTime();
            long rest = Math.max(LOOK_AFTER_NANOS, LOOK_AFTER_TIMES * (end - now));
            nextLookNanos = end + Math.min(rest, LOOK_AT_LATEST_NANOS);
        }
    }

    private void beginTurn() {
        leftOfTurn = size > CROWD ? TURN_IN_A_CROWD : 1;
    }

    /** Forgets what the pipes in the ring have; tells how many messages that were. */
    long discard() {
        long number = 0;
        for (int i = 0; i < size; i++) {
            Pipe pipe = ring[i];
            number += pipe == null ? 0 : pipe.discardReceived();
        }
        return number;
    }

    /** Whether a pipe may have a message. */
    boolean mayHaveMore() {
        return size > 0;
    }

    /** The pipe that the last message came from. */
    @Nullable
    Pipe last() {
        return last;
    }

    private void leave(Pipe pipe) {
        pipe.setInTurn(false);
        size--;
        // the order of the others stays, so that nobody's turn comes twice
        System.arraycopy(ring, turn + 1, ring, turn, size - turn);
        ring[size] = null;
    }
}
