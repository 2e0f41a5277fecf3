package io.nolmq.internal.engine;

import io.nolmq.internal.queue.Ring;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads that wait for something of one side: room to send, or a message. Belongs to the holder of that side.
 *
 * <p>No wake-up is lost: a thread enters while it holds the side, after it has looked and found nothing; whoever changes
 * what it waits for does so under the same side, and then wakes.
 */
final class WaitQueue {
    private final Ring<Waiter> waiters = new Ring<>();

    /** One thread's wait. */
    static final class Waiter {
        private static final int AWAKE = 0;
        private static final int PARKING = 1;
        private static final int WOKEN = 2;
        private static final int ABANDONED = 3;
        private static final VarHandle STATE;

        static {
            try {
                STATE = MethodHandles.lookup().findVarHandle(Waiter.class, "state", int.class);
            } catch (ReflectiveOperationException impossible) {
                throw new ExceptionInInitializerError(impossible);
            }
        }

        private final Thread thread = Thread.currentThread();
        /** For taking the side again: made before it is given up. */
        private final Line.Place place = new Line.Place();

        private volatile int state;

        Line.Place place() {
            return place;
        }

        /** Waits no more, and could not {@link #leave} for want of stack. From its own thread, without the side. */
        void abandon() {
            if ((int) STATE.getAndSet(this, ABANDONED) == WOKEN) {
                Overflows.count++; // its turn is another's
            }
        }

        /** Looks for a while whether it is woken, without parking: for what another core is about to do. */
        boolean spin(int turns) {
            for (int i = 0; i < turns; i++) {
                if (state == WOKEN) {
                    return true;
                }
                Thread.onSpinWait();
            }
            return false;
        }

        /** Parks until woken, interrupted, or the time is over. The side must not be held. */
        void park(Object blocker, long deadlineNanos, boolean timed) {
            if (!STATE.compareAndSet(this, AWAKE, PARKING)) {
                return;
            }
            while (state != WOKEN && !thread.isInterrupted()) {
                if (timed) {
                    long left = deadlineNanos - System.nanoTime();
                    if (left <= 0) {
                        return;
                    }
                    LockSupport.parkNanos(blocker, left);
                } else {
                    LockSupport.park(blocker);
                }
            }
        }

        boolean isWoken() {
            return state == WOKEN;
        }
    }

    boolean isEmpty() {
        return waiters.isEmpty();
    }

    Waiter enter() {
        Waiter waiter = new Waiter();
        enter(waiter);
        return waiter;
    }

    void enter(Waiter waiter) {
        waiters.addLast(waiter);
    }

    /** Takes a waiter out that gave up. One that had been woken passes its turn on. */
    void leave(Waiter waiter) {
        if (!waiters.remove(waiter)) {
            wakeOne();
        }
    }

    void wakeOne() {
        Waiter waiter = waiters.pollFirst();
        while (waiter != null && !wake(waiter)) {
            waiter = waiters.pollFirst();
        }
    }

    void wakeAll() {
        for (Waiter waiter = waiters.pollFirst(); waiter != null; waiter = waiters.pollFirst()) {
            wake(waiter);
        }
    }

    /** False when it has gone without leaving. */
    private static boolean wake(Waiter waiter) {
        int before = (int) Waiter.STATE.getAndSet(waiter, Waiter.WOKEN);
        if (before == Waiter.PARKING) {
            LockSupport.unpark(waiter.thread);
        }
        return before != Waiter.ABANDONED;
    }
}
