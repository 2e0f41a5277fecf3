package io.nolmq.cli;

import io.nolmq.Context;
import io.nolmq.Sender;
import io.nolmq.Socket;
import io.nolmq.cli.shell.ExitCode;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketType;
import java.io.IOException;
import java.util.List;
import java.util.function.BiFunction;
import picocli.CommandLine.Mixin;

/** The options of a command that only sends, and what it does with them. */
final class SenderOptions {
    @Mixin
    private SocketArguments arguments = new SocketArguments();

    @Mixin
    private InputOptions input = new InputOptions();

    @Mixin
    private CodecOption codec = new CodecOption();

    @Mixin
    private WaitOption wait = new WaitOption();

    <S extends Socket & Sender> int run(
            SocketType type, StandardStreams streams, BiFunction<Context, SocketOptions, S> maker) throws IOException {
        List<String> frames = arguments.rest();
        input.check(frames);
        MessageSource source = input.source(frames, streams);
        SendLoop loop = new SendLoop(input, codec, wait);
        return new SocketRun<>(type, arguments, streams, maker)
                .endless(!source.ends())
                .patience(wait)
                .run((socket, watch) -> {
                    loop.awaitPeers(socket, watch);
                    loop.run(socket, source);
                    mentionDrops(socket, streams);
                    return ExitCode.DONE;
                });
    }

    private void mentionDrops(Socket socket, StandardStreams streams) {
        long dropped = socket.statistics().times(Reason.Kind.DROP);
        if (dropped > 0 && !arguments.quiet()) {
            streams.say(Naming.of(socket.type()) + ": dropped: messages=" + dropped
                    + "; nobody was there to take them, or somebody was too slow: see --wait-peers and --rate");
        }
    }
}
