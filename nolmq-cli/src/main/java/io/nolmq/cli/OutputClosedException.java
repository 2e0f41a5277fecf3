package io.nolmq.cli;

import java.io.IOException;
import java.io.Serial;

/** The reader of standard output has gone, which ends the command quietly. */
final class OutputClosedException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    OutputClosedException(IOException cause) {
        super("standard output is closed", cause);
    }
}
