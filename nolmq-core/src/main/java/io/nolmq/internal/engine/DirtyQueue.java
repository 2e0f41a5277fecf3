package io.nolmq.internal.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What any thread hands to one that sleeps when there is nothing. A stack through the elements themselves: adding allocates
 * nothing.
 *
 * <p>No wake-up is lost: whoever adds queues first and then reads {@link #awake}; the taker stores {@code awake = false} and
 * then reads the queue. One of the two sees the other.
 */
final class DirtyQueue {
    private static final VarHandle NEWEST;

    static {
        try {
            NEWEST = MethodHandles.lookup().findVarHandle(DirtyQueue.class, "newest", Element.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** What is handed over; in one queue at a time, and once. */
    abstract static class Element {
        /** The next in the queue, then in the taker's list. */
        @Nullable
        Element next;
    }

    @SuppressWarnings("unused") // written through NEWEST
    private volatile @Nullable Element newest;

    private volatile boolean awake;

    /** Adds, and tells whether the taker is to be unparked. From any thread. Where it throws, it has not added. */
    boolean add(Element element) {
        do {
            element.next = newest;
        } while (!NEWEST.compareAndSet(this, element.next, element));
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
        return newest == null;
    }

    /** Taker: all that there is, as a list of its own; null for nothing. */
    @Nullable
    Element takeAll() {
        return newest == null ? null : (Element) NEWEST.getAndSet(this, null);
    }
}
