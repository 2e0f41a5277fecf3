package io.nolmq.cli;

import io.nolmq.cli.shell.ExitCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bench lat}: latency over tcp. */
@Command(
        name = "lat",
        header = "Measures how long a round trip from REQ to REP and back takes over tcp.",
        footer = {"", "Example:", "  nol bench lat --size 1,1k --count 100000"})
final class BenchLatencyCommand implements Callable<Integer> {
    private static final int COUNT = 50_000;

    private final StandardStreams streams;

    @Mixin
    private BenchOptions options = new BenchOptions();

    BenchLatencyCommand(StandardStreams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        List<BenchResult> results = new ArrayList<>();
        for (int sizeBytes : options.sizesBytes()) {
            BenchOptions.progress(streams, "lat", sizeBytes);
            results.add(new LatencyBench("tcp", BenchEnds::tcp).run(sizeBytes, options.count(COUNT, sizeBytes)));
        }
        options.print(results, streams);
        return ExitCode.DONE.number();
    }
}
