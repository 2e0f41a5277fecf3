package io.nolmq.fault;

import io.nolmq.fault.Violation.Rule;
import io.nolmq.fault.seam.Injection;
import java.io.File;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * How a case went.
 *
 * @param of the case
 * @param firedOn the thread on which the failure was injected; null where the hit did not come
 * @param violations what did not hold
 * @param hung whether threads of the run are left
 */
record Outcome(Case of, String firedOn, List<Violation> violations, boolean hung) {
    /** Above what a call may take, which waits that long for others. */
    private static final long HANG_NANOS = 2 * Run.PATIENCE_NANOS + 6_000_000_000L;

    private static final File DESCRIPTORS = new File("/proc/self/fd");
    private static final long LEFT_NANOS = Run.PATIENCE_NANOS;

    /** Runs a plan for the first time: the JDK opens descriptors that it keeps, and loads what it needs. */
    static void warmUp(Plan plan) {
        of(new Case(plan, null), Long.MAX_VALUE);
    }

    /** Runs a case to its end, or until nothing goes on any more. */
    static Outcome of(Case one) {
        return of(one, descriptors());
    }

    private static Outcome of(Case one, long descriptors) {
        Run run = new Run(one.toString());
        Script script = new Script(run, one.plan(), one.phase());
        if (one.target() == null) {
            Injection.record(run);
        } else {
            Injection.arm(run, one.target());
        }
        Thread main = run.startMain(script::run);
        boolean hung = !awaitEnd(run, main);
        Injection.off();
        if (!hung) {
            hung = !awaitThreads(run);
            hung |= !awaitEnd(run, run.start("test-counts", script::checkCounts));
            awaitDescriptors(run, descriptors);
        }
        run.end();
        return new Outcome(one, one.target() == null ? null : Injection.firedOn(), run.violations(), hung);
    }

    boolean shows(Rule rule) {
        return violations.stream().anyMatch(violation -> violation.rule() == rule);
    }

    private static boolean awaitEnd(Run run, Thread main) {
        long steps = run.steps();
        long since = System.nanoTime();
        while (!hasEnded(main)) {
            if (run.steps() != steps) {
                steps = run.steps();
                since = System.nanoTime();
            } else if (System.nanoTime() - since > HANG_NANOS) {
                run.violated(Rule.CALL_HANGS, "nothing goes on" + run.stacks());
                return false;
            }
        }
        return true;
    }

    private static boolean hasEnded(Thread thread) {
        try {
            thread.join(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return !thread.isAlive();
    }

    private static boolean awaitThreads(Run run) {
        long begin = System.nanoTime();
        for (List<Thread> left = run.threads(); !left.isEmpty(); left = run.threads()) {
            hasEnded(left.get(0));
            if (System.nanoTime() - begin > LEFT_NANOS) {
                run.violated(Rule.THREAD_LEFT, "left:" + run.stacks());
                return false;
            }
        }
        return true;
    }

    private static void awaitDescriptors(Run run, long before) {
        long begin = System.nanoTime();
        while (descriptors() > before) {
            LockSupport.parkNanos(200_000);
            if (System.nanoTime() - begin > LEFT_NANOS) {
                run.violated(Rule.DESCRIPTOR_LEFT, (descriptors() - before) + " more than before");
                return;
            }
        }
    }

    /** How many descriptors the process has; 0 where there is no /proc. */
    private static long descriptors() {
        String[] open = DESCRIPTORS.list();
        return open == null ? 0 : open.length;
    }
}
