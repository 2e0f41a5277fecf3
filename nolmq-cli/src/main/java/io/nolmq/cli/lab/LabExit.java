package io.nolmq.cli.lab;

import io.nolmq.message.ErrorCode;
import java.util.Locale;

/** The exit codes of the command that the lab comes to. */
final class LabExit {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int TOO_FEW = 3;
    static final int ENDPOINT = 6;
    static final int INTERRUPTED = 130;

    private LabExit() {}

    static int of(ErrorCode code) {
        return switch (code) {
            case INVALID_OPTION, INVALID_ENDPOINT, UNKNOWN_TRANSPORT -> USAGE;
            case ADDRESS_IN_USE, ADDRESS_NOT_AVAILABLE, UNKNOWN_HOST, PERMISSION_DENIED -> ENDPOINT;
            default -> FAILED;
        };
    }

    /** A reader that has gone away is no failure; the JDK has no type for it but these words. */
    static int of(Exception output) {
        String words = String.valueOf(output.getMessage()).toLowerCase(Locale.ROOT);
        return words.contains("broken pipe") || words.contains("pipe is being closed") ? DONE : FAILED;
    }
}
