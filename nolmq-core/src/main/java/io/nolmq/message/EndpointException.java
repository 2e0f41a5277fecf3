package io.nolmq.message;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Thrown if an endpoint is invalid, or cannot be bound, connected or found. */
public final class EndpointException extends ZmqException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param code the kind of error
     * @param message the detail message: the failure, its circumstances, and a remedy
     */
    public EndpointException(ErrorCode code, String message) {
        super(code, message);
    }

    /**
     * Creates the exception with a cause.
     *
     * @param code the kind of error
     * @param message the detail message: the failure, its circumstances, and a remedy
     * @param cause the underlying error, or null
     */
    public EndpointException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
