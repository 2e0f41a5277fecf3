package io.nolmq.cli.shell;

import io.nolmq.message.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the command tells the shell; the help of every command prints this table. */
public enum ExitCode {
    DONE(0, "done, or a stream was ended by its user"),
    FAILED(1, "run-time error"),
    USAGE(2, "usage: the arguments make no sense"),
    TOO_FEW(3, "timed out, or too few messages"),
    REFUSED(4, "authentication refused"),
    PROTOCOL(5, "protocol error, or not a ZeroMQ peer"),
    ENDPOINT(6, "cannot bind or resolve an endpoint"),
    INTERRUPTED(130, "interrupted before the condition was met");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The number itself. */
    public int number() {
        return number;
    }

    /** What an error of the library comes to. */
    public static ExitCode of(ErrorCode code) {
        return switch (code) {
            case INVALID_OPTION, INVALID_ENDPOINT, UNKNOWN_TRANSPORT -> USAGE;
            case ADDRESS_IN_USE, ADDRESS_NOT_AVAILABLE, UNKNOWN_HOST, PERMISSION_DENIED -> ENDPOINT;
            case INTERRUPTED -> INTERRUPTED;
            default -> FAILED;
        };
    }

    /** Number to meaning, in the form that picocli prints. */
    public static Map<String, String> table() {
        Map<String, String> table = new LinkedHashMap<>();
        for (ExitCode code : values()) {
            table.put(String.format("%4d", code.number), code.meaning);
        }
        return table;
    }
}
