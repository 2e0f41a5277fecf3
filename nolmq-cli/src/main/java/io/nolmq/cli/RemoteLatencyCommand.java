package io.nolmq.cli;

import io.nolmq.Context;
import io.nolmq.ReqSocket;
import io.nolmq.cli.shell.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code remote_lat}: connects a REQ and measures round trips to {@code local_lat}. */
@Command(
        name = "remote_lat",
        header = "Sends messages to and fro and prints the latency.",
        customSynopsis = "nol remote_lat CONNECT-TO SIZE ROUNDTRIPS",
        description = {
            "",
            "Arguments and output are those of libzmq's program of this name, and either end may be libzmq's."
        },
        footer = {"", "Example:", "  nol remote_lat tcp://127.0.0.1:5555 1 100000"})
final class RemoteLatencyCommand implements Callable<Integer> {
    private final StandardStreams streams;

    @Mixin
    private PerfArguments arguments = new PerfArguments();

    RemoteLatencyCommand(StandardStreams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        int sizeBytes = arguments.sizeBytes();
        int count = arguments.count();
        byte[] payload = new byte[sizeBytes];
        long elapsedNanos;
        try (Context context = Context.create();
                ReqSocket req = context.req()) {
            req.connect(arguments.endpoint());
            long startNanos = System.nanoTime();
            for (int i = 0; i < count; i++) {
                req.send(payload);
                int received = req.receive().bytes().length;
                if (received != sizeBytes) {
                    throw PerfReport.wrongSize(sizeBytes, received);
                }
            }
            elapsedNanos = System.nanoTime() - startNanos;
        }
        PerfReport.latency(streams.out(), sizeBytes, count, elapsedNanos);
        return ExitCode.DONE.number();
    }
}
