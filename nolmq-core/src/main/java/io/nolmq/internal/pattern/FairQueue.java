package io.nolmq.internal.pattern;

import io.nolmq.message.Message;
import io.nolmq.spi.PatternSocket;
import io.nolmq.spi.Pipe;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages from pipes in turn. Belongs to the receive side.
 *
 * <p>The ring holds the pipes that may have something; each gives one message in turn, and one that has nothing leaves. In a
 * crowd of more than {@value #CROWD} a turn is {@value #TURN_IN_A_CROWD} messages: to touch another peer's memory for each
 * message costs several times what the message costs.
 *
 * <p>Every {@value #SERVED_IN_A_ROW} messages others are looked for: with one pipe in the ring at once, with several when
 * the last look was half a millisecond ago, and sixteen times as long as it took, because a look costs more the more there
 * are.
 *
 * <p>A pipe that falls silent for good leaves without being polled, since the application may never poll again. To close the
 * gap costs as much as the ring is long, so in a long ring several gaps are closed together: a departure costs the looks at
 * {@value #LIVE_FOR_A_GAP} pipes at most, and for every {@value #LIVE_FOR_A_GAP} pipes in the ring one that has left may still
 * be referred to.
 */
final class FairQueue {
    private static final int SERVED_IN_A_ROW = 64;
    private static final int LIVE_FOR_A_GAP = 16;
    private static final int CROWD = 8;
    private static final int TURN_IN_A_CROWD = 64;
    private static final long LOOK_AFTER_NANOS = 500_000;
    private static final int LOOK_AFTER_TIMES = 16;
    private static final long LOOK_AT_LATEST_NANOS = 10_000_000;

    private final PatternSocket socket;
    /** Whether a pipe keeps its turn for as long as it has something. */
    private final boolean keepsTurn;

    private @Nullable Pipe[] ring = new Pipe[8];
    private int size;
    /** How many pipes in the ring have left it, and are not in turn any more. */
    private int gaps;

    private int turn;
    private int leftOfTurn;
    private int untilLook;
    private long nextLookNanos = System.nanoTime();
    /** The pipe that the last message came from. Read without a call: that could fail, and the message be lost. */
    @Nullable
    Pipe last;

    /** A message that was taken, and could not be passed on. */
    private @Nullable Message givenBack;

    FairQueue(PatternSocket socket) {
        this(socket, false);
    }

    private FairQueue(PatternSocket socket, boolean keepsTurn) {
        this.socket = socket;
        this.keepsTurn = keepsTurn;
    }

    /** A queue for a type with one peer at a time: all that the last peer sent comes before what the next one sends. */
    static FairQueue ofOneAfterTheOther(PatternSocket socket) {
        return new FairQueue(socket, true);
    }

    /** A pipe has something; may be told again. */
    void onReadable(Pipe pipe) {
        if (!pipe.isInTurn()) {
            if (size == ring.length) {
                ring = Arrays.copyOf(ring, 2 * size);
            }
            if (turn >= size) {
                turn = 0; // else newcomers, each taken at once, would keep those who have nothing left, or are gone
            }
            pipe.setInTurn(true);
            ring[size++] = pipe;
        }
    }

    /** The next message, or null when no pipe has one. */
    @Nullable
    Message poll() {
        Message kept = givenBack;
        if (kept != null) {
            givenBack = null;
            return kept;
        }
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
                if (message != null) { // from here on nothing is called: it could fail, and the message be lost
                    if (--leftOfTurn <= 0 && !keepsTurn) {
                        turn++;
                        leftOfTurn = size > CROWD ? TURN_IN_A_CROWD : 1;
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

    /** Whether a pipe has a message, which is kept for the next call. */
    boolean hasNext() {
        Message next = poll();
        givenBack = next;
        return next != null;
    }

    /** The message at hand, once {@link #hasNext} has said that there is one. */
    Message next() {
        Message next = givenBack;
        if (next == null) {
            throw new AssertionError("no message at hand");
        }
        return next;
    }

    /** Takes the last message back, for want of memory to pass it on: it is the next one. */
    void giveBack(Message message) {
        givenBack = message;
    }

    /** Nothing of a pipe waits, and nothing will come. */
    void onSilent(Pipe pipe) {
        if (last == pipe && givenBack == null) {
            last = null;
        }
        if (pipe.isInTurn()) {
            pipe.setInTurn(false);
            gaps++;
            if (gaps * LIVE_FOR_A_GAP >= size) {
                closeGaps();
            }
        }
    }

    private void closeGaps() {
        int kept = 0;
        int next = 0;
        boolean turnGone = false;
        for (int i = 0; i < size; i++) {
            Pipe pipe = ring[i];
            boolean stays = pipe != null && pipe.isInTurn();
            if (stays) {
                ring[kept++] = pipe;
                next += i < turn ? 1 : 0;
            } else {
                turnGone |= i == turn;
            }
        }
        Arrays.fill(ring, kept, size, null);
        size = kept;
        turn = next;
        gaps = 0;
        if (turnGone) {
            beginTurn();
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

    /** Forgets the pipes in the ring, and what they have; tells how many messages that were. */
    long discard() {
        long number = givenBack == null ? 0 : 1;
        givenBack = null;
        for (int i = 0; i < size; i++) {
            Pipe pipe = ring[i];
            if (pipe != null) {
                number += pipe.discardReceived();
                pipe.setInTurn(false);
            }
        }
        closeGaps();
        last = null;
        return number;
    }

    /** Whether a pipe may have a message. */
    boolean mayHaveMore() {
        return size > 0 || givenBack != null;
    }

    /** How many pipes the ring refers to, those that have left included. */
    int inRing() {
        return size;
    }

    private void leave(Pipe pipe) {
        if (pipe.isInTurn()) {
            pipe.setInTurn(false);
        } else {
            gaps--;
        }
        size--;
        // the order of the others stays, so that nobody's turn comes twice
        System.arraycopy(ring, turn + 1, ring, turn, size - turn);
        ring[size] = null;
    }
}
