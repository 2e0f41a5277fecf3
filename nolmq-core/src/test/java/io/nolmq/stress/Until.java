package io.nolmq.stress;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Bounded waiting for a condition, without a library's overhead between looks. */
final class Until {
    /** How long to wait for what must come. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long LOOK_NANOS = 200_000;

    private Until() {}

    /** Returns when the condition holds; fails, with all stacks, when it does not come to that. */
    static void holds(String what, BooleanSupplier condition) {
        holds(what, PATIENCE, condition);
    }

    /** The same, for what takes its time. */
    static void holds(String what, Duration atMost, BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new AssertionError("did not come within " + atMost + ": " + what + "\n" + Crew.stacks());
            }
            LockSupport.parkNanos(LOOK_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("interrupted while waiting for " + what);
            }
        }
    }
}
