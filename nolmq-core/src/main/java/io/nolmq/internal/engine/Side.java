package io.nolmq.internal.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One side of a socket: a lock, and a mailbox for those who must not wait for it.
 *
 * <p><b>The lock</b> is free or held. It spins for a moment, then parks in a {@link Line}; it is not reentrant, not fair, and
 * never closes a channel by an interrupt: the flag is cleared while parked and set again on the way out, or {@code park}
 * would return at once for ever. A parked thread looks again every {@value #LOOK_MILLIS} ms even if nobody wakes it, so that
 * it depends on nobody who has no stack left, or no carrier, to do so.
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
 * the side held by one whose release, and look, are still to come. A caller without {@link StackRoom} hands it over at once.
 *
 * <p><b>Other sides.</b> While a side is held no other socket's side is taken. Work for another side is announced with
 * {@link #postAfterUnlock}: it is posted at once and looked after when this side is free.
 *
 * <p><b>Errors.</b> Giving the side back allocates nothing. {@link #unlock} either gives the side back, whatever fails
 * afterwards, or throws and has not given it back, because there was no stack to call it; then the caller writes {@link
 * #state} itself, which needs none, as {@link #holding} does. What is owed then (a look into the mailbox) is made up for by
 * the next holder, or by {@link Overflows}.
 */
public class Side {
    static final int FREE = 0;
    private static final int HELD = 1;
    private static final int SPINS = 64;
    private static final long LOOK_MILLIS = 20;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
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

    /** Written by {@link #lock} and {@link #unlock}; by others only to FREE, as the holder, where unlocking threw an Error. */
    volatile int state;

    private final Line line = new Line();
    private final Mailbox mailbox = new Mailbox();

    /** What was posted to other sides, which are looked after once this one is free. Belongs to the holder. */
    private @Nullable Letter toSettle;

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
        if (!STATE.compareAndSet(this, FREE, HELD) && !spin()) {
            park(new Line.Place());
        }
    }

    /** The same without allocating, for a thread that must have the side back: its place was made before it gave it up. */
    final void lock(Line.Place place) {
        if (!STATE.compareAndSet(this, FREE, HELD) && !spin()) {
            park(place);
        }
    }

    /** Takes the side if it is free. Never waits. */
    final boolean tryLock() {
        return state == FREE && STATE.compareAndSet(this, FREE, HELD);
    }

    /** Runs what was posted, and gives the side back; hands over what is posted meanwhile when that takes no end. */
    final void unlock() {
        int rounds = 0;
        boolean again;
        do {
            boolean room = true;
            if (!mailbox.isEmpty()) {
                room = StackRoom.isEnough();
                if (room) {
                    mailbox.run();
                }
            }
            Line.Place next = line.isEmpty() ? null : line.next();
            Letter posted = toSettle;
            if (posted != null) {
                toSettle = null;
            }
            state = FREE;
            // from here on nothing is thrown: whoever called would take the side for its own
            again = false;
            try {
                again = afterRelease(next, posted, room ? ++rounds : ROUNDS_MAXIMUM);
            } catch (Throwable deep) {
                Overflows.count++;
            }
        } while (again);
    }

    /**
     * Wakes, looks after other sides, and into the mailbox. True when the side is held again, for another round: taken last,
     * so that nothing is thrown while it is held.
     */
    private boolean afterRelease(Line.@Nullable Place next, @Nullable Letter posted, int rounds) {
        Line.Place woken = next == null ? line.newcomer() : next;
        if (woken != null) {
            woken.wake();
        }
        for (Letter letter = posted; letter != null; letter = letter.nextToSettle) {
            Side other = letter.recipient;
            if (other != null) {
                other.settle();
            }
        }
        return !mailbox.isEmpty() && mayGoOn(rounds) && tryLock();
    }

    private boolean mayGoOn(int rounds) {
        if (rounds < ROUNDS_MAXIMUM) {
            return true;
        }
        Executor other = background;
        if (other == null) {
            return StackRoom.isEnough();
        }
        try {
            other.execute(this::settle);
            return false;
        } catch (OutOfMemoryError none) { // then it goes on by itself
            return true;
        }
    }

    /** Leaves work for the holder of this side, and does it now when the side is free. Never waits. */
    public final void post(Runnable work) {
        post(new Letter(work));
    }

    /** The same with a letter that is in no mailbox. Throws nothing once it is posted. */
    public final void post(Letter letter) {
        mailbox.post(letter);
        try {
            settle();
        } catch (Throwable deep) {
            Overflows.count++;
        }
    }

    /** Leaves work for another side while this one is held. */
    public final void postAfterUnlock(Side other, Runnable work) {
        postAfterUnlock(other, new Letter(work));
    }

    /** The same with a letter that is in no mailbox, nor was posted under this hold of the side. */
    public final void postAfterUnlock(Side other, Letter letter) {
        if (other != this) {
            letter.recipient = other;
            letter.nextToSettle = toSettle;
            toSettle = letter;
        }
        other.mailbox.post(letter);
    }

    /** Does work while it holds the side, and gives the side back whatever fails. */
    final <T extends @Nullable Object> T holding(Supplier<T> work) {
        return holding(null, work);
    }

    /** The same with a place in line that was made beforehand, for a call that may not allocate. */
    final <T extends @Nullable Object> T holding(Line.@Nullable Place place, Supplier<T> work) {
        boolean held = false;
        try {
            if (place == null) {
                lock();
            } else {
                lock(place);
            }
            held = true;
            try {
                return work.get();
            } finally {
                unlock();
                held = false;
            }
        } finally {
            if (held) { // no stack to call anything
                state = FREE;
                Overflows.count++;
            }
        }
    }

    /** Whether the side is held by anyone; for assertions. */
    public final boolean isHeld() {
        return state != FREE;
    }

    /** Runs what was posted if the side is free. Never waits. */
    final void settle() {
        if (!mailbox.isEmpty() && tryLock()) {
            boolean held = true;
            try {
                unlock();
                held = false;
            } finally {
                if (held) {
                    state = FREE;
                    Overflows.count++;
                }
            }
        }
    }

    private boolean spin() {
        for (int i = 0; i < SPINS; i++) {
            if (tryLock()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    private void park(Line.Place place) {
        boolean interrupted = false;
        line.enter(place);
        try {
            while (true) {
                place.listen();
                if (tryLock()) {
                    break;
                }
                LockSupport.parkNanos(this, LOOK_NANOS);
                interrupted |= Thread.interrupted();
            }
        } finally {
            place.left = true;
        }
        if (interrupted) {
            interruptAgain();
        }
    }

    /** The side is held: whatever fails, it is not given back by that. */
    private static void interruptAgain() {
        try {
            Thread.currentThread().interrupt();
        } catch (Throwable deep) {
            Overflows.count++;
        }
    }
}
