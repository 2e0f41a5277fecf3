package io.nolmq.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes what callers have left in their batches. It writes as soon as it is woken, then at every tick whatever is dirty
 * and does not rest, and parks after a few ticks without work. A tick asks for 50 µs and takes about 130, which is the
 * kernel's doing.
 */
public final class Flusher {
    private static final long TICK_NANOS = 50_000;
    /** When all that is dirty may rest for longer, what becomes dirty anew does not. */
    private static final long LONGEST_TICK_NANOS = 200_000;

    private static final int IDLE_TICKS = 4;

    private final DirtyQueue<Dirty> dirty = new DirtyQueue<>();
    private final Thread thread;
    /** The flusher's own. */
    private final List<Dirty> round = new ArrayList<>();

    private volatile boolean stopping;

    /** Starts the thread. */
    public Flusher(String name) {
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Sees to it that the socket is flushed soon. Under its send side; wakes the thread only when it is parked. */
    void add(Dirty socket) {
        if (dirty.add(socket)) {
            LockSupport.unpark(thread);
        }
    }

    /** Ends the thread. From any thread. */
    public void stop() {
        stopping = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        int idleTicks = 0;
        while (!stopping) {
            Thread.interrupted(); // with the flag set, park would return at once for ever
            if (!dirty.isEmpty()) {
                dirty.stayAwake();
                idleTicks = 0;
                LockSupport.parkNanos(this, flushRound());
            } else if (dirty.isAwake() && ++idleTicks < IDLE_TICKS) {
                LockSupport.parkNanos(this, TICK_NANOS);
            } else if (dirty.fallAsleep()) {
                LockSupport.park(this);
            }
        }
    }

    /** Flushes what is dirty now; what becomes dirty meanwhile is for the next tick. Tells how long that is away. */
    private long flushRound() {
        long pauseNanos = LONGEST_TICK_NANOS;
        for (Dirty socket = dirty.poll(); socket != null; socket = dirty.poll()) {
            round.add(socket);
        }
        for (Dirty socket : round) {
            long rest = socket.restNanos();
            if (rest > 0) {
                dirty.add(socket);
                pauseNanos = Math.min(pauseNanos, rest);
            } else {
                pauseNanos = TICK_NANOS;
                flush(socket);
            }
        }
        round.clear();
        CallerWrites.forgetMine();
        return Math.max(TICK_NANOS, pauseNanos);
    }

    private static void flush(Dirty socket) {
        try {
            socket.flushInBackground();
        } catch (Throwable fault) { // one socket's fault, or no memory: the others are flushed all the same
            Faults.report("flushing a socket failed", fault);
        }
    }
}
