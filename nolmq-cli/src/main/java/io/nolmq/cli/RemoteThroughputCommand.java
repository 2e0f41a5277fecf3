package io.nolmq.cli;

import io.nolmq.Context;
import io.nolmq.PushSocket;
import io.nolmq.cli.shell.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code remote_thr}: connects a PUSH and sends to {@code local_thr}. */
@Command(
        name = "remote_thr",
        header = "Sends messages as fast as it can.",
        customSynopsis = "nol remote_thr CONNECT-TO SIZE COUNT",
        description = {
            "",
            "Arguments and output are those of libzmq's program of this name, and either end may be libzmq's."
        },
        footer = {"", "Example:", "  nol remote_thr tcp://127.0.0.1:5555 100 1000000"})
final class RemoteThroughputCommand implements Callable<Integer> {
    @Mixin
    private PerfArguments arguments = new PerfArguments();

    @Override
    public Integer call() throws Exception {
        int sizeBytes = arguments.sizeBytes();
        int count = arguments.count();
        byte[] payload = new byte[sizeBytes];
        Context context = Context.create();
        try (PushSocket push = context.push()) {
            push.connect(arguments.endpoint());
            for (int i = 0; i < count; i++) {
                push.send(payload);
            }
        } finally {
            context.close(WaitOption.FOREVER);
        }
        return ExitCode.DONE.number();
    }
}
