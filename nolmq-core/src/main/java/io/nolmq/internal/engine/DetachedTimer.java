package io.nolmq.internal.engine;

import io.nolmq.spi.PipeHost;
import org.jspecify.annotations.Nullable;

/** A timer of the I/O thread that others set and call off, from any thread. */
final class DetachedTimer implements PipeHost.Timer {
    private final IoThread io;
    private final Runnable work;
    private volatile boolean cancelled;

    /** On the I/O thread. */
    private Timers.@Nullable Timer timer;

    DetachedTimer(IoThread io, Runnable work) {
        this.io = io;
        this.work = work;
    }

    void start(long nanos) {
        io.execute(new Duty(() -> {
            if (!cancelled && timer == null) {
                timer = io.timers().after(nanos, this::onDue);
            }
        }));
    }

    private void onDue() {
        if (!cancelled) {
            work.run();
        }
    }

    @Override
    public void cancel() {
        if (!cancelled) {
            cancelled = true;
            io.execute(new Duty(() -> {
                Timers.Timer set = timer;
                if (set != null) {
                    set.cancel();
                }
            }));
        }
    }
}
