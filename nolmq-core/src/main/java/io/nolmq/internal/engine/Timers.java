package io.nolmq.internal.engine;

import java.util.PriorityQueue;

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
        private final Runnable work;
        private boolean isOver;

        private Timer(long atNanos, long sequence, Runnable work) {
            this.atNanos = atNanos;
            this.sequence = sequence;
            this.work = work;
        }

        /** Calls the work off. Harmless when it was done already. */
        public void cancel() {
            if (!isOver) {
                isOver = true;
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
        for (Timer next = due.peek(); next != null && (next.isOver || next.atNanos - now <= 0); next = due.peek()) {
            due.poll();
            if (next.isOver) {
                cancelled--;
            } else {
                next.isOver = true;
                try {
                    next.work.run();
                } catch (Throwable fault) { // one connection's fault must not end the thread
                    Faults.report("a timer failed", fault);
                }
            }
        }
    }

    /** How long until something is due: 0 for now, -1 for never. */
    long nanosUntilNext() {
        for (Timer next = due.peek(); next != null; next = due.peek()) {
            if (!next.isOver) {
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
            due.removeIf(timer -> timer.isOver);
            cancelled = 0;
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
