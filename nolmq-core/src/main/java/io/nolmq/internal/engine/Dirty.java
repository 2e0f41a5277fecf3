package io.nolmq.internal.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The pipes of one socket that have bytes to write. Belongs to the send side, but where a method says otherwise.
 *
 * <p>The flusher is there for what callers leave. It lets a socket rest:
 *
 * <ul>
 *   <li>while callers write: a pipe that was written since the flusher's last look is left to them once more, and the
 *       looks become rarer, up to {@value #RAREST_LOOK_NANOS} ns;
 *   <li>after a long flush: to write to many peers takes longer than a tick. If each tick led to a flush, a sender that
 *       never rests would do nothing else, with one message to each peer at a time. So twice the time that the flush took
 *       is left to the senders.
 * </ul>
 */
final class Dirty {
    private static final int REST = 2;
    private static final long FIRST_LOOK_NANOS = 50_000;
    private static final long RAREST_LOOK_NANOS = 400_000;

    private final Side sendSide;
    private final Flusher flusher;
    private final List<SocketCore.Flushable> pipes = new ArrayList<>();
    private boolean withFlusher;
    private long lookNanos;
    /** Written under the send side, read by the flusher. */
    private volatile long restUntilNanos = System.nanoTime();

    Dirty(Side sendSide, Flusher flusher) {
        this.sendSide = sendSide;
        this.flusher = flusher;
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
            flusher.add(this);
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
        return restUntilNanos - System.nanoTime();
    }

    /** On the flusher: never waits. */
    void flushInBackground() {
        sendSide.post(() -> {
            withFlusher = false;
            long begin = System.nanoTime();
            boolean wrote = flushLeft();
            long end = System.nanoTime();
            if (wrote) {
                lookNanos = 0;
                restUntilNanos = end + REST * (end - begin);
            } else {
                lookNanos = Math.max(FIRST_LOOK_NANOS, Math.min(2 * lookNanos, RAREST_LOOK_NANOS));
                restUntilNanos = end + lookNanos;
            }
            if (!pipes.isEmpty()) {
                askFlusher();
            }
        });
    }

    /** Writes what callers have left alone since the last look; the other pipes stay. Whether there was any. */
    private boolean flushLeft() {
        int kept = 0;
        int all = pipes.size();
        for (int i = 0; i < all; i++) {
            SocketCore.Flushable pipe = pipes.get(i);
            if (!pipe.flushIfLeft()) {
                pipes.set(kept++, pipe);
            }
        }
        pipes.subList(kept, all).clear();
        return kept < all;
    }
}
