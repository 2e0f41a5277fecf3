package io.nolmq.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Bytes as text, where they are text. */
final class Utf8 {
    private static final HexFormat HEX = HexFormat.of();

    private Utf8() {}

    /** The text; null when the bytes are no UTF-8. */
    static @Nullable String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException binary) {
            return null;
        }
    }

    /** The text in quotation marks, with escapes for what does not print; bytes that are no UTF-8 as {@code \xff}. */
    static String quote(byte[] bytes) {
        StringBuilder quoted = new StringBuilder(bytes.length + 2).append('"');
        String text = decode(bytes);
        if (text == null) {
            for (byte b : bytes) {
                quote(quoted, b & 0xff, (b & 0x80) == 0);
            }
        } else {
            text.codePoints().forEach(c -> quote(quoted, c, isPrintable(c)));
        }
        return quoted.append('"').toString();
    }

    private static void quote(StringBuilder quoted, int c, boolean plain) {
        switch (c) {
            case '"', '\\' -> quoted.append('\\').append((char) c);
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            default -> {
                if (plain && isPrintable(c)) {
                    quoted.appendCodePoint(c);
                } else if (c < 0x100) {
                    quoted.append("\\x").append(HEX.toHexDigits((byte) c));
                } else {
                    quoted.append("\\u{").append(Integer.toHexString(c)).append('}');
                }
            }
        }
    }

    /** Controls, and what moves, hides or breaks the text around it, do not print. */
    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
