package io.nolmq.cli;

import io.nolmq.cli.shell.ExitCode;
import java.io.Serial;

/** Ends the command with an exit code and one line: what, where, what to do. */
final class CommandException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The exit code for the shell. */
    private final ExitCode exit;

    CommandException(ExitCode exit, String message) {
        super(message);
        this.exit = exit;
    }

    static CommandException usage(String message) {
        return new CommandException(ExitCode.USAGE, message);
    }

    ExitCode exit() {
        return exit;
    }
}
