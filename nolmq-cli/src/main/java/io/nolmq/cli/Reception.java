package io.nolmq.cli;

import io.nolmq.Receiver;
import io.nolmq.cli.shell.ExitCode;
import io.nolmq.message.SocketType;
import java.io.IOException;

/** What all commands that receive do around the loop: the printer, the last flush, the statistics. */
final class Reception {
    private final SocketType type;
    private final StandardStreams streams;
    private final OutputOptions output;
    private final WaitOption wait;
    private final MessagePrinter printer;

    Reception(SocketType type, StandardStreams streams, OutputOptions output, WaitOption wait, Codec codec) {
        output.check();
        this.type = type;
        this.streams = streams;
        this.output = output;
        this.wait = wait;
        this.printer = new MessagePrinter(
                output.format(streams.terminal()), codec, type == SocketType.ROUTER, streams.out(), this::say);
    }

    MessagePrinter printer() {
        return printer;
    }

    /** Receives until a condition is met, and answers each message. */
    ExitCode run(Receiver socket, ReceiveLoop.Answer answer) throws IOException, InterruptedException {
        try {
            return new ReceiveLoop(output, wait, printer).run(socket, answer);
        } finally {
            finish();
        }
    }

    void finish() throws IOException {
        if (output.stats()) {
            say(printer.stats());
        }
        printer.flush();
    }

    private void say(String line) {
        streams.say(Naming.of(type) + ": " + line);
    }
}
