package io.nolmq.message;

import java.io.Serial;

/** Thrown if the context is closed, and with it all its sockets. */
public final class ContextTerminatedException extends SocketClosedException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the detail message: the failure, its circumstances, and a remedy
     */
    public ContextTerminatedException(String message) {
        super(ErrorCode.CONTEXT_TERMINATED, message);
    }
}
