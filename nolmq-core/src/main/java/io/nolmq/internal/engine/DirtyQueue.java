package io.nolmq.internal.engine;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What any thread hands to one that sleeps when there is nothing.
 *
 * <p>No wake-up is lost: whoever adds queues first and then reads {@link #awake}; the taker stores {@code awake = false} and
 * then reads the queue. One of the two sees the other.
 *
 * @param <E> what is handed over
 */
final class DirtyQueue<E> {
    private final ConcurrentLinkedQueue<E> queue = new ConcurrentLinkedQueue<>();
    private volatile boolean awake;

    /** Adds, and tells whether the taker is to be unparked. From any thread. */
    boolean add(E element) {
        queue.add(element);
        return !awake;
    }

    /** Taker: from now on it looks by itself. */
    void stayAwake() {
        awake = true;
    }

    /** Taker. */
    boolean isAwake() {
        return awake;
    }

    /** Taker: from now on it wants to be unparked. False when something came meanwhile, and it may not park. */
    boolean fallAsleep() {
        awake = false;
        return queue.isEmpty();
    }

    /** Taker. */
    @Nullable
    E poll() {
        return queue.poll();
    }
}
