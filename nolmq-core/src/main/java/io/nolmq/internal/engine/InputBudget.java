package io.nolmq.internal.engine;

import io.nolmq.message.Message;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How much the connections of a context may hold of what their peers sent and nobody has received: whole messages read
 * ahead, and those of which a part has come. Safe for any thread; its lock is a leaf.
 *
 * <p>Each connection has {@value #FLOOR_BYTES} bytes free, which are never counted. What it holds above them counts, and
 * while all connections together are at the limit, those above their floor stop reading:
 *
 * <ul>
 *   <li>one that has whole messages waits for the application to take them;
 *   <li>of those that have but a part of a message, one of each socket at a time has its <em>turn</em> and reads on, until
 *       the application has that message. So no socket stands still because of another. That message may be
 *       as large as the limit, and of any size while nobody else is above the floor;
 *   <li>one that reads and completes no message for 10 s is closed, the largest first, unless nobody else is above the
 *       floor. Time in which the connection was kept from reading does not count.
 * </ul>
 */
public final class InputBudget {
    /** What a connection may hold without being counted, and without ever being paused. */
    public static final int FLOOR_BYTES = 64 * 1024;
    /** What a message takes besides its bytes. */
    private static final int MESSAGE_BYTES = 48;
    /** What each frame after the first takes besides its bytes. */
    private static final int FRAME_BYTES = 24;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long limitBytes;
    private final NanoClock clock;
    private final ReentrantLock lock = new ReentrantLock();

    // ---- under the lock
    private final Set<Account> charged = new LinkedHashSet<>();
    /** Those that may not read, in the order in which they wanted to. */
    private final Set<Account> waiting = new LinkedHashSet<>();

    private long heldBytes;
    /** Whether the limit is reached; for a look without the lock. */
    private volatile boolean full;

    private boolean watching;
    private long watchingSinceNanos;

    public InputBudget(long limitBytes, NanoClock clock) {
        this.limitBytes = limitBytes;
        this.clock = clock;
    }

    /** What connections hold above their floors. From any thread. */
    public long heldBytes() {
        lock.lock();
        try {
            return heldBytes;
        } finally {
            lock.unlock();
        }
    }

    /** What a message takes in memory, roughly. */
    public static long costBytes(Message message) {
        return message.sizeBytes() + MESSAGE_BYTES + (message.frameCount() - 1L) * FRAME_BYTES;
    }

    /** Of a socket that makes accounts for its connections. */
    public Turns turns() {
        return new Turns();
    }

    /** What the connections of one socket share: which of them reads on at the limit. */
    public final class Turns {
        private @Nullable Account holder;
        private final Set<Account> inLine = new LinkedHashSet<>();

        private Turns() {}

        /**
         * An account for one connection.
         *
         * @param io runs the other two
         * @param resume the connection may read again
         * @param close the connection must go
         */
        public Account account(IoThread io, Runnable resume, Runnable close) {
            return new Account(this, io, resume, close);
        }

        private void passOn() {
            holder = inLine.isEmpty() ? null : inLine.iterator().next();
            if (holder != null) {
                holder.wake();
            }
        }
    }

    /** What one connection holds. Belongs to the receive side of its socket. */
    public final class Account {
        private final Turns turns;
        private final IoThread io;
        private final Runnable resume;
        private final Runnable close;

        /** Written under the lock as well. */
        private long charge;

        // ---- under the lock
        private long incompleteBytes;
        private boolean owesMessage;
        private long owesSinceNanos;

        private Account(Turns turns, IoThread io, Runnable resume, Runnable close) {
            this.turns = turns;
            this.io = io;
            this.resume = resume;
            this.close = close;
        }

        /** Whether the connection holds more than its floor. */
        public boolean isCharged() {
            return charge > 0;
        }

        /** Whether all connections together are at the limit. */
        public boolean isTight() {
            return full;
        }

        /** The connection holds so much now: whole messages, and what is not yet one. */
        public void settle(long wholeBytes, long partBytes) {
            if (charge > 0 || wholeBytes + partBytes > FLOOR_BYTES) {
                lock.lock();
                try {
                    charge(wholeBytes, partBytes);
                } finally {
                    lock.unlock();
                }
            }
        }

        /** The application has taken a message; the connection still holds so much. */
        public void settleTaken(long wholeBytes, long partBytes) {
            lock.lock();
            try {
                charge(wholeBytes, partBytes);
                owesSinceNanos = clock.nanos();
                if (wholeBytes == 0) {
                    giveUpTurn();
                }
            } finally {
                lock.unlock();
            }
        }

        private void charge(long wholeBytes, long partBytes) {
            long now = Math.max(0, wholeBytes + partBytes - FLOOR_BYTES);
            heldBytes += now - charge;
            full = heldBytes >= limitBytes;
            charge = now;
            incompleteBytes = partBytes;
            owes(wholeBytes == 0 && partBytes > FLOOR_BYTES);
            if (now > 0) {
                charged.add(this);
            } else {
                charged.remove(this);
                giveUpTurn();
            }
            if (heldBytes >= limitBytes) {
                watch(io);
            }
            if (!waiting.isEmpty() && (heldBytes < limitBytes || charged.size() == 1)) {
                waiting.iterator().next().wake(); // which settles when it has read, and so wakes the next
            }
        }

        /**
         * Whether the connection may read on.
         *
         * @param hasWhole whether it has whole messages: if so it is the application that lets it go on; if not, a refused
         *     connection is told when it may
         */
        public boolean mayRead(boolean hasWhole) {
            if (charge == 0) {
                return true;
            }
            lock.lock();
            try {
                if (heldBytes >= limitBytes) {
                    if (hasWhole) {
                        return false;
                    }
                    if (turns.holder == null) {
                        turns.holder = this;
                    }
                    if (!hasTurn()) {
                        turns.inLine.add(this);
                        waiting.add(this);
                        return false;
                    }
                }
                waitNoMore();
                return true;
            } finally {
                lock.unlock();
            }
        }

        /** The connection is gone: it waits for nothing, and whoever waited behind it has the turn. */
        public void leave() {
            lock.lock();
            try {
                waitNoMore();
                giveUpTurn();
            } finally {
                lock.unlock();
            }
        }

        private boolean hasTurn() {
            return turns.holder == this && (charge < limitBytes || charged.size() == 1);
        }

        private void giveUpTurn() {
            if (turns.holder == this) {
                turns.passOn();
            }
        }

        private void owes(boolean now) {
            if (now && !owesMessage) {
                owesSinceNanos = clock.nanos();
            }
            owesMessage = now;
        }

        private void wake() {
            waitNoMore();
            owesSinceNanos = clock.nanos();
            io.execute(resume);
        }

        private void waitNoMore() {
            turns.inLine.remove(this);
            waiting.remove(this);
        }

        private boolean isLate() {
            long now = clock.nanos();
            return owesMessage
                    && (turns.holder == this || !waiting.contains(this))
                    && now - owesSinceNanos >= PATIENCE_NANOS
                    && now - watchingSinceNanos >= PATIENCE_NANOS;
        }
    }

    // ------------------------------------------------------------------ the one that completes nothing

    private void watch(IoThread io) {
        if (!watching) {
            watching = true;
            watchingSinceNanos = clock.nanos();
            io.execute(() -> lookAgain(io));
        }
    }

    private void lookAgain(IoThread io) {
        io.timers().after(LOOK_NANOS, () -> look(io));
    }

    private void look(IoThread io) {
        Account late;
        lock.lock();
        try {
            watching = heldBytes >= limitBytes;
            if (!watching) {
                return;
            }
            late = charged.size() > 1 ? largestLate() : null;
        } finally {
            lock.unlock();
        }
        if (late != null) {
            late.io.execute(late.close);
        }
        lookAgain(io);
    }

    private @Nullable Account largestLate() {
        Account largest = null;
        for (Account account : charged) {
            if (account.isLate() && (largest == null || account.incompleteBytes > largest.incompleteBytes)) {
                largest = account;
            }
        }
        return largest;
    }
}
