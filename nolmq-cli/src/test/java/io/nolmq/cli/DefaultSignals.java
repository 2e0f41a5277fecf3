package io.nolmq.cli;

import java.io.IOException;
import java.util.List;

/**
 * A process that is started in the background of a script ignores Ctrl-C, and so does whatever it starts. Commands that are
 * to be interrupted are started with this before them.
 */
public final class DefaultSignals {
    private static final List<String> PREFIX = List.of("env", "--default-signal=INT");

    private DefaultSignals() {}

    /** What to put before a command; nothing where {@code env} cannot do it. */
    public static List<String> prefix() throws IOException {
        ProcessBuilder trial = new ProcessBuilder(PREFIX.get(0), PREFIX.get(1), "true");
        try {
            return trial.start().waitFor() == 0 ? PREFIX : List.of();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
