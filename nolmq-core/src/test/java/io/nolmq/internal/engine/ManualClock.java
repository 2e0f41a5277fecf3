package io.nolmq.internal.engine;

import java.util.concurrent.TimeUnit;

/** Time that a test advances by hand. */
final class ManualClock implements NanoClock {
    private long nanos;

    ManualClock(long nanos) {
        this.nanos = nanos;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    void advanceNanos(long more) {
        nanos += more;
    }

    void advanceMillis(long millis) {
        advanceNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
