package io.nolmq.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The sockets from which the I/O thread keeps off, because callers read them, and at which it looks now and then whether
 * they still do. The more there are, the less often. Belongs to the I/O thread.
 */
final class WatchList {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long TICK_NANOS_EACH = TimeUnit.MICROSECONDS.toNanos(20);

    private final Timers timers;
    private final List<ReceiveSide> watched = new ArrayList<>();

    WatchList(Timers timers) {
        this.timers = timers;
    }

    /** Takes a socket in, which is not on the list. */
    void add(ReceiveSide side) {
        watched.add(side);
        if (watched.size() == 1) {
            tickLater();
        }
    }

    private void tickLater() {
        timers.after(TICK_NANOS + watched.size() * TICK_NANOS_EACH, this::tick);
    }

    private void tick() {
        int kept = 0;
        int all = watched.size();
        for (int i = 0; i < all; i++) {
            ReceiveSide side = watched.get(i);
            if (side.isToBeWatchedOn()) {
                watched.set(kept++, side);
            }
        }
        watched.subList(kept, all).clear();
        if (kept > 0) {
            tickLater();
        }
    }
}
