package io.nolmq.cli;

import io.nolmq.Context;
import io.nolmq.PubSocket;
import io.nolmq.message.SocketType;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pub}: publishes. */
@Command(
        name = "pub",
        header = "Publishes messages to all subscribers.",
        customSynopsis = "nol pub [-b|-c] ENDPOINT... [options] [FRAME...]",
        description = {
            "",
            "The arguments behind the endpoint are the frames of one message. Who has not subscribed yet misses what is"
                    + " published: --wait-peers 1 waits for the first subscriber."
        },
        footer = {
            "",
            "Examples:",
            "  nol pub @tcp://*:12345 --wait-peers 1 hello",
            "  nol pub @tcp://*:12345 --every 1s --template 'WAKTU {{ctime}}'",
            "  tail -f log | nol pub @tcp://*:12345 -l"
        })
final class PubCommand implements Callable<Integer> {
    private final StandardStreams streams;

    @Mixin
    private SenderOptions sender = new SenderOptions();

    PubCommand(StandardStreams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        return sender.<PubSocket>run(SocketType.PUB, streams, Context::pub);
    }
}
