package io.nolmq.message;

import java.io.Serial;

/** Thrown if the socket is closed, or is closed while the call blocks. */
public class SocketClosedException extends ZmqException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the detail message: the failure, its circumstances, and a remedy
     */
    public SocketClosedException(String message) {
        this(ErrorCode.SOCKET_CLOSED, message);
    }

    /**
     * Creates the exception with the code for the kind of closing.
     *
     * @param code the error code
     * @param message the detail message: the failure, its circumstances, and a remedy
     */
    protected SocketClosedException(ErrorCode code, String message) {
        super(code, message);
    }
}
