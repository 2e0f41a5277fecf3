package io.nolmq.internal.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/** A thread that waits. Made, parked and given up by the thread itself; woken under the side. */
final class ThreadWaiter implements Waiter {
    private static final int AWAKE = 0;
    private static final int PARKING = 1;
    private static final int WOKEN = 2;
    private static final int ABANDONED = 3;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(ThreadWaiter.class, "state", int.class);
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

    /** Waits no more, and could not {@link WaitQueue#leave} for want of stack. From its own thread, without the side. */
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

    @Override
    public boolean wake() {
        int before = (int) STATE.getAndSet(this, WOKEN);
        if (before == PARKING) {
            LockSupport.unpark(thread);
        }
        return before != ABANDONED;
    }
}
