package io.nolmq.internal.engine;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Writes what callers have left in their batches. It writes as soon as it is woken, then at every tick whatever is dirty
 * and does not rest. When all that is dirty rests it parks until the first has rested, and after a few ticks without work
 * for as long as it takes; whoever becomes dirty meanwhile wakes it. A tick asks for 50 µs and takes about 130, which is
 * the kernel's doing.
 */
public final class Flusher implements Dirty.Background {
    private static final long TICK_NANOS = 50_000;
    private static final int IDLE_TICKS = 4;

    private final DirtyQueue dirty = new DirtyQueue();
    private final Thread thread;
    /** What was taken from the queue, and rests or is about to be flushed: a list through {@code next}. The flusher's own. */
    private DirtyQueue.@Nullable Element taken;

    private int idleTicks;

    private volatile boolean stopping;

    /** Starts the thread. */
    public Flusher(String name) {
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Sees to it that the socket is flushed soon. Under its send side.
     *
     * @return whether the thread is parked, and is to be woken
     */
    @Override
    public boolean add(Dirty socket) {
        return dirty.add(socket);
    }

    /** Wakes the thread. From any thread. */
    @Override
    public void wake() {
        LockSupport.unpark(thread);
    }

    /** Ends the thread. From any thread. */
    public void stop() {
        stopping = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!stopping) {
            try {
                Thread.interrupted(); // with the flag set, park would return at once for ever
                turn();
            } catch (Throwable fault) { // not even memory to report with: the thread goes on
                Thread.onSpinWait();
            }
        }
    }

    private void turn() {
        take();
        if (taken != null) {
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

    private void take() {
        for (DirtyQueue.Element socket = dirty.takeAll(); socket != null; ) {
            DirtyQueue.Element rest = socket.next;
            socket.next = taken;
            taken = socket;
            socket = rest;
        }
    }

    /** Flushes what was taken, but for what rests, and tells how long that rests at least; 0 when something was flushed. */
    private long flushTaken() {
        long restNanos = Long.MAX_VALUE;
        DirtyQueue.Element all = taken;
        taken = null;
        while (all != null) {
            Dirty socket = (Dirty) all;
            all = socket.next;
            long rest = socket.restNanos();
            if (rest > 0) {
                socket.next = taken;
                taken = socket;
                restNanos = Math.min(restNanos, rest);
            } else {
                socket.next = null; // a socket that lives on holds none that is closed
                socket.flushInBackground(); // from here on it may be in the queue again
                restNanos = 0;
            }
        }
        CallerWrites.forgetMine();
        return restNanos;
    }
}
