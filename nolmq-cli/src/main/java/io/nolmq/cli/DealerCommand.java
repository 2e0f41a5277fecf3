package io.nolmq.cli;

import io.nolmq.Context;
import io.nolmq.DealerSocket;
import io.nolmq.message.SocketType;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dealer}: sends its input and prints what comes, in no order. */
@Command(
        name = "dealer",
        header = "Sends messages to its peers in turn, and prints what they send.",
        customSynopsis = "nol dealer [-b|-c] ENDPOINT... [options] [FRAME...]",
        description = {
            "",
            "The arguments behind the endpoint are the frames of one message. To talk to REP, send an empty frame first.",
            "It goes on receiving when its input has ended: -C, --for or -W end it."
        },
        footer = {
            "",
            "Examples:",
            "  nol dealer tcp://localhost:5555 -C 1 '' Hello   asks a REP once",
            "  nol dealer @tcp://*:5555 --for 10s < requests"
        })
final class DealerCommand implements Callable<Integer> {
    private final StandardStreams streams;

    @Mixin
    private SocketArguments arguments = new SocketArguments();

    @Mixin
    private InputOptions input = new InputOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private CodecOption codec = new CodecOption();

    @Mixin
    private WaitOption wait = new WaitOption();

    DealerCommand(StandardStreams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        List<String> frames = arguments.rest();
        input.check(frames);
        Reception reception = new Reception(SocketType.DEALER, streams, output, wait, codec.codec());
        MessageSource source = input.source(frames, streams);
        SendLoop loop = new SendLoop(input, codec, wait);
        return new SocketRun<DealerSocket>(SocketType.DEALER, arguments, streams, Context::dealer)
                .endless(output.isEndless())
                .patience(wait)
                .run((socket, watch) -> {
                    loop.awaitPeers(socket, watch);
                    return new DuplexRun<>(socket, source, loop).run(reception, message -> {});
                });
    }
}
