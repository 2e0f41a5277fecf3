package io.nolmq.internal.zmtp;

import io.nolmq.message.SocketType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Byte sequences written out by hand, from the protocol's text and not from the code under test. */
final class Bytes {
    private Bytes() {}

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A greeting of ZMTP 3.minor with NULL, as libzmq writes it (its padding carries a number). */
    static byte[] greeting(int major, int minor) {
        return concat(
                hex("ff 0000000000000001 7f"),
                new byte[] {(byte) major, (byte) minor},
                ascii("NULL"),
                new byte[16 + 1 + 31]);
    }

    /** READY with a socket type and nothing else. */
    static byte[] ready(String type) {
        return concat(
                hex("04"),
                new byte[] {(byte) (22 + type.length())},
                hex("05"),
                ascii("READY"),
                hex("0b"),
                ascii("Socket-Type"),
                new byte[] {0, 0, 0, (byte) type.length()},
                ascii(type));
    }

    static byte[] peer(SocketType type) {
        return concat(greeting(3, 1), ready(type.name()));
    }
}
