package io.nolmq.cli;

import io.nolmq.Context;
import io.nolmq.PullSocket;
import io.nolmq.cli.shell.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code local_thr}: binds a PULL and measures the messages of {@code remote_thr}. */
@Command(
        name = "local_thr",
        header = "Receives messages and prints the throughput.",
        customSynopsis = "nol local_thr BIND-TO SIZE COUNT",
        description = {
            "",
            "Arguments and output are those of libzmq's program of this name, and either end may be libzmq's."
        },
        footer = {"", "Example:", "  nol local_thr tcp://127.0.0.1:5555 100 1000000"})
final class LocalThroughputCommand implements Callable<Integer> {
    private final StandardStreams streams;

    @Mixin
    private PerfArguments arguments = new PerfArguments();

    LocalThroughputCommand(StandardStreams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        int sizeBytes = arguments.sizeBytes();
        int count = arguments.count();
        long elapsedNanos;
        try (Context context = Context.create();
                PullSocket pull = context.pull()) {
            pull.bind(arguments.endpoint());
            elapsedNanos = receive(pull, sizeBytes, count);
        }
        PerfReport.throughput(streams.out(), sizeBytes, count, elapsedNanos);
        return ExitCode.DONE.number();
    }

    /** As in libzmq, the first message starts the clock and counts. */
    private static long receive(PullSocket pull, int sizeBytes, int count) {
        requireSize(sizeBytes, pull.receive().bytes().length);
        long startNanos = System.nanoTime();
        for (int i = 1; i < count; i++) {
            requireSize(sizeBytes, pull.receive().bytes().length);
        }
        return System.nanoTime() - startNanos;
    }

    private static void requireSize(int expected, int actual) {
        if (actual != expected) {
            throw PerfReport.wrongSize(expected, actual);
        }
    }
}
