package io.nolmq.message;

import java.io.Serial;

/** The call does not fit the state of the socket: a second request before the reply, a reply without a request. */
public final class SocketStateException extends ZmqException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * The error.
     *
     * @param message what failed, where, what to do
     */
    public SocketStateException(String message) {
        super(ErrorCode.WRONG_STATE, message);
    }
}
