package io.nolmq.internal.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The sockets on which a thread has left something unwritten. A thread flushes them before it waits anywhere in NolMQ, so
 * that a request never waits for a tick of the flusher.
 */
final class DirtySockets {
    private static final ThreadLocal<List<SocketCore>> MINE = ThreadLocal.withInitial(() -> new ArrayList<>(2));

    private DirtySockets() {}

    static void add(SocketCore socket) {
        List<SocketCore> mine = MINE.get();
        if (!mine.contains(socket)) {
            mine.add(socket);
        }
    }

    /** Writes what this thread left. No side may be held. */
    static void flushMine() {
        List<SocketCore> mine = MINE.get();
        for (int i = 0; i < mine.size(); i++) {
            mine.get(i).flush();
        }
        mine.clear();
    }
}
