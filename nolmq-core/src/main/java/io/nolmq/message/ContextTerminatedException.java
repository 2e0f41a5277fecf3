package io.nolmq.message;

import java.io.Serial;

/** The context is closed, and all its sockets with it. */
public final class ContextTerminatedException extends SocketClosedException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * The error.
     *
     * @param message what failed, where, what to do
     */
    public ContextTerminatedException(String message) {
        super(ErrorCode.CONTEXT_TERMINATED, message);
    }
}
