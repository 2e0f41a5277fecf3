package io.nolmq.internal.engine;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a context that have sent everything and wait for their peers to close. Each keeps a descriptor, so their
 * number is limited: above it the one that has waited longest ends. Safe for any thread.
 */
public final class Goodbyes {
    /** A connection in goodbye. */
    public interface Waiting {
        /** Ends it, because there are too many. From any thread; never waits. */
        void evict();
    }

    private final int maximum;
    /** A leaf: nothing is called under it. */
    private final ReentrantLock lock = new ReentrantLock();
    /** The oldest first. */
    private final LinkedHashSet<Waiting> waiting = new LinkedHashSet<>();

    /** @param maximum the most that may wait at once */
    public Goodbyes(int maximum) {
        this.maximum = maximum;
    }

    /** Adds a connection, and ends the oldest where that is one too many. */
    public void begin(Waiting connection) {
        Waiting oldest = add(connection);
        if (oldest != null) {
            oldest.evict();
        }
    }

    private @Nullable Waiting add(Waiting connection) {
        lock.lock();
        try {
            waiting.add(connection);
            if (waiting.size() <= maximum) {
                return null;
            }
            Iterator<Waiting> byAge = waiting.iterator();
            Waiting oldest = byAge.next();
            byAge.remove();
            return oldest;
        } finally {
            lock.unlock();
        }
    }

    /** How many wait. */
    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Removes a connection that has ended, if it is still there. */
    public void end(Waiting connection) {
        lock.lock();
        try {
            waiting.remove(connection);
        } finally {
            lock.unlock();
        }
    }
}
