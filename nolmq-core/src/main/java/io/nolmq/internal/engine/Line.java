package io.nolmq.internal.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads that are parked for one side, in the order in which they came. Newcomers stand on a stack, which any thread
 * adds to; the holder of the side takes them over into the line, which is its own. Nothing is allocated but the place, and
 * that by its thread, before it depends on it.
 */
final class Line {
    private static final VarHandle NEWCOMER;

    static {
        try {
            NEWCOMER = MethodHandles.lookup().findVarHandle(Line.class, "newcomer", Place.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    @SuppressWarnings("unused") // written through NEWCOMER
    private volatile @Nullable Place newcomer;

    // ---- the holder's
    private @Nullable Place first;
    private @Nullable Place last;

    /** One thread's place in a line, for one time. */
    static final class Place {
        private final Thread thread = Thread.currentThread();
        private final boolean virtual = VirtualThreads.isCurrentVirtual();
        /** Whether it has been woken since it last tried. */
        private volatile boolean woken;
        /** Whether it waits no more: set by its thread, which has the side, or gives up. */
        volatile boolean left;

        private @Nullable Place next;

        /** Before each try: from now on a release wakes it. */
        void listen() {
            woken = false;
        }

        /** Wakes it, once between two tries. From any thread. */
        void wake() {
            if (!woken) {
                woken = true;
                LockSupport.unpark(thread);
            }
        }
    }

    /** The holder: whether nobody is in line, nor has just come. */
    boolean isEmpty() {
        return first == null && newcomer == null;
    }

    /** From any thread. */
    void enter(Place place) {
        do {
            place.next = newcomer;
        } while (!NEWCOMER.compareAndSet(this, place.next, place));
    }

    /** Somebody who came when the holder had looked already. From any thread. */
    @Nullable
    Place newcomer() {
        return newcomer;
    }

    /**
     * The holder, about to give the side back: who is to be woken then. That is the first; or, where that is a virtual
     * thread which was woken and has not come, the first platform thread: the virtual one may have no carrier, for as long as
     * others keep those busy.
     */
    @Nullable
    Place next() {
        if (newcomer != null) {
            takeOver();
        }
        Place head = first;
        while (head != null && head.left) {
            head = head.next;
        }
        first = head;
        if (head == null) {
            last = null;
            return null;
        }
        return head.virtual && head.woken ? firstPlatform(head) : head;
    }

    private static Place firstPlatform(Place head) {
        for (Place place = head.next; place != null; place = place.next) {
            if (!place.virtual && !place.left) {
                return place;
            }
        }
        return head;
    }

    private void takeOver() {
        Place newest = (Place) NEWCOMER.getAndSet(this, null);
        Place oldest = null;
        for (Place place = newest; place != null; ) {
            Place older = place.next;
            place.next = oldest;
            oldest = place;
            place = older;
        }
        Place end = last;
        if (end == null) {
            first = oldest;
        } else {
            end.next = oldest;
        }
        last = newest;
    }
}
