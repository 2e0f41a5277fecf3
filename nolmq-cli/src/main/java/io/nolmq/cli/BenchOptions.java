package io.nolmq.cli;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options common to all measurements. */
final class BenchOptions {
    private static final int DEFAULT_SIZE_BYTES = 64;
    private static final long DEFAULT_BYTES = 1L << 30;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            split = ",",
            converter = SizeConverter.class,
            description = "The size of a message; several as 64,1k,64k. Default: 64.")
    private List<Long> sizes = List.of((long) DEFAULT_SIZE_BYTES);

    @Option(names = "--count", paramLabel = "N", description = "How many messages, or round trips, one run has.")
    private @Nullable Integer count;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Option(names = "--csv", description = "Prints comma-separated values, one line for each number.")
    private boolean csv;

    List<Integer> sizesBytes() {
        if (json && csv) {
            throw CommandException.usage("only one of --json and --csv can be given");
        }
        return sizes.stream().map(BenchOptions::checked).toList();
    }

    /** The number asked for, or as many as move about a gigabyte at most. */
    int count(int otherwise, int sizeBytes) {
        if (count == null) {
            return (int) Math.max(1_000, Math.min(otherwise, DEFAULT_BYTES / Math.max(1, sizeBytes)));
        }
        if (count < 2) {
            throw CommandException.usage("--count must be 2 or more, not " + count);
        }
        return count;
    }

    void print(List<BenchResult> results, StandardStreams streams) throws IOException {
        BenchReport report = new BenchReport(streams.out());
        if (json) {
            report.json(results);
        } else if (csv) {
            report.csv(results);
        } else {
            report.table(results);
        }
    }

    /** Tells a person who waits what is being done. */
    static void progress(StandardStreams streams, String what, int sizeBytes) {
        if (streams.terminal()) {
            streams.say("bench " + what + ": measuring: size=" + sizeBytes);
        }
    }

    private static int checked(long size) {
        if (size > Integer.MAX_VALUE / 2) {
            throw CommandException.usage("--size must be less than 1G, not " + size);
        }
        return (int) size;
    }
}
