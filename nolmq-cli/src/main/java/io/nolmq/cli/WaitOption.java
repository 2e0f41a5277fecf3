package io.nolmq.cli;

import io.nolmq.cli.shell.DurationConverter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How patient the command is. */
final class WaitOption {
    /** What stands for ever. */
    static final Duration FOREVER = Duration.ofDays(3_650);

    @Option(
            names = {"-W", "--wait"},
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Gives up, with exit code 3, when a message can be sent or received no sooner.")
    private @Nullable Duration wait;

    boolean isLimited() {
        return wait != null;
    }

    Duration orForever() {
        return wait == null ? FOREVER : wait;
    }
}
