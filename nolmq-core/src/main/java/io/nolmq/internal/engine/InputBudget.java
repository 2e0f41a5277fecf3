package io.nolmq.internal.engine;

import io.nolmq.message.Message;
import io.nolmq.spi.InputAccount;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
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
 *       the application has that message. So no socket stands still because of another;
 *   <li>where that message alone reaches the limit, the connection needs the <em>pass</em> as well. There is one for the
 *       context, it is free again once the message is whole, and it goes round in the order in which it was asked for. So
 *       messages above the limit grow one at a time, and a socket holds one of them at most;
 *   <li>one that may read and completes no message for 10 s is closed, the largest first, if it is in the way meanwhile
 *       ({@link Account#isInTheWay}).
 * </ul>
 *
 * <p>A socket of which no message has been taken for 10 s is <em>idle</em>. Its whole messages, and what waits behind them,
 * are its application's affair: they take room, and no connection is closed because of them.
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
    /** Those that stand in line for a turn, in the order in which they wanted to read. */
    private final Set<Account> waiting = new LinkedHashSet<>();
    /** Of the one account that may go beyond the limit. It has the turn of its socket as well. */
    private final InputTurn pass = new InputTurn();

    private final BudgetWarning warning;

    private long heldBytes;
    /** Whether the limit is reached; for a look without the lock. */
    private volatile boolean full;

    private boolean watching;
    private long lookedNanos;

    public InputBudget(long limitBytes, NanoClock clock) {
        this(limitBytes, clock, BudgetWarning::log);
    }

    InputBudget(long limitBytes, NanoClock clock, Consumer<String> log) {
        this.limitBytes = limitBytes;
        this.clock = clock;
        this.warning = new BudgetWarning(log);
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
        private final InputTurn turn = new InputTurn();
        private long takenNanos = clock.nanos();

        private Turns() {}

        /**
         * An account for one connection.
         *
         * @param io runs the other two
         * @param resume the connection may read again
         * @param close the connection must go; takes the reason in words
         */
        public Account account(IoThread io, Runnable resume, Consumer<String> close) {
            return new Account(this, io, resume, close);
        }

        private boolean isIdle(long nowNanos) {
            return nowNanos - takenNanos >= PATIENCE_NANOS;
        }
    }

    /** What one connection holds. Belongs to the receive side of its socket. */
    public final class Account implements InputAccount {
        private final Turns turns;
        private final IoThread io;
        private final Runnable resume;
        private final Consumer<String> close;

        /** Written under the lock as well. */
        private long charge;

        // ---- under the lock
        private long incompleteBytes;
        private boolean owesMessage;
        private long owesSinceNanos;
        /** Whether it was in the way at a look, since it last completed a message or was let read. */
        private boolean inTheWay;

        private long inTheWaySinceNanos;

        private Account(Turns turns, IoThread io, Runnable resume, Consumer<String> close) {
            this.turns = turns;
            this.io = io;
            this.resume = resume;
            this.close = close;
        }

        /** Whether the connection holds more than its floor. */
        @Override
        public boolean isCharged() {
            return charge > 0;
        }

        /** Whether all connections together are at the limit. */
        public boolean isTight() {
            return full;
        }

        @Override
        public long costBytes(Message message) {
            return InputBudget.costBytes(message);
        }

        /** The connection holds so much now: whole messages, and what is not yet one. */
        @Override
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
        @Override
        public void settleTaken(long wholeBytes, long partBytes) {
            lock.lock();
            try {
                charge(wholeBytes, partBytes);
                turns.takenNanos = clock.nanos();
                beginPatience();
                if (wholeBytes == 0) {
                    giveUpTurns();
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
                leaveTurns();
            }
            if (wholeBytes > 0 || now < limitBytes) {
                pass.giveUp(this);
            }
            if (heldBytes >= limitBytes) {
                watch(io);
            } else if (!waiting.isEmpty()) {
                waiting.iterator().next().wake(); // which settles when it has read, and so wakes the next
            }
        }

        /**
         * Whether the connection may read on.
         *
         * @param hasWhole whether it has whole messages: if so it is the application that lets it go on; if not, a refused
         *     connection is told when it may
         */
        @Override
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
                    if (!takesTurns()) {
                        warn(this, "a connection waits, since the input budget is used up");
                        return false;
                    }
                }
                waitNoMore();
                return true;
            } finally {
                lock.unlock();
            }
        }

        private boolean takesTurns() {
            if (!turns.turn.take(this)) {
                waiting.add(this);
                return false;
            }
            return charge < limitBytes || pass.take(this);
        }

        /** The connection is gone: it waits for nothing, and the next in line has its turns. */
        @Override
        public void leave() {
            lock.lock();
            try {
                leaveTurns();
            } finally {
                lock.unlock();
            }
        }

        private void leaveTurns() {
            waitNoMore();
            giveUpTurns();
        }

        private void giveUpTurns() {
            pass.giveUp(this);
            turns.turn.giveUp(this);
        }

        private void owes(boolean now) {
            if (now && !owesMessage) {
                beginPatience();
            }
            owesMessage = now;
        }

        private void beginPatience() {
            owesSinceNanos = clock.nanos();
            inTheWay = false;
        }

        /** It has the turn that it waited for, or there is room again. */
        void wake() {
            io.execute(resume);
            waitNoMore();
            beginPatience();
        }

        private void waitNoMore() {
            turns.turn.leaveLine(this);
            pass.leaveLine(this);
            waiting.remove(this);
        }

        private boolean isKeptFromReading() {
            return waiting.contains(this) || pass.hasInLine(this);
        }

        /** Whether it reads, waits for another to be done, or has messages that the application is taking. */
        private boolean isActive(long nowNanos) {
            return (owesMessage && !waiting.contains(this)) || !turns.isIdle(nowNanos);
        }

        /**
         * Whether another cannot go on because of it: one of its socket that waits for the turn; any that is active, where
         * it goes beyond the limit; or all, where active ones fill the budget without the one that goes beyond it.
         */
        private boolean isInTheWay(boolean others, boolean crowded) {
            return (turns.turn.isHeldBy(this) && turns.turn.hasLine()) || (others && (crowded || pass.isHeldBy(this)));
        }

        private boolean isLate(long nowNanos, boolean others, boolean crowded) {
            if (!owesMessage || isKeptFromReading() || !isInTheWay(others, crowded)) {
                return false;
            }
            if (!inTheWay) {
                inTheWay = true;
                inTheWaySinceNanos = lookedNanos;
            }
            return nowNanos - owesSinceNanos >= PATIENCE_NANOS && nowNanos - inTheWaySinceNanos >= PATIENCE_NANOS;
        }

        private String words(String what) {
            return what + ": bytes of the message so far=" + incompleteBytes + ", inputBudgetBytes=" + limitBytes
                    + ", held by all connections=" + heldBytes
                    + "; set inputBudgetBytes above the largest message, and receive from every socket";
        }
    }

    // ------------------------------------------------------------------ the one that completes nothing

    private void watch(IoThread io) {
        if (!watching) {
            watching = true;
            lookedNanos = clock.nanos();
            io.execute(() -> lookAgain(io));
        }
    }

    private void lookAgain(IoThread io) {
        io.timers().after(LOOK_NANOS, () -> look(io));
    }

    private void look(IoThread io) {
        lock.lock();
        try {
            watching = heldBytes >= limitBytes;
            if (!watching) {
                return;
            }
            Account late = largestLate(clock.nanos());
            if (late != null) {
                String words = late.words("no message was completed in 10 s while others waited for the input budget");
                late.io.execute(() -> late.close.accept(words));
                warn(late, "a connection is closed (BUDGET), since it completed no message in 10 s");
            }
        } finally {
            lock.unlock();
        }
        lookAgain(io);
    }

    private @Nullable Account largestLate(long nowNanos) {
        int active = 0;
        long activeBytes = 0;
        for (Account account : charged) {
            if (account.isActive(nowNanos)) {
                active++;
                activeBytes += pass.isHeldBy(account) || pass.hasInLine(account) ? 0 : account.charge;
            }
        }
        Account largest = null;
        for (Account account : charged) {
            if (account.isLate(nowNanos, active > 1, activeBytes >= limitBytes)
                    && (largest == null || account.incompleteBytes > largest.incompleteBytes)) {
                largest = account;
            }
        }
        lookedNanos = nowNanos;
        return largest;
    }

    private void warn(Account account, String what) {
        if (warning.isDue(clock.nanos())) {
            String words = account.words(what);
            account.io.execute(() -> warning.give(words));
        }
    }
}
