package io.nolmq.message;

import java.io.Serial;

/** The calling thread was interrupted while it waited. Its interrupt flag is set, no message was lost by it, and the socket goes on. */
public final class InterruptedSocketException extends ZmqException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * The error.
     *
     * @param message what failed, where, what to do
     */
    public InterruptedSocketException(String message) {
        super(ErrorCode.INTERRUPTED, message);
    }
}
