package io.nolmq.lab;

import java.io.Serial;

/** Bytes are not a pickle of what was asked for. */
public final class UnreadablePickleException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    UnreadablePickleException(String message) {
        super(message);
    }

    UnreadablePickleException(String message, Throwable cause) {
        super(message, cause);
    }
}
