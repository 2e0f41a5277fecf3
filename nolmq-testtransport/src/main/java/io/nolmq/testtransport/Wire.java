package io.nolmq.testtransport;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection: a bounded buffer, as a kernel has one. Written under the send side of one socket, but for
 * the hello, which its loop writes; read on the loop of the other.
 */
final class Wire {
    static final int CAPACITY = 32;

    private final ArrayBlockingQueue<Frame> frames = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicInteger inFlight = new AtomicInteger();
    /** Set by a writer that found no room, and looked again; taken back by the reader that makes some. */
    private volatile boolean writerWaits;

    private volatile boolean closed;
    private volatile boolean cancelled;

    // ------------------------------------------------------------------ the writer

    /** False when there is no room, of which the writer will be told, or when nobody reads any more. */
    boolean offer(Frame frame) {
        if (cancelled) {
            return false;
        }
        boolean taken = frames.offer(frame);
        if (!taken) {
            writerWaits = true;
            taken = frames.offer(frame); // the reader may have made room before it could see that we wait
        }
        if (taken && frame instanceof Frame.Payload) {
            inFlight.incrementAndGet();
        }
        return taken;
    }

    /** Nothing more is written. */
    void close() {
        closed = true;
    }

    /** Whether what is written is read by nobody. */
    boolean isCancelled() {
        return cancelled;
    }

    /** How many messages are on their way. */
    int inFlight() {
        return Math.max(0, inFlight.get());
    }

    // ------------------------------------------------------------------ the reader

    @Nullable
    Frame poll() {
        Frame frame = frames.poll();
        if (frame instanceof Frame.Payload) {
            inFlight.decrementAndGet();
        }
        return frame;
    }

    /** After a poll: whether the writer is to be told that there is room. */
    boolean wakesWriter() {
        if (writerWaits && frames.remainingCapacity() >= CAPACITY / 2) {
            writerWaits = false;
            return true;
        }
        return false;
    }

    /** Whether the writer has closed it and everything has been read. */
    boolean isAtEnd() {
        return closed && frames.isEmpty();
    }

    /** Nothing more is read. */
    void cancel() {
        cancelled = true;
    }
}
