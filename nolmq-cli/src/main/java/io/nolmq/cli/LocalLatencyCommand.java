package io.nolmq.cli;

import io.nolmq.Context;
import io.nolmq.RepSocket;
import io.nolmq.cli.shell.ExitCode;
import io.nolmq.message.Message;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code local_lat}: binds a REP and echoes what {@code remote_lat} sends. */
@Command(
        name = "local_lat",
        header = "Echoes messages for remote_lat.",
        customSynopsis = "nol local_lat BIND-TO SIZE ROUNDTRIPS",
        description = {
            "",
            "Arguments and output are those of libzmq's program of this name, and either end may be libzmq's."
        },
        footer = {"", "Example:", "  nol local_lat tcp://127.0.0.1:5555 1 100000"})
final class LocalLatencyCommand implements Callable<Integer> {
    @Mixin
    private PerfArguments arguments = new PerfArguments();

    @Override
    public Integer call() throws Exception {
        int sizeBytes = arguments.sizeBytes();
        int count = arguments.count();
        try (Context context = Context.create();
                RepSocket rep = context.rep()) {
            rep.bind(arguments.endpoint());
            for (int i = 0; i < count; i++) {
                Message message = rep.receive();
                if (message.bytes().length != sizeBytes) {
                    throw PerfReport.wrongSize(sizeBytes, message.bytes().length);
                }
                rep.send(message);
            }
        }
        return ExitCode.DONE.number();
    }
}
