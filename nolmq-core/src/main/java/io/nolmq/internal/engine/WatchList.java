package io.nolmq.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The sockets from which the I/O thread keeps off, because callers read them, and at which it looks now and then whether
 * they still do. The more there are, the less often. Belongs to the I/O thread.
 */
final class WatchList {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long TICK_NANOS_EACH = TimeUnit.MICROSECONDS.toNanos(20);

    private final Timers timers;
    private final List<ReceiveSide> watched = new ArrayList<>();
    private final Duty tick = new Duty(this::tick);
    private final Runnable tickSoon;
    /** Whether a timer is set, or the tick under way. */
    private boolean ticking;

    /** @param io runs a letter on the I/O thread */
    WatchList(Timers timers, Consumer<Letter> io) {
        this.timers = timers;
        this.tickSoon = () -> io.accept(tick);
    }

    /** Takes a socket in, which is not on the list. */
    void add(ReceiveSide side) {
        if (!ticking) {
            setTimer();
            ticking = true;
        }
        watched.add(side);
    }

    private void setTimer() {
        timers.after(TICK_NANOS + watched.size() * TICK_NANOS_EACH, tickSoon);
    }

    /** A duty, done again where no timer can be set: without a next tick nobody would read what is on the list. */
    private void tick() {
        look();
        if (watched.isEmpty()) {
            ticking = false;
        } else {
            setTimer();
        }
    }

    private void look() {
        int kept = 0;
        int all = watched.size();
        for (int i = 0; i < all; i++) {
            ReceiveSide side = watched.get(i);
            if (side.keepWatching()) {
                watched.set(kept++, side);
            }
        }
        for (int i = all - 1; i >= kept; i--) {
            watched.remove(i);
        }
    }
}
