package io.nolmq.internal.engine;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Logs, once a minute at most, that the input budget keeps connections waiting. {@link #isDue} is under its lock. */
final class BudgetWarning {
    private static final System.Logger LOG = System.getLogger("io.nolmq");
    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Consumer<String> log;
    private boolean given;
    private long givenNanos;

    BudgetWarning(Consumer<String> log) {
        this.log = log;
    }

    /** Whether a warning is to be given now; the next is due after a pause. */
    boolean isDue(long nowNanos) {
        if (given && nowNanos - givenNanos < PAUSE_NANOS) {
            return false;
        }
        given = true;
        givenNanos = nowNanos;
        return true;
    }

    /** To the program's log. */
    static void log(String text) {
        LOG.log(System.Logger.Level.WARNING, text);
    }

    /** Under no lock. */
    void give(String text) {
        try {
            log.accept(text);
        } catch (RuntimeException | Error noLog) {
            // a logger that fails: the connection waits, or is closed, all the same
        }
    }
}
