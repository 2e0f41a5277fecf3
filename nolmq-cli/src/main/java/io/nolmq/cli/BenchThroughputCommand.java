package io.nolmq.cli;

import io.nolmq.cli.shell.ExitCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench thr}: throughput over tcp. */
@Command(
        name = "thr",
        header = "Measures how many messages a second go from PUSH to PULL over tcp.",
        footer = {"", "Example:", "  nol bench thr --size 64,1k --runs 5"})
final class BenchThroughputCommand implements Callable<Integer> {
    private static final int COUNT = 2_000_000;

    private final StandardStreams streams;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "How many runs; median and spread are printed. Default: 3.")
    private int runs = 3;

    BenchThroughputCommand(StandardStreams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (runs < 1) {
            throw CommandException.usage("--runs must be 1 or more, not " + runs);
        }
        List<BenchResult> results = new ArrayList<>();
        for (int sizeBytes : options.sizesBytes()) {
            BenchOptions.progress(streams, "thr", sizeBytes);
            results.add(
                    new ThroughputBench("tcp", BenchEnds::tcp).run(sizeBytes, options.count(COUNT, sizeBytes), runs));
        }
        options.print(results, streams);
        return ExitCode.DONE.number();
    }
}
