package io.nolmq.message;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The exception thrown by every failed call in NolMQ. The detail message gives the failure, its circumstances, and a
 * remedy; {@link #code()} is for programs. Errors that many programs catch have a subclass.
 */
public class ZmqException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The kind of error. */
    private final ErrorCode code;

    /**
     * Creates an exception with a code.
     *
     * @param code the kind of error
     * @param message the detail message: the failure, its circumstances, and a remedy
     */
    public ZmqException(ErrorCode code, String message) {
        this(code, message, null);
    }

    /**
     * Creates an exception with a code and a cause.
     *
     * @param code the kind of error
     * @param message the detail message: the failure, its circumstances, and a remedy
     * @param cause the underlying error, or null
     */
    public ZmqException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /**
     * The kind of error.
     *
     * @return the error code
     */
    public ErrorCode code() {
        return code;
    }
}
