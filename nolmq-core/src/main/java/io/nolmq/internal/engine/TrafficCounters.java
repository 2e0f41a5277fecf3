package io.nolmq.internal.engine;

import io.nolmq.message.Traffic;
import java.util.concurrent.locks.ReentrantLock;

/** What went over links that have ended. Safe for any thread. */
final class TrafficCounters {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Traffic sum = Traffic.NONE;

    void add(Traffic traffic) {
        lock.lock();
        try {
            sum = sum.plus(traffic);
        } finally {
            lock.unlock();
        }
    }

    Traffic snapshot() {
        return sum;
    }
}
