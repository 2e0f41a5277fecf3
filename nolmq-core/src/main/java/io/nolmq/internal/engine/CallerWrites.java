package io.nolmq.internal.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * What one thread has written, and left unwritten. Belongs to that thread.
 *
 * <p><b>When a call writes early</b>, before its batch is full: when this thread has neither written nor asked for that, for
 * no socket, for {@value #PAUSE_NANOS} ns. So a thread that sends now and then writes at once, and one that sends all the
 * time, to one socket or to a thousand in turn, leaves it to the full batch and to the flusher. The pause is counted from
 * the end of what took long, or writing to many peers would let each next message be written early again.
 *
 * <p><b>What it left unwritten</b> it flushes before it waits anywhere in NolMQ, so that a request never waits for a tick of
 * the flusher.
 */
final class CallerWrites {
    private static final long PAUSE_NANOS = 10_000;
    /** More is the flusher's alone. */
    private static final int REMEMBERED = 16;

    private static final ThreadLocal<CallerWrites> MINE = ThreadLocal.withInitial(CallerWrites::new);

    private final List<Dirty> dirty = new ArrayList<>(2);
    private long lastBusyNanos = System.nanoTime() - PAUSE_NANOS;

    private CallerWrites() {}

    static CallerWrites mine() {
        return MINE.get();
    }

    /** Whether this thread comes back after a pause. */
    boolean isTimeToWrite() {
        long now = System.nanoTime();
        boolean paused = now - lastBusyNanos >= PAUSE_NANOS;
        lastBusyNanos = now;
        return paused;
    }

    /** A write has just ended, or a call that took long. */
    void busy() {
        lastBusyNanos = System.nanoTime();
    }

    void leave(Dirty socket) {
        if (!dirty.contains(socket)) {
            if (dirty.size() == REMEMBERED) {
                dirty.remove(0);
            }
            dirty.add(socket);
        }
    }

    /** Writes what this thread left. No side may be held. Throws nothing: what it does not come to is the flusher's. */
    static void flushMine() {
        try {
            List<Dirty> mine = MINE.get().dirty;
            if (mine.isEmpty() || !StackRoom.isEnough()) {
                return;
            }
            for (int i = 0; i < mine.size(); i++) {
                mine.get(i).flushWaiting();
            }
            mine.clear();
        } catch (Throwable fault) { // no memory, or no stack
            Overflows.count++;
        }
    }

    /** For a thread that never waits: the flusher has them all. */
    static void forgetMine() {
        MINE.get().dirty.clear();
    }
}
