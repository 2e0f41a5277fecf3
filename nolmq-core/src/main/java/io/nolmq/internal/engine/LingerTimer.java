package io.nolmq.internal.engine;

import io.nolmq.internal.engine.Timers.Timer;
import org.jspecify.annotations.Nullable;

/** Ends the lingering of one link when its time is over. The first time counts. Belongs to the I/O thread. */
public final class LingerTimer {
    private final IoThread io;
    private final Duty giveUp;
    private @Nullable Timer timer;
    private boolean stopped;

    /** @param giveUp drops what has not been sent; called on the I/O thread */
    public LingerTimer(IoThread io, Runnable giveUp) {
        this.io = io;
        this.giveUp = new Duty(giveUp);
    }

    /**
     * What starts it, on the I/O thread.
     *
     * @param nanos after how long; 0 (given up already) and -1 (for ever) need no timer
     */
    public Duty starting(long nanos) {
        return new Duty(() -> {
            if (nanos > 0 && timer == null && !stopped) {
                timer = io.timers().after(nanos, () -> io.execute(giveUp));
            }
        });
    }

    /** The link is over. */
    public void stop() {
        stopped = true;
        Timer set = timer;
        if (set != null) {
            set.cancel();
        }
    }
}
