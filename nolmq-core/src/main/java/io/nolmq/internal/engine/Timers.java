package io.nolmq.internal.engine;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Work for later. Belongs to the I/O thread: every method is called there. Time comes from outside, as an argument. */
public final class Timers {
    private static final int SWEEP_FROM = 64;

    private final NanoClock clock;
    private final PriorityQueue<Timer> due = new PriorityQueue<>();
    private long sequence;
    private int cancelled;

    Timers(NanoClock clock) {
        this.clock = clock;
    }

    /** Work that has been asked for and may be called off. */
    public final class Timer implements Comparable<Timer> {
        private final long atNanos;
        private final long sequence;
        /** Null when it is over: what was called off holds nothing, however long it stays in the queue. */
        private @Nullable Runnable work;

        private Timer(long atNanos, long sequence, Runnable work) {
            this.atNanos = atNanos;
            this.sequence = sequence;
            this.work = work;
        }

        /** Calls the work off. Harmless when it was done already. */
        public void cancel() {
            if (work != null) {
                work = null;
                cancelled++;
                sweep();
            }
        }

        @Override
        public int compareTo(Timer other) {
            long difference = atNanos - other.atNanos;
            return difference != 0 ? Long.signum(difference) : Long.compare(sequence, other.sequence);
        }
    }

    /** Asks for work no earlier than in that time. */
    public Timer after(long delayNanos, Runnable work) {
        Timer timer = new Timer(clock.nanos() + Math.max(0, delayNanos), sequence++, work);
        due.add(timer);
        return timer;
    }

    /** Does what is due, in the order of time. */
    void runDue() {
        long now = clock.nanos();
        for (Timer next = due.peek();
                next != null && (next.work == null || next.atNanos - now <= 0);
                next = due.peek()) {
            due.poll();
            Runnable work = next.work;
            if (work == null) {
                cancelled--;
            } else {
                next.work = null;
                try {
                    work.run();
                } catch (Throwable fault) { // one connection's fault must not end the thread
                    Faults.report("a timer failed", fault);
                }
            }
        }
    }

    /** How long until something is due: 0 for now, -1 for never. */
    long nanosUntilNext() {
        for (Timer next = due.peek(); next != null; next = due.peek()) {
            if (next.work != null) {
                return Math.max(0, next.atNanos - clock.nanos());
            }
            due.poll();
            cancelled--;
        }
        return -1;
    }

    /** What was called off goes when it is the greater part: a peer may have timers made and called off as it likes. */
    private void sweep() {
        if (cancelled >= SWEEP_FROM && 2 * cancelled > due.size()) {
            try {
                due.removeIf(timer -> timer.work == null);
                cancelled = 0;
            } catch (OutOfMemoryError none) {
                Thread.onSpinWait(); // the next one that is called off sweeps them
            }
        }
    }

    /** How many are kept, those called off included. */
    int size() {
        return due.size();
    }

    boolean isEmpty() {
        return nanosUntilNext() < 0;
    }
}
