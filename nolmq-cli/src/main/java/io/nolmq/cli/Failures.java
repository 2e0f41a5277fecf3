package io.nolmq.cli;

import io.nolmq.cli.shell.ExitCode;
import io.nolmq.message.InterruptedSocketException;
import io.nolmq.message.ZmqException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Turns what was thrown into an exit code and one line. */
final class Failures {
    private final StandardStreams streams;

    Failures(StandardStreams streams) {
        this.streams = streams;
    }

    int report(String command, Throwable failure) {
        String line = line(failure);
        if (line != null) {
            streams.say(command + ": " + line);
        }
        return exit(failure).number();
    }

    private static ExitCode exit(Throwable failure) {
        if (failure instanceof CommandException ended) {
            return ended.exit();
        }
        if (failure instanceof OutputClosedException) {
            return ExitCode.DONE;
        }
        return failure instanceof ZmqException error ? ExitCode.of(error.code()) : ExitCode.FAILED;
    }

    private static @Nullable String line(Throwable failure) {
        if (failure instanceof OutputClosedException || failure instanceof InterruptedSocketException) {
            return null;
        }
        if (failure instanceof NoSuchFileException missing) {
            return "no such file: " + missing.getFile();
        }
        if (failure instanceof CommandException || failure instanceof ZmqException) {
            return oneLine(String.valueOf(failure.getMessage()));
        }
        if (failure instanceof IOException) {
            return "input or output failed: " + oneLine(String.valueOf(failure.getMessage()));
        }
        StackTraceElement[] trace = failure.getStackTrace();
        return "internal error: " + oneLine(failure.toString())
                + (trace.length == 0 ? "" : ", at=" + trace[0])
                + "; please report it";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\R+", " ");
    }
}
