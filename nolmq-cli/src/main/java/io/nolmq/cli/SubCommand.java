package io.nolmq.cli;

import io.nolmq.Context;
import io.nolmq.SubSocket;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sub}: prints what is published. */
@Command(
        name = "sub",
        header = "Subscribes, and prints what is published.",
        customSynopsis = "nol sub [-b|-c] ENDPOINT... [options] [PREFIX...]",
        description = {
            "",
            "Without a prefix it subscribes to everything. A prefix is matched against the first bytes of the first frame."
        },
        footer = {
            "",
            "Examples:",
            "  nol sub tcp://localhost:12345                 everything, until Ctrl-C",
            "  nol sub tcp://localhost:12345 WAKTU -C 3      three that begin with WAKTU",
            "  nol sub tcp://localhost:12345 -o json | jq .  one JSON object a line",
            "  nol sub tcp://localhost:12345 -F '%%t: %%p'     first and last frame"
        })
final class SubCommand implements Callable<Integer> {
    private final StandardStreams streams;

    @Mixin
    private SocketArguments arguments = new SocketArguments();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private CodecOption codec = new CodecOption();

    @Mixin
    private WaitOption wait = new WaitOption();

    @Option(
            names = {"-t", "--topic"},
            paramLabel = "PREFIX",
            description = "Subscribes to messages that begin with PREFIX; repeatable.")
    private List<String> prefixes = new ArrayList<>();

    SubCommand(StandardStreams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        List<String> all = new ArrayList<>(prefixes);
        all.addAll(arguments.rest());
        if (all.isEmpty()) {
            all.add("");
        }
        Reception reception = new Reception(SocketType.SUB, streams, output, wait, codec.codec());
        return new SocketRun<>(
                        SocketType.SUB, arguments, streams, (context, options) -> subscribed(context, options, all))
                .endless(output.isEndless())
                .run((socket, watch) -> reception.run(socket, message -> {}));
    }

    private static SubSocket subscribed(Context context, SocketOptions options, List<String> prefixes) {
        SubSocket socket = context.sub(options);
        prefixes.forEach(socket::subscribe);
        return socket;
    }
}
