package io.nolmq.internal.engine;

import io.nolmq.internal.queue.Ring;

/**
 * Those who wait for something of one side: room to send, or a message. Belongs to the holder of that side.
 *
 * <p>No wake-up is lost: each enters under the side, after a look that found nothing; whoever changes
 * what it waits for does so under the same side, and then wakes.
 */
final class WaitQueue {
    private final Ring<Waiter> waiters = new Ring<>();

    boolean isEmpty() {
        return waiters.isEmpty();
    }

    ThreadWaiter enter() {
        ThreadWaiter waiter = new ThreadWaiter();
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

    /** The same for one whose turn is nobody else's. */
    void forget(Waiter waiter) {
        waiters.remove(waiter);
    }

    /** Takes a thread out that has come back without having been woken; by that thread, without the side. */
    void leaveUnlessWoken(ThreadWaiter waiter, Side side) {
        if (waiter.isWoken()) {
            return;
        }
        boolean left = false;
        try {
            side.holding(waiter.place(), () -> {
                leave(waiter);
                return null;
            });
            left = true;
        } finally {
            if (!left) {
                waiter.abandon();
            }
        }
    }

    void wakeOne() {
        Waiter waiter = waiters.pollFirst();
        while (waiter != null && !waiter.wake()) {
            waiter = waiters.pollFirst();
        }
    }

    void wakeAll() {
        for (Waiter waiter = waiters.pollFirst(); waiter != null; waiter = waiters.pollFirst()) {
            waiter.wake();
        }
    }
}
