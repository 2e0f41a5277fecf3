package io.nolmq.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Another format with the time before it. */
final class TimestampFormat implements MessageFormat {
    private final MessageFormat format;

    TimestampFormat(MessageFormat format) {
        this.format = format;
    }

    @Override
    public void write(ReceivedMessage message, OutputStream out) throws IOException {
        out.write((message.time() + " ").getBytes(StandardCharsets.US_ASCII));
        format.write(message, out);
    }
}
