package io.nolmq.cli;

import io.nolmq.Context;
import io.nolmq.message.SocketType;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pull}: prints what it receives. */
@Command(
        name = "pull",
        header = "Receives work, in turn from its pushers, and prints it.",
        customSynopsis = "nol pull [-b|-c] ENDPOINT... [options]",
        footer = {
            "",
            "Examples:",
            "  nol pull tcp://localhost:9999               connects and prints until Ctrl-C",
            "  nol pull @tcp://*:9999 -C 10 -W 5s          ten messages, 5 s between at most",
            "  nol pull tcp://localhost:9999 --codec pickle -F 'work %%i: %%p'"
        })
final class PullCommand implements Callable<Integer> {
    private final StandardStreams streams;

    @Mixin
    private SocketArguments arguments = new SocketArguments();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private CodecOption codec = new CodecOption();

    @Mixin
    private WaitOption wait = new WaitOption();

    PullCommand(StandardStreams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        arguments.requireNoRest();
        Reception reception = new Reception(SocketType.PULL, streams, output, wait, codec.codec());
        return new SocketRun<>(SocketType.PULL, arguments, streams, Context::pull)
                .endless(output.isEndless())
                .run((socket, watch) -> reception.run(socket, message -> {}));
    }
}
