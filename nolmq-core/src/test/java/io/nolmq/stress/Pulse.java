package io.nolmq.stress;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How slow the machine is: a thread that wants to run each millisecond, and how late it was at worst. A test that bounds a
 * time allows for it, so that it fails for what the program does and not for what runs beside it.
 */
final class Pulse implements AutoCloseable {
    private static final long BEAT_NANOS = 1_000_000;
    /** A call that ends by way of several threads may be late with each of them. */
    private static final int HAND_OVERS = 20;

    private final Thread thread = new Thread(this::beat, "stress-pulse");
    private volatile long worstNanos;
    private volatile boolean stopped;

    Pulse() {
        thread.setDaemon(true);
        thread.start();
    }

    private void beat() {
        long last = System.nanoTime();
        while (!stopped) {
            LockSupport.parkNanos(BEAT_NANOS);
            long now = System.nanoTime();
            worstNanos = Math.max(worstNanos, now - last - BEAT_NANOS);
            last = now;
        }
    }

    /** What a time may be at most that is this short on a machine without other work. */
    Duration allow(Duration bound) {
        return bound.plusNanos(HAND_OVERS * worstNanos);
    }

    @Override
    public void close() {
        stopped = true;
    }
}
