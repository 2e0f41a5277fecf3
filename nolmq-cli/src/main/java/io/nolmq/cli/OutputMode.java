package io.nolmq.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/** The formats that have a name. */
enum OutputMode implements MessageFormat {
    /** Frames as text, joined. */
    TEXT {
        @Override
        public void write(ReceivedMessage message, OutputStream out) throws IOException {
            writeJoined(message, frame -> new String(frame, StandardCharsets.UTF_8), out);
        }
    },
    /** The bytes of all frames, one after the other, and a newline. */
    RAW {
        @Override
        public void write(ReceivedMessage message, OutputStream out) throws IOException {
            for (byte[] frame : message.frames()) {
                out.write(frame);
            }
            out.write('\n');
        }
    },
    /** Frames as text in quotation marks, joined. */
    QUOTED {
        @Override
        public void write(ReceivedMessage message, OutputStream out) throws IOException {
            writeJoined(message, Utf8::quote, out);
        }
    },
    /** Frames in hexadecimal, joined. */
    HEX {
        @Override
        public void write(ReceivedMessage message, OutputStream out) throws IOException {
            writeJoined(message, HexFormat.of()::formatHex, out);
        }
    },
    /** One JSON object a line. */
    JSON {
        @Override
        public void write(ReceivedMessage message, OutputStream out) throws IOException {
            JsonLine.write(message, out);
        }
    },
    /** Nothing. */
    NONE {
        @Override
        public void write(ReceivedMessage message, OutputStream out) {}
    };

    private static void writeJoined(ReceivedMessage message, Function<byte[], String> text, OutputStream out)
            throws IOException {
        List<String> parts = new ArrayList<>();
        if (!message.routingId().isEmpty()) {
            parts.add(message.routingId());
        }
        message.frames().forEach(frame -> parts.add(text.apply(frame)));
        out.write((String.join(" | ", parts) + '\n').getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a time may stand before it. */
    boolean isLine() {
        return this != JSON && this != NONE;
    }
}
