package io.nolmq.cli;

import io.nolmq.Context;
import io.nolmq.RepSocket;
import io.nolmq.message.Message;
import io.nolmq.message.SocketType;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rep}: answers. */
@Command(
        name = "rep",
        header = "Prints requests and replies to each.",
        customSynopsis = "nol rep [-b|-c] ENDPOINT... [options] [FRAME...]",
        description = {"", "The arguments behind the endpoint are the frames of the reply; without any it echoes."},
        footer = {
            "",
            "Examples:",
            "  nol rep @tcp://*:5555 World             replies World, until Ctrl-C",
            "  nol rep @tcp://*:5555 --exec 'tr a-z A-Z'",
            "  nol rep @tcp://*:5555 -C 1 --reply bye  one request, then ends"
        })
final class RepCommand implements Callable<Integer> {
    private final StandardStreams streams;

    @Mixin
    private SocketArguments arguments = new SocketArguments();

    @Mixin
    private ReplyOptions replies = new ReplyOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private CodecOption codec = new CodecOption();

    @Mixin
    private WaitOption wait = new WaitOption();

    @Option(names = "--template", description = "Fills in " + Template.PLACES + " in the reply, anew for each.")
    private boolean template;

    RepCommand(StandardStreams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        Replier given = replies.replier(
                arguments.rest(),
                template,
                codec.codec(),
                line -> streams.say(Naming.of(SocketType.REP) + ": " + line));
        Replier replier = given == null ? (request, number) -> request : given;
        Reception reception = new Reception(SocketType.REP, streams, output, wait, codec.codec());
        return new SocketRun<RepSocket>(SocketType.REP, arguments, streams, Context::rep)
                .endless(output.isEndless())
                .run((socket, watch) -> reception.run(socket, request -> {
                    long number = reception.printer().messages();
                    socket.send(Message.wrap(replier.reply(request.frames(), number)));
                }));
    }
}
