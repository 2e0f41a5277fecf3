package io.nolmq.message;

import java.io.Serial;

/** The socket is closed, or was closed while the call waited. */
public class SocketClosedException extends ZmqException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * The error.
     *
     * @param message what failed, where, what to do
     */
    public SocketClosedException(String message) {
        this(ErrorCode.SOCKET_CLOSED, message);
    }

    /**
     * The error, for a kind of closing.
     *
     * @param code what closed
     * @param message what failed, where, what to do
     */
    protected SocketClosedException(ErrorCode code, String message) {
        super(code, message);
    }
}
