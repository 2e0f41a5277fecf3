package io.nolmq.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The pipes of one socket that have bytes to write. Belongs to the send side, but where a method says otherwise.
 *
 * <p>The flusher is there for what callers leave. It lets a socket rest:
 *
 * <ul>
 *   <li>while callers stream: pipes whose full batches they have written, once in {@value #OFTEN_NANOS} ns or more often
 *       since the last look, are left to them, and the next look is twice as far away. So the last message of a stream
 *       waits for about as long as the stream took, and {@value #RAREST_LOOK_NANOS} ns at most;
 *   <li>after a long flush: to write to many peers takes longer than a tick. If each tick led to a flush, a sender that
 *       never rests would do nothing else, with one message to each peer at a time. So twice the time that the flush took
 *       is left to the senders.
 * </ul>
 */
final class Dirty {
    private static final int REST = 2;
    private static final long FIRST_LOOK_NANOS = 50_000;
    private static final long RAREST_LOOK_NANOS = 2_000_000;
    private static final long OFTEN_NANOS = 200_000;

    private final Side sendSide;
    private final Consumer<Dirty> flusher;
    private final NanoClock clock;
    private final List<SocketCore.Flushable> pipes = new ArrayList<>();
    private boolean withFlusher;
    private long lookNanos;
    /** Written under the send side, read by the flusher. */
    private volatile long restUntilNanos;

    /** @param flusher takes this socket when there is something to flush, and calls {@link #flushInBackground} */
    Dirty(Side sendSide, Consumer<Dirty> flusher, NanoClock clock) {
        this.sendSide = sendSide;
        this.flusher = flusher;
        this.clock = clock;
        this.restUntilNanos = clock.nanos();
    }

    /** Sees to it that the pipe is flushed: by the flusher, or before this thread waits. */
    void add(SocketCore.Flushable pipe) {
        pipes.add(pipe);
        askFlusher();
        CallerWrites.mine().leave(this);
    }

    private void askFlusher() {
        if (!withFlusher) {
            withFlusher = true;
            flusher.accept(this);
        }
    }

    /** Writes all that is left. */
    void flushAll() {
        for (int i = 0; i < pipes.size(); i++) {
            pipes.get(i).flush();
        }
        pipes.clear();
    }

    /** Takes the send side for it, and may wait for that. */
    void flushWaiting() {
        sendSide.lock();
        try {
            flushAll();
        } finally {
            sendSide.unlock();
        }
    }

    /** How long the flusher is to keep off; 0 or less: not at all. On the flusher. */
    long restNanos() {
        return restUntilNanos - clock.nanos();
    }

    /** On the flusher: never waits. */
    void flushInBackground() {
        sendSide.post(() -> {
            withFlusher = false;
            long begin = clock.nanos();
            if (flushLeft()) {
                long end = clock.nanos();
                lookNanos = 0;
                restUntilNanos = end + REST * (end - begin);
            } else {
                // without pipes, callers have flushed all before they waited: that is no stream
                long rarest = pipes.isEmpty() ? OFTEN_NANOS : RAREST_LOOK_NANOS;
                lookNanos = Math.max(FIRST_LOOK_NANOS, Math.min(2 * lookNanos, rarest));
                restUntilNanos = begin + lookNanos;
            }
            if (!pipes.isEmpty()) {
                askFlusher();
            }
        });
    }

    /** Writes what callers have left since the last look; the pipes that they write themselves stay. Whether there was any. */
    private boolean flushLeft() {
        int often = (int) (1 + lookNanos / OFTEN_NANOS);
        int kept = 0;
        int all = pipes.size();
        for (int i = 0; i < all; i++) {
            SocketCore.Flushable pipe = pipes.get(i);
            if (!pipe.flushUnlessWritten(often)) {
                pipes.set(kept++, pipe);
            }
        }
        pipes.subList(kept, all).clear();
        return kept < all;
    }
}
