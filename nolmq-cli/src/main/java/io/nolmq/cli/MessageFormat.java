package io.nolmq.cli;

import java.io.IOException;
import java.io.OutputStream;

/** How a message is printed. */
interface MessageFormat {
    void write(ReceivedMessage message, OutputStream out) throws IOException;
}
