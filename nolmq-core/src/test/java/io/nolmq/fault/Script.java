package io.nolmq.fault;

import io.nolmq.Context;
import io.nolmq.fault.Violation.Rule;
import io.nolmq.message.CloseReport;
import io.nolmq.message.ContextOptions;
import java.time.Duration;
import java.util.List;

/** What one run does, from the making of the context to its end, and what it checks meanwhile and afterwards. */
final class Script {
    private static final Duration PATIENCE = Duration.ofNanos(Run.PATIENCE_NANOS);
    /** Made beforehand: no call of ours fails by it. */
    private static final ContextOptions OPTIONS = ContextOptions.DEFAULTS.withCloseTimeout(PATIENCE);

    private final Run run;
    private final Plan plan;
    private final Phase armed;
    private Context context;
    private Conversation talk;

    /** @param armed the phase in which something fails: what has nothing to do with it is left out; null for all phases */
    Script(Run run, Plan plan, Phase armed) {
        this.armed = armed;
        this.run = run;
        this.plan = plan;
    }

    /** Runs; returns when everything is closed. */
    void run() {
        try {
            run.begin(Phase.CREATE);
            context = run.call("Context.create", () -> Context.create(OPTIONS));
            talk = new Conversation(run, plan, context);
            talk.open();
            run.begin(Phase.SET_UP);
            talk.setUp();
            if (armed == null || armed == Phase.SET_UP || armed == Phase.TRAFFIC) {
                run.begin(Phase.TRAFFIC);
                talk.traffic();
            }
            if (armed == null || armed == Phase.RECONNECT) {
                run.begin(Phase.RECONNECT);
                talk.reconnect();
            }
            checkThreads();
            run.begin(Phase.CLOSE);
            talk.farewell();
        } catch (Run.Abandoned noted) {
            // closed below
        }
        run.closing();
        if (talk != null) {
            talk.close();
        }
        if (context != null) {
            long begin = System.nanoTime();
            CloseReport report = run.call("Context.close", () -> context.close(PATIENCE));
            if (System.nanoTime() - begin >= Run.PATIENCE_NANOS) {
                run.violated(Rule.CLOSE_HANGS, "closing waited until its time was over: " + report + run.counts());
            }
        }
    }

    private void checkThreads() {
        if (!run.engineThreads().containsAll(List.of("nol-io-0", "nol-flush"))) {
            run.violated(Rule.THREAD_DIED, "alive: " + run.engineThreads());
        }
    }

    /** What is left to check when all threads have ended. */
    void checkCounts() {
        if (plan.publishes() || talk == null) {
            return;
        }
        long missing = talk.missing();
        long drops = run.drops();
        String counts = talk + ", drops=" + drops + ", inFlight=" + run.inFlight() + run.counts();
        if (missing > drops + run.inFlight()) {
            run.violated(Rule.LOST, counts);
        } else if (plan.transport() == Plan.Transport.INPROC && missing < drops) {
            run.violated(Rule.COUNTED_TWICE, counts);
        }
    }
}
