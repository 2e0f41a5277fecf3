package io.nolmq.cli;

import picocli.CommandLine.Parameters;

/** The arguments of libzmq's performance programs. */
final class PerfArguments {
    @Parameters(
            index = "0",
            paramLabel = "ENDPOINT",
            description = "Where to bind or connect, such as tcp://127.0.0.1:5555.")
    private String endpoint = "";

    @Parameters(index = "1", paramLabel = "SIZE", description = "The size of each message in bytes.")
    private int sizeBytes;

    @Parameters(index = "2", paramLabel = "COUNT", description = "How many messages, or round trips.")
    private int count;

    String endpoint() {
        return endpoint;
    }

    int sizeBytes() {
        if (sizeBytes < 0) {
            throw CommandException.usage("SIZE must be 0 or more, not " + sizeBytes);
        }
        return sizeBytes;
    }

    int count() {
        if (count < 1) {
            throw CommandException.usage("COUNT must be 1 or more, not " + count);
        }
        return count;
    }
}
