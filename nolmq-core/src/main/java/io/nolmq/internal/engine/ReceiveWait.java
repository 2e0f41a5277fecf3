package io.nolmq.internal.engine;

import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/**
 * How one thread waits for a reason to look for messages again: as the leader, in the socket's own selector, or parked. Begun and
 * ended under the receive side, which is free in between. It has all that it takes to come back.
 */
final class ReceiveWait {
    private final Line.Place place = new Line.Place();

    // ---- of the leader
    private final @Nullable OwnSelector selector;
    private final @Nullable Selector led;
    private final long receives;

    // ---- of one that parks
    private final @Nullable Object blocker;
    private final @Nullable WaitQueue queue;
    private final @Nullable Spinning spinning;
    private final @Nullable ThreadWaiter waiter;

    /**
     * This thread leads.
     *
     * @param receives how many messages were received so far
     */
    ReceiveWait(OwnSelector selector, long receives) {
        this.selector = selector;
        this.receives = receives;
        this.blocker = null;
        this.queue = null;
        this.spinning = null;
        this.waiter = null;
        this.led = selector.lead();
    }

    /**
     * This thread parks.
     *
     * @param spinning where it is worth looking for a moment before that: another thread of this process is the only one that
     *     can bring a message
     */
    ReceiveWait(Object blocker, WaitQueue queue, @Nullable Spinning spinning) {
        this.selector = null;
        this.led = null;
        this.receives = 0;
        this.blocker = blocker;
        this.queue = queue;
        this.spinning = spinning;
        this.waiter = queue.enter();
    }

    /** For taking the side again. */
    Line.Place place() {
        return place;
    }

    /** Waits until woken, interrupted, closed, or the time is over; comes back early now and then. Without the side. */
    void await(boolean timed, long deadlineNanos) {
        CallerWrites.flushMine();
        if (selector != null && led != null) {
            selector.await(led, receives, timed, deadlineNanos);
        } else if (waiter != null && blocker != null && spinning != null) {
            spinning.await(waiter, blocker, deadlineNanos, timed);
        } else if (waiter != null && blocker != null) {
            waiter.park(blocker, deadlineNanos, timed);
        }
    }

    /** Under the side again. */
    void end() {
        if (selector != null && led != null) {
            selector.endLead(led);
        } else if (queue != null && waiter != null && !waiter.isWoken()) {
            queue.leave(waiter);
        }
    }

    /** The thread cannot take the side again, for want of stack: others wait as if it had never come. Without the side. */
    void abandon() {
        if (waiter != null) {
            waiter.abandon();
        } else if (selector != null) {
            selector.loseLeader();
        }
    }
}
