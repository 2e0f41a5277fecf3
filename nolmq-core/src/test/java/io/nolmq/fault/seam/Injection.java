package io.nolmq.fault.seam;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Decides which site fails, and when. The woven code calls {@link #hit} before each site, or behind it where it closes
 * something. Counts and fails threads of one group alone, so that what an earlier run left hanging does not disturb.
 * Allocates nothing once a run is armed.
 */
public final class Injection {
    /** How many phases a run may have. */
    public static final int PHASES = 8;

    private static final int SITES_MAXIMUM = 1 << 14;
    private static final int BURST_FAILURES = 40;
    private static final long BURST_NANOS = 3_000_000;

    private static final Set<String> GUARDED = Set.of(
            "io.nolmq.internal.engine.Mailbox.run",
            "io.nolmq.internal.transport.stream.PipeWriter.write",
            "io.nolmq.internal.engine.Dirty.flushAll");

    private static final int OFF = 0;
    private static final int RECORDING = 1;
    private static final int ARMED = 2;
    private static final int BURSTING = 3;

    private static final List<Site> SITES = new ArrayList<>();
    private static final Failure[] FAILURES = new Failure[SITES_MAXIMUM];
    private static final boolean[] ALLOCATES = new boolean[SITES_MAXIMUM];
    private static final AtomicIntegerArray COUNTS = new AtomicIntegerArray(SITES_MAXIMUM * PHASES * 2);

    private static final AtomicInteger COUNTDOWN = new AtomicInteger();
    private static final AtomicInteger BURST_LEFT = new AtomicInteger();

    private static volatile int state;
    private static volatile ThreadGroup group;
    private static volatile int phase;
    private static volatile Target target;
    private static volatile int targetSite = -1;
    private static volatile long burstEndNanos;
    private static volatile String firedOn;

    private Injection() {}

    /**
     * The hit that fails.
     *
     * @param site the site
     * @param phase the phase of the run in which it is hit
     * @param ofEngine whether it is hit on a thread of the engine, and not of the application
     * @param hit which of the hits in this phase, from 1
     * @param burst whether allocations fail from then on for a moment
     */
    public record Target(Site site, int phase, boolean ofEngine, int hit, boolean burst) {}

    // ------------------------------------------------------------------ sites

    static synchronized int register(Site.Kind kind, Failure failure, String className, String method, String callee) {
        int id = SITES.size();
        SITES.add(new Site(id, kind, failure, className, method, callee));
        FAILURES[id] = failure;
        ALLOCATES[id] = kind == Site.Kind.ALLOCATION;
        return id;
    }

    /** All sites of the classes that were loaded so far. */
    public static synchronized List<Site> sites() {
        return List.copyOf(SITES);
    }

    // ------------------------------------------------------------------ runs

    /** Counts the hits by the threads of a group from now on, beginning at 0. */
    public static void record(ThreadGroup threads) {
        for (int i = 0; i < COUNTS.length(); i++) {
            COUNTS.set(i, 0);
        }
        phase = 0;
        group = threads;
        state = RECORDING;
    }

    /** How often a site was hit in a phase. */
    public static int count(Site site, int inPhase, boolean ofEngine) {
        return COUNTS.get(index(site.id(), inPhase, ofEngine));
    }

    /** Makes one hit by a thread of the group fail. */
    public static void arm(ThreadGroup threads, Target hit) {
        firedOn = null;
        phase = 0;
        group = threads;
        COUNTDOWN.set(hit.hit());
        BURST_LEFT.set(BURST_FAILURES);
        target = hit;
        targetSite = hit.site().id();
        state = ARMED;
    }

    /** Nothing fails, and nothing is counted, from now on. */
    public static void off() {
        state = OFF;
    }

    /** Begins a phase. */
    public static void phase(int number) {
        phase = number;
    }

    /** The thread on which the armed hit has failed; null when it has not, as yet. */
    public static String firedOn() {
        return firedOn;
    }

    // ------------------------------------------------------------------ the woven call

    /** Called by the woven code. */
    public static void hit(int site) {
        int now = state;
        if (now == OFF || (now == ARMED && site != targetSite)) {
            return;
        }
        Thread thread = Thread.currentThread();
        if (thread.getThreadGroup() != group) {
            return;
        }
        boolean ofEngine = thread.getName().startsWith("nol-");
        if (now == RECORDING) {
            COUNTS.incrementAndGet(index(site, phase, ofEngine));
        } else if (now == ARMED) {
            Target armed = target;
            if (phase == armed.phase && ofEngine == armed.ofEngine && COUNTDOWN.decrementAndGet() == 0) {
                if (FAILURES[site] == Failure.STACK_OVERFLOW && hasStackRoom()) {
                    COUNTDOWN.set(1); // the next hit, if one comes
                    return;
                }
                burstEndNanos = System.nanoTime() + BURST_NANOS;
                firedOn = thread.getName();
                state = armed.burst ? BURSTING : OFF;
                throw Injection.<RuntimeException>unchecked(FAILURES[site].next());
            }
        } else if (ALLOCATES[site]) {
            if (burstEndNanos - System.nanoTime() < 0 || BURST_LEFT.decrementAndGet() < 0) {
                state = OFF;
            } else {
                throw Injection.<RuntimeException>unchecked(FAILURES[site].next());
            }
        }
    }

    /** Whether it is below what the engine does on a caller's stack only where much of that is left: see StackRoom. */
    private static boolean hasStackRoom() {
        return StackWalker.getInstance()
                .walk(frames ->
                        frames.anyMatch(frame -> GUARDED.contains(frame.getClassName() + "." + frame.getMethodName())));
    }

    private static int index(int site, int inPhase, boolean ofEngine) {
        return (site * PHASES + inPhase) * 2 + (ofEngine ? 1 : 0);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T unchecked(Throwable any) throws T {
        throw (T) any;
    }
}
