package io.nolmq.cli;

import io.nolmq.Context;
import io.nolmq.PushSocket;
import io.nolmq.message.SocketType;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code push}: hands out work. */
@Command(
        name = "push",
        header = "Sends messages to its pullers in turn, each to one of them.",
        customSynopsis = "nol push [-b|-c] ENDPOINT... [options] [FRAME...]",
        description = {"", "The arguments behind the endpoint are the frames of one message."},
        footer = {
            "",
            "Examples:",
            "  nol push -c tcp://localhost:9999 hello          connects and sends one message",
            "  nol push @tcp://*:9999 --every 1s --codec pickle --template '{{random 1 100}}'",
            "  nol push @tcp://*:9999 -f picture.png           a file as one message",
            "  seq 1000 | nol push @tcp://*:9999 --rate 100/s  one message a line"
        })
final class PushCommand implements Callable<Integer> {
    private final StandardStreams streams;

    @Mixin
    private SenderOptions sender = new SenderOptions();

    PushCommand(StandardStreams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        return sender.<PushSocket>run(SocketType.PUSH, streams, Context::push);
    }
}
