package io.nolmq.internal.engine;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
public final class Dirty extends DirtyQueue.Element {
    private static final int REST = 2;
    private static final long FIRST_LOOK_NANOS = 50_000;
    private static final long RAREST_LOOK_NANOS = 2_000_000;
    private static final long OFTEN_NANOS = 200_000;

    /** What has bytes to write, under the send side. A list of them is made through the elements: it allocates nothing. */
    public abstract static class Flushable {
        private @Nullable Flushable next;
        private boolean listed;

        /** Writes what is there, as far as the kernel takes it. */
        public abstract void flush();

        /** Does the same unless callers have written that many full batches since the last time; false when they have. */
        public abstract boolean flushUnlessWritten(int batches);
    }

    /** The flusher, as a socket sees it. */
    interface Background {
        /** Sees to it that {@link #flushInBackground} is called soon; tells whether {@link #wake} is to be. */
        boolean add(Dirty socket);

        /** From any thread. */
        void wake();
    }

    private final Side sendSide;
    private final Background flusher;
    private final NanoClock clock;
    private final Letter look = new Letter(this::look);
    private final Supplier<@Nullable Object> flushing = this::flushAllForNothing;

    // ---- under the send side
    private @Nullable Flushable first;
    private @Nullable Flushable last;
    private boolean withFlusher;
    private long lookNanos;
    /** Written under the send side, read by the flusher. */
    private volatile long restUntilNanos;

    Dirty(Side sendSide, Background flusher, NanoClock clock) {
        this.sendSide = sendSide;
        this.flusher = flusher;
        this.clock = clock;
        this.restUntilNanos = clock.nanos();
    }

    /** Sees to it that the pipe is flushed: by the flusher, or before this thread waits. */
    void add(Flushable pipe) {
        if (!pipe.listed) {
            append(pipe);
        }
        askFlusher();
        CallerWrites.mine().leave(this);
    }

    private void askFlusher() {
        if (!withFlusher) {
            boolean parked = flusher.add(this);
            withFlusher = true;
            if (parked) {
                flusher.wake();
            }
        }
    }

    /** Writes all that is left. */
    void flushAll() {
        for (Flushable pipe = first; pipe != null; pipe = first) {
            pipe.flush();
            removeFirst(pipe);
        }
    }

    private @Nullable Object flushAllForNothing() {
        flushAll();
        return null;
    }

    /** After its flush: where that failed, the pipe is still in the list. */
    private void removeFirst(Flushable pipe) {
        first = pipe.next;
        pipe.next = null;
        pipe.listed = false;
        if (first == null) {
            last = null;
        }
    }

    /** Takes the send side for it, and may wait for that. */
    void flushWaiting() {
        sendSide.holding(flushing);
    }

    /** How long the flusher is to keep off; 0 or less: not at all. On the flusher. */
    long restNanos() {
        return restUntilNanos - clock.nanos();
    }

    /** On the flusher: never waits. */
    void flushInBackground() {
        sendSide.post(look);
    }

    /** A caller ran out of stack, and may have left something that the flusher has not been told of. From any thread. */
    void lookAfter() {
        sendSide.post(() -> {
            if (first != null) {
                askFlusher();
            }
        });
        flusher.wake();
    }

    private void look() {
        withFlusher = false;
        try {
            long begin = clock.nanos();
            if (flushLeft()) {
                long end = clock.nanos();
                lookNanos = 0;
                restUntilNanos = end + REST * (end - begin);
            } else {
                // without pipes, callers have flushed all before they waited: that is no stream
                long rarest = first == null ? OFTEN_NANOS : RAREST_LOOK_NANOS;
                lookNanos = Math.max(FIRST_LOOK_NANOS, Math.min(2 * lookNanos, rarest));
                restUntilNanos = begin + lookNanos;
            }
        } finally {
            if (first != null) {
                askFlusher();
            }
        }
    }

    /** Writes what callers have left since the last look; the pipes that they write themselves stay. Whether there was any. */
    private boolean flushLeft() {
        int often = (int) (1 + lookNanos / OFTEN_NANOS);
        boolean any = false;
        Flushable end = last;
        for (Flushable pipe = first; pipe != null; ) {
            boolean isLast = pipe == end;
            Flushable next = pipe.next;
            boolean flushed = pipe.flushUnlessWritten(often);
            removeFirst(pipe);
            if (flushed) {
                any = true;
            } else {
                append(pipe);
            }
            pipe = isLast ? null : next;
        }
        return any;
    }

    private void append(Flushable pipe) {
        if (last == null) {
            first = pipe;
        } else {
            last.next = pipe;
        }
        last = pipe;
        pipe.listed = true;
    }
}
