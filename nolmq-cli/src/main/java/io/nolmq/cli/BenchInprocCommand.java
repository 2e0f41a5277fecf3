package io.nolmq.cli;

import io.nolmq.cli.shell.ExitCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bench inproc}: throughput and latency between two threads. */
@Command(
        name = "inproc",
        header = "Measures throughput and latency between two threads over inproc.",
        footer = {"", "Example:", "  nol bench inproc --size 64"})
final class BenchInprocCommand implements Callable<Integer> {
    private static final int MESSAGES = 2_000_000;
    private static final int ROUND_TRIPS = 50_000;
    private static final int RUNS = 3;

    private final StandardStreams streams;

    @Mixin
    private BenchOptions options = new BenchOptions();

    BenchInprocCommand(StandardStreams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        List<BenchResult> throughput = new ArrayList<>();
        List<BenchResult> latency = new ArrayList<>();
        for (int sizeBytes : options.sizesBytes()) {
            BenchOptions.progress(streams, "inproc", sizeBytes);
            throughput.add(new ThroughputBench("inproc", BenchEnds::inproc)
                    .run(sizeBytes, options.count(MESSAGES, sizeBytes), RUNS));
            latency.add(new LatencyBench("inproc", BenchEnds::inproc)
                    .run(sizeBytes, options.count(ROUND_TRIPS, sizeBytes)));
        }
        throughput.addAll(latency);
        options.print(throughput, streams);
        return ExitCode.DONE.number();
    }
}
