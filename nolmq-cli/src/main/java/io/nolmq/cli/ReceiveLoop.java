package io.nolmq.cli;

import io.nolmq.Receiver;
import io.nolmq.cli.shell.ExitCode;
import io.nolmq.message.Message;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Receives and prints until one of the conditions of {@link OutputOptions} is met. For one thread. */
final class ReceiveLoop {
    /** The action to take after a message is printed. */
    interface Answer {
        void to(Message message) throws IOException, InterruptedException;
    }

    private final OutputOptions output;
    private final WaitOption wait;
    private final MessagePrinter printer;

    ReceiveLoop(OutputOptions output, WaitOption wait, MessagePrinter printer) {
        this.output = output;
        this.wait = wait;
        this.printer = printer;
    }

    ExitCode run(Receiver socket, Answer answer) throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + output.durationOrForever().toNanos();
        while (printer.messages() < output.countOrUnlimited()) {
            Message message = next(socket, deadlineNanos);
            if (message == null) {
                return atTimeOut(deadlineNanos);
            }
            printer.print(message);
            answer.to(message);
        }
        return ExitCode.DONE;
    }

    /** Flushes the output before it blocks. */
    private @Nullable Message next(Receiver socket, long deadlineNanos) throws IOException {
        if (deadlineNanos - System.nanoTime() <= 0) {
            return null;
        }
        Message message = socket.tryReceive();
        if (message != null) {
            return message;
        }
        printer.flush();
        if (!output.hasDuration() && !wait.isLimited()) {
            return socket.receive();
        }
        Duration left = Duration.ofNanos(deadlineNanos - System.nanoTime());
        Duration patience = wait.orForever();
        return socket.receive(left.compareTo(patience) < 0 ? left : patience);
    }

    private ExitCode atTimeOut(long deadlineNanos) {
        boolean overall = deadlineNanos - System.nanoTime() <= 0;
        if (overall && !output.hasCount()) {
            return ExitCode.DONE;
        }
        String wanted = output.hasCount() ? " of " + output.countOrUnlimited() : "";
        throw new CommandException(
                ExitCode.TOO_FEW,
                "timed out: received " + printer.messages() + wanted + " messages; give more "
                        + (overall ? "--for" : "-W") + ", or check that somebody sends");
    }
}
