package io.nolmq.cli;

import io.nolmq.Context;
import io.nolmq.RouterSocket;
import io.nolmq.message.Message;
import io.nolmq.message.SocketType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code router}: prints what its peers send, replies, and sends to peers by their routing id. */
@Command(
        name = "router",
        header = "Prints what its peers send, with their routing ids, and sends to them by routing id.",
        customSynopsis = "nol router [-b|-c] ENDPOINT... [options] [ROUTING-ID FRAME...]",
        description = {
            "",
            "What it sends begins with the routing id of the peer: the first argument behind the endpoint, or the member"
                    + " routing_id (hex) of a line of -J. With --reply, --echo or --exec it replies to whoever sent, with the"
                    + " envelope that REQ and DEALER peers expect."
        },
        footer = {
            "",
            "Examples:",
            "  nol router @tcp://*:5555 --echo             answers REQ and DEALER peers",
            "  nol router @tcp://*:5555 -o json            who sends what",
            "  nol router @tcp://*:5555 --wait-peers 1 worker-1 '' job"
        })
final class RouterCommand implements Callable<Integer> {
    private final StandardStreams streams;

    @Mixin
    private SocketArguments arguments = new SocketArguments();

    @Mixin
    private InputOptions input = new InputOptions();

    @Mixin
    private ReplyOptions replies = new ReplyOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private CodecOption codec = new CodecOption();

    @Mixin
    private WaitOption wait = new WaitOption();

    RouterCommand(StandardStreams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        List<String> frames = arguments.rest();
        input.check(frames);
        Replier replier = replies.isGiven()
                ? replies.replier(List.of(), input.template(), codec.codec(), line -> streams.say("router: " + line))
                : null;
        Reception reception = new Reception(SocketType.ROUTER, streams, output, wait, codec.codec());
        boolean sends = !frames.isEmpty() || input.hasOwnInput();
        MessageSource source = sends ? input.source(frames, streams) : () -> null;
        SendLoop loop = new SendLoop(input, codec, wait);
        return new SocketRun<RouterSocket>(SocketType.ROUTER, arguments, streams, Context::router)
                .endless(output.isEndless())
                .patience(wait)
                .run((socket, watch) -> {
                    loop.awaitPeers(socket, watch);
                    return new DuplexRun<>(socket, source, loop)
                            .run(reception, request -> answer(socket, request, replier, reception));
                });
    }

    private static void answer(RouterSocket socket, Message request, @Nullable Replier replier, Reception reception)
            throws IOException, InterruptedException {
        if (replier == null) {
            return;
        }
        List<byte[]> frames = request.frames();
        int body = bodyIndex(frames);
        List<byte[]> reply = new ArrayList<>(frames.subList(0, body));
        reply.addAll(replier.reply(
                frames.subList(body, frames.size()), reception.printer().messages()));
        socket.send(Message.wrap(reply));
    }

    /** Behind the empty frame that ends an envelope; where there is none, behind the routing id. */
    private static int bodyIndex(List<byte[]> frames) {
        for (int i = 1; i < frames.size() - 1; i++) {
            if (frames.get(i).length == 0) {
                return i + 1;
            }
        }
        return 1;
    }
}
