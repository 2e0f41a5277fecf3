package io.nolmq.internal.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The sockets on which a thread has left something unwritten. A thread flushes them before it waits anywhere in NolMQ, so
 * that a request never waits for a tick of the flusher.
 */
final class DirtySockets {
    private static final int REMEMBERED = 16;
    private static final ThreadLocal<List<Dirty>> MINE = ThreadLocal.withInitial(() -> new ArrayList<>(2));

    private DirtySockets() {}

    static void add(Dirty socket) {
        List<Dirty> mine = MINE.get();
        if (!mine.contains(socket)) {
            if (mine.size() == REMEMBERED) {
                mine.remove(0); // the flusher has it as well
            }
            mine.add(socket);
        }
    }

    /** For a thread that never waits: the flusher has them all. */
    static void forgetMine() {
        MINE.get().clear();
    }

    /** Writes what this thread left. No side may be held. */
    static void flushMine() {
        List<Dirty> mine = MINE.get();
        for (int i = 0; i < mine.size(); i++) {
            mine.get(i).flushWaiting();
        }
        mine.clear();
    }
}
