package io.nolmq.message;

import java.io.Serial;

/** Thrown if a call is not valid in the state of the socket: a second request before the reply, a reply without a request. */
public final class SocketStateException extends ZmqException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the detail message: the failure, its circumstances, and a remedy
     */
    public SocketStateException(String message) {
        super(ErrorCode.WRONG_STATE, message);
    }
}
