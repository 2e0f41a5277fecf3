package io.nolmq.cli;

import io.nolmq.Context;
import io.nolmq.ReqSocket;
import io.nolmq.cli.shell.ExitCode;
import io.nolmq.message.Message;
import io.nolmq.message.SocketType;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code req}: asks, and prints the replies. */
@Command(
        name = "req",
        header = "Sends requests one after the other and prints the reply to each.",
        customSynopsis = "nol req [-b|-c] ENDPOINT... [options] [FRAME...]",
        description = {"", "The arguments behind the endpoint are the frames of one request."},
        footer = {
            "",
            "Examples:",
            "  nol req tcp://localhost:5555 Hello                 one request",
            "  nol req tcp://localhost:5555 -W 2s Hello           gives up after 2 s",
            "  nol req tcp://localhost:5555 --count 10 --every 1s Hello"
        })
final class ReqCommand implements Callable<Integer> {
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

    ReqCommand(StandardStreams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        List<String> frames = arguments.rest();
        input.check(frames);
        Reception reception = new Reception(SocketType.REQ, streams, output, wait, codec.codec());
        MessageSource source = input.source(frames, streams);
        return new SocketRun<ReqSocket>(SocketType.REQ, arguments, streams, Context::req)
                .endless(!source.ends() && output.isEndless())
                .patience(wait)
                .run((socket, watch) -> {
                    SendLoop loop = new SendLoop(input, codec, wait);
                    loop.awaitPeers(socket, watch);
                    return ask(socket, source, loop, reception);
                });
    }

    private ExitCode ask(ReqSocket socket, MessageSource source, SendLoop loop, Reception reception)
            throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + output.durationOrForever().toNanos();
        Pace pace = input.pace();
        MessagePrinter printer = reception.printer();
        try {
            while (printer.messages() < output.countOrUnlimited() && System.nanoTime() - deadlineNanos < 0) {
                Message request = source.next();
                if (request == null) {
                    break;
                }
                pace.await();
                loop.send(socket, input.prepare(request, printer.messages() + 1, codec.codec()));
                printer.print(reply(socket));
                printer.flush();
            }
        } finally {
            reception.finish();
        }
        return output.hasCount() && printer.messages() < output.countOrUnlimited() ? ExitCode.TOO_FEW : ExitCode.DONE;
    }

    private Message reply(ReqSocket socket) {
        Message reply = socket.receive(wait.orForever());
        if (reply == null) {
            throw new CommandException(
                    ExitCode.TOO_FEW, "timed out: no reply; check that somebody answers there, or give more -W");
        }
        return reply;
    }
}
