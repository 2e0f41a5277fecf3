package io.nolmq.cli;

import java.util.concurrent.TimeUnit;

/** The same time between any two messages, counted from the first, so that a late one does not delay the others. */
final class SteadyPace implements Pace {
    private final long intervalNanos;
    private long nextNanos;
    private boolean started;

    SteadyPace(long intervalNanos) {
        this.intervalNanos = intervalNanos;
    }

    @Override
    public void await() throws InterruptedException {
        if (!started) {
            started = true;
            nextNanos = System.nanoTime();
        }
        long wait = nextNanos - System.nanoTime();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
        nextNanos += intervalNanos;
    }
}
