package io.nolmq.internal.engine;

import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/**
 * How one thread waits for a reason to look for messages again: as the leader, in the socket's own selector, or parked. Begun and
 * ended under the receive side, which is free in between. It has all that it takes to come back.
 */
abstract class ReceiveWait {
    /** For taking the side again. */
    abstract Line.Place place();

    /** Waits until woken, interrupted, closed, or the time is over; comes back early now and then. Without the side. */
    abstract void await(boolean timed, long deadlineNanos);

    /** Under the side again. */
    abstract void end();

    /** The thread cannot take the side again, for want of stack: others wait as if it had never come. Without the side. */
    abstract void abandon();

    /** In the selector. */
    static final class Leading extends ReceiveWait {
        private final Line.Place place = new Line.Place();
        private final OwnSelector selector;
        private final long receives;
        private final Selector led;

        /** @param receives how many messages were received so far */
        Leading(OwnSelector selector, long receives) {
            this.selector = selector;
            this.receives = receives;
            this.led = selector.lead();
        }

        @Override
        Line.Place place() {
            return place;
        }

        @Override
        void await(boolean timed, long deadlineNanos) {
            CallerWrites.flushMine();
            selector.await(led, receives, timed, deadlineNanos);
        }

        @Override
        void end() {
            selector.endLead(led);
        }

        @Override
        void abandon() {
            selector.loseLeader();
        }
    }

    /** Parked, until somebody wakes it. */
    static final class Parked extends ReceiveWait {
        private final ReceiveSide side;
        private final WaitQueue queue;
        private final @Nullable Spinning spinning;
        private final ThreadWaiter waiter;

        /**
         * @param spinning where it is worth looking for a moment before parking: another thread of this process is the only one
         *     that can bring a message; else null
         */
        Parked(ReceiveSide side, WaitQueue queue, @Nullable Spinning spinning) {
            this.side = side;
            this.queue = queue;
            this.spinning = spinning;
            this.waiter = queue.enter();
        }

        @Override
        Line.Place place() {
            return waiter.place();
        }

        @Override
        void await(boolean timed, long deadlineNanos) {
            CallerWrites.flushMine();
            if (spinning != null) {
                spinning.await(waiter, side, deadlineNanos, timed);
            } else {
                waiter.park(side, deadlineNanos, timed);
            }
        }

        @Override
        void end() {
            if (!waiter.isWoken()) {
                queue.leave(waiter);
            }
        }

        @Override
        void abandon() {
            waiter.abandon();
        }
    }
}
