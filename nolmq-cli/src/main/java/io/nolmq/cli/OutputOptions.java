package io.nolmq.cli;

import io.nolmq.cli.shell.DurationConverter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a receiver prints, and when it ends. */
final class OutputOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "MODE",
            description = "text, raw, quoted, hex, json or none; quoted on a terminal, raw elsewhere.")
    private @Nullable OutputMode mode;

    @Option(
            names = {"-F", "--format"},
            paramLabel = "FORMAT",
            description = {
                "A format of your own, of text and places:",
                "%%p payload (last frame), %%t first frame,",
                "%%1..%%9 frame n, %%n number of frames,",
                "%%l length in bytes, %%r routing id in hex,",
                "%%i sequence, %%I ISO time, %%U unix time in ns,",
                "%%%% percent; \\n \\t \\r \\0 \\\\; a newline is added",
                "unless it ends with \\n, \\0 or \\c."
            })
    private @Nullable String pattern;

    @Option(names = "--timestamp", description = "Puts the time before each line.")
    private boolean timestamp;

    @Option(names = "--stats", description = "Tells at the end, on standard error, how much was received, how fast.")
    private boolean stats;

    @Option(
            names = {"-C", "--max"},
            paramLabel = "N",
            description = "Ends after N messages.")
    private @Nullable Long count;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Ends after this time; with fewer than -C messages by then, with exit code 3.")
    private @Nullable Duration duration;

    /** Refuses what does not go together, before any socket is made. */
    void check() {
        if (mode != null && pattern != null) {
            throw CommandException.usage("only one of -o and -F can be given");
        }
        if (count != null && count < 0) {
            throw CommandException.usage("-C must be 0 or more, not " + count);
        }
    }

    MessageFormat format(boolean terminal) {
        if (pattern != null) {
            MessageFormat own = new PatternFormat(pattern);
            return timestamp ? new TimestampFormat(own) : own;
        }
        OutputMode chosen = mode != null ? mode : terminal ? OutputMode.QUOTED : OutputMode.RAW;
        return timestamp && chosen.isLine() ? new TimestampFormat(chosen) : chosen;
    }

    boolean stats() {
        return stats;
    }

    /** Whether only its user ends it. */
    boolean isEndless() {
        return count == null && duration == null;
    }

    boolean hasCount() {
        return count != null;
    }

    long countOrUnlimited() {
        return count == null ? Long.MAX_VALUE : count;
    }

    boolean hasDuration() {
        return duration != null;
    }

    Duration durationOrForever() {
        return duration == null ? WaitOption.FOREVER : duration;
    }
}
