package io.nolmq.kit;

import io.nolmq.internal.engine.NanoClock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Time that a test advances by hand. Thread-safe. */
public final class ManualClock implements NanoClock {
    private final AtomicLong nanos;

    public ManualClock(long nanos) {
        this.nanos = new AtomicLong(nanos);
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    public void advanceNanos(long more) {
        nanos.addAndGet(more);
    }

    public void advanceMillis(long millis) {
        advanceNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
