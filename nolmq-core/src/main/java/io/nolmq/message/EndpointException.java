package io.nolmq.message;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** An endpoint cannot be understood, bound, connected, or found. */
public final class EndpointException extends ZmqException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * The error.
     *
     * @param code what kind it is
     * @param message what failed, where, what to do
     */
    public EndpointException(ErrorCode code, String message) {
        super(code, message);
    }

    /**
     * The error, caused by another one.
     *
     * @param code what kind it is
     * @param message what failed, where, what to do
     * @param cause the error below
     */
    public EndpointException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
