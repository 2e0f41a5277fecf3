package io.nolmq.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes what callers have left in their batches. It writes as soon as it is woken, then at every tick whatever is dirty
 * and does not rest. When all that is dirty rests it parks until the first has rested, and after a few ticks without work
 * for as long as it takes; whoever becomes dirty meanwhile wakes it. A tick asks for 50 µs and takes about 130, which is
 * the kernel's doing.
 */
public final class Flusher {
    private static final long TICK_NANOS = 50_000;
    private static final int IDLE_TICKS = 4;

    private final DirtyQueue<Dirty> dirty = new DirtyQueue<>();
    private final Thread thread;
    /** What was taken from the queue, and rests or is about to be flushed. The flusher's own. */
    private final List<Dirty> taken = new ArrayList<>();

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
            for (Dirty socket = dirty.poll(); socket != null; socket = dirty.poll()) {
                taken.add(socket);
            }
            if (!taken.isEmpty()) {
                dirty.stayAwake();
                idleTicks = 0;
                long restNanos = flushTaken();
                if (restNanos <= TICK_NANOS) {
                    LockSupport.parkNanos(this, TICK_NANOS);
                } else if (dirty.fallAsleep()) {
                    LockSupport.parkNanos(this, restNanos);
                }
            } else if (dirty.isAwake() && ++idleTicks < IDLE_TICKS) {
                LockSupport.parkNanos(this, TICK_NANOS);
            } else if (dirty.fallAsleep()) {
                LockSupport.park(this);
            }
        }
    }

    /** Flushes what was taken, but for what rests, and tells how long that rests at least; 0 when something was flushed. */
    private long flushTaken() {
        long restNanos = Long.MAX_VALUE;
        int kept = 0;
        for (int i = 0; i < taken.size(); i++) {
            Dirty socket = taken.get(i);
            long rest = socket.restNanos();
            if (rest > 0) {
                taken.set(kept++, socket);
                restNanos = Math.min(restNanos, rest);
            } else {
                flush(socket);
                restNanos = 0;
            }
        }
        taken.subList(kept, taken.size()).clear();
        CallerWrites.forgetMine();
        return restNanos;
    }

    private static void flush(Dirty socket) {
        try {
            socket.flushInBackground();
        } catch (Throwable fault) { // one socket's fault, or no memory: the others are flushed all the same
            Faults.report("flushing a socket failed", fault);
        }
    }
}
