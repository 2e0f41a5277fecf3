package io.nolmq.cli;

import io.nolmq.message.Message;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A stream cut into messages: by lines, by NUL bytes, or not at all. */
final class SplitMessages implements MessageSource {
    /** The delimiter that never comes. */
    static final int NONE = -2;

    private static final int END = -1;
    private static final boolean CRLF = "\r\n".equals(System.lineSeparator());

    private final InputStream in;
    private final int delimiter;
    private boolean ended;

    SplitMessages(InputStream in, int delimiter) {
        this.in = new BufferedInputStream(in);
        this.delimiter = delimiter;
    }

    @Override
    public @Nullable Message next() throws IOException {
        byte[] piece = nextPiece();
        return piece == null ? null : Message.wrap(piece);
    }

    /** The bytes before the next delimiter; what the last delimiter leaves is a piece unless it is empty. */
    byte @Nullable [] nextPiece() throws IOException {
        if (ended) {
            return null;
        }
        if (delimiter == NONE) {
            ended = true;
            return in.readAllBytes();
        }
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        int b = in.read();
        while (b != delimiter && b != END) {
            piece.write(b);
            b = in.read();
        }
        ended = b == END;
        return ended && piece.size() == 0 ? null : withoutReturn(piece.toByteArray());
    }

    /** Where lines end in two characters the first is no part of the message either. */
    private byte[] withoutReturn(byte[] line) {
        boolean cut = CRLF && delimiter == '\n' && line.length > 0 && line[line.length - 1] == '\r';
        return cut ? Arrays.copyOf(line, line.length - 1) : line;
    }
}
