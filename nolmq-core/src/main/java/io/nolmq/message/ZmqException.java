package io.nolmq.message;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The error of every call in NolMQ. The message says what failed, where, and what to do; {@link #code()} is for
 * programs. Errors that many programs catch have a subclass.
 */
public class ZmqException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What kind of error it is. */
    private final ErrorCode code;

    /**
     * An error with a code.
     *
     * @param code what kind it is
     * @param message what failed, where, what to do
     */
    public ZmqException(ErrorCode code, String message) {
        this(code, message, null);
    }

    /**
     * An error that another one caused.
     *
     * @param code what kind it is
     * @param message what failed, where, what to do
     * @param cause the error below
     */
    public ZmqException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /**
     * What kind of error it is.
     *
     * @return the code
     */
    public ErrorCode code() {
        return code;
    }
}
