package io.nolmq.message;

import java.io.Serial;

/**
 * Thrown if the calling thread is interrupted while blocked. Its interrupt flag is set, no message is lost by it, and
 * the socket stays usable.
 */
public final class InterruptedSocketException extends ZmqException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the detail message: the failure, its circumstances, and a remedy
     */
    public InterruptedSocketException(String message) {
        super(ErrorCode.INTERRUPTED, message);
    }
}
