package io.nolmq.cli;

import io.nolmq.Context;
import io.nolmq.DuplexSocket;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketType;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A type that sends and receives in no order: sends its input and prints what comes. Its texts are in its row. */
@Command
final class DuplexCommand implements Callable<Integer> {
    private final StandardStreams streams;
    private final SocketType type;
    private final BiFunction<Context, SocketOptions, ? extends DuplexSocket> maker;

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

    DuplexCommand(
            StandardStreams streams,
            SocketType type,
            BiFunction<Context, SocketOptions, ? extends DuplexSocket> maker) {
        this.streams = streams;
        this.type = type;
        this.maker = maker;
    }

    @Override
    public Integer call() throws Exception {
        List<String> frames = arguments.rest();
        input.check(frames);
        Reception reception = new Reception(type, streams, output, wait, codec.codec());
        MessageSource source = input.source(frames, streams);
        SendLoop loop = new SendLoop(input, codec, wait);
        return new SocketRun<DuplexSocket>(type, arguments, streams, maker::apply)
                .endless(output.isEndless())
                .patience(wait)
                .run((socket, watch) -> {
                    loop.awaitPeers(socket, watch);
                    return new DuplexRun<>(socket, source, loop).run(reception, message -> {});
                });
    }
}
