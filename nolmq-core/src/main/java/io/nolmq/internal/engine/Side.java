package io.nolmq.internal.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One side of a socket: a lock, and a mailbox for those who must not wait for it.
 *
 * <p><b>The lock</b> is free (0), held (1), or held while somebody may be parked for it (2). It spins for a moment, then
 * parks; it is not reentrant, not fair, and never closes a channel by an interrupt: the flag is cleared while parked and
 * set again on the way out, or {@code park} would return at once for ever.
 *
 * <p><b>The mailbox.</b> A thread that must not wait (I/O thread, flusher, a thread that holds another socket's side)
 * leaves work with {@link #post}. Nothing is lost, because both orders meet: the poster makes its work visible and then
 * tries the lock; the holder releases the lock and then looks into the mailbox. If the poster's try fails, the holder
 * has not released yet, so its look comes after the post. Whoever holds the side runs all work that is there before it
 * releases.
 *
 * <p>A caller is not kept by a stream of posts: after {@value #ROUNDS_MAXIMUM} rounds, each of which runs what was there when
 * it began, it hands the mailbox over to the background, which is the thread that posts most and cannot meanwhile. Nothing
 * is lost by that. The hand-over stands in for the look that the holder owes: whoever released and saw work either looks
 * again by itself or has left {@link #settle} to be run, and that finds the mailbox empty, or the side free and runs it, or
 * the side held by one whose release, and look, are still to come.
 *
 * <p><b>Other sides.</b> While a side is held no other socket's side is taken. Work for another side is announced with
 * {@link #postAfterUnlock}: it is posted at once and looked after when this side is free.
 */
class Side {
    private static final int FREE = 0;
    private static final int HELD = 1;
    private static final int CONTENDED = 2;
    private static final int SPINS = 64;
    /** How often one {@link #unlock} looks into the mailbox and runs what is there. */
    static final int ROUNDS_MAXIMUM = 4;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Side.class, "state", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    @SuppressWarnings("unused") // written through STATE
    private volatile int state;

    private final ConcurrentLinkedQueue<Thread> parked = new ConcurrentLinkedQueue<>();
    private final Mailbox mailbox = new Mailbox();

    /** Sides to look after once this one is free. Belongs to the holder. */
    private final ArrayDeque<Side> toSettle = new ArrayDeque<>();

    private boolean hasToSettle;

    private final @Nullable Executor background;

    /** A side whose holders run all that is posted. */
    Side() {
        background = null;
    }

    /** @param background runs work later, on a thread that may not wait; from any thread, and never waits */
    Side(Executor background) {
        this.background = background;
    }

    /** Takes the side. May park, for as long as another thread's call takes; ignores interrupts. */
    final void lock() {
        if (!STATE.compareAndSet(this, FREE, HELD)) {
            lockContended();
        }
    }

    /** Takes the side if it is free. Never waits. */
    final boolean tryLock() {
        return state == FREE && STATE.compareAndSet(this, FREE, HELD);
    }

    /** Runs what was posted, and gives the side back; hands over what is posted meanwhile when that takes no end. */
    final void unlock() {
        int rounds = 0;
        do {
            if (!mailbox.isEmpty()) {
                mailbox.run();
            }
            if (!hasToSettle) {
                release();
            } else {
                Side[] others = toSettle.toArray(Side[]::new);
                toSettle.clear();
                hasToSettle = false;
                release();
                for (Side other : others) {
                    other.settle();
                }
            }
        } while (!mailbox.isEmpty() && mayGoOn(++rounds) && tryLock());
    }

    private boolean mayGoOn(int rounds) {
        Executor other = background;
        if (rounds < ROUNDS_MAXIMUM || other == null) {
            return true;
        }
        other.execute(this::settle);
        return false;
    }

    /** Leaves work for the holder of this side, and does it now when the side is free. Never waits. */
    final void post(Runnable work) {
        mailbox.post(work);
        settle();
    }

    /** Leaves work for another side while this one is held. */
    final void postAfterUnlock(Side other, Runnable work) {
        other.mailbox.post(work);
        if (other != this) {
            toSettle.add(other);
            hasToSettle = true;
        }
    }

    /** Whether the side is held by anyone; for assertions in tests. */
    final boolean isHeld() {
        return state != FREE;
    }

    private void settle() {
        if (!mailbox.isEmpty() && tryLock()) {
            unlock();
        }
    }

    private void release() {
        if ((int) STATE.getAndSet(this, FREE) == CONTENDED) {
            Thread next = parked.peek();
            if (next != null) {
                LockSupport.unpark(next);
            }
        }
    }

    private void lockContended() {
        for (int i = 0; i < SPINS; i++) {
            if (tryLock()) {
                return;
            }
            Thread.onSpinWait();
        }
        Thread self = Thread.currentThread();
        boolean interrupted = false;
        parked.add(self);
        while ((int) STATE.getAndSet(this, CONTENDED) != FREE) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        parked.remove(self);
        if (interrupted) {
            self.interrupt();
        }
    }
}
