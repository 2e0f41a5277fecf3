package io.nolmq.attack;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of ZMTP 3.1 as an attacker makes them, right or wrong (RFC 37). */
final class Wire {
    static final int MORE = 1;
    static final int LONG = 2;
    static final int COMMAND = 4;
    static final int GREETING_BYTES = 64;

    private Wire() {}

    static byte[] greeting() {
        return greeting(3, 1, "NULL");
    }

    static byte[] greeting(int major, int minor, String mechanism) {
        ByteBuffer greeting = ByteBuffer.allocate(GREETING_BYTES);
        greeting.put((byte) 0xff).putLong(1).put((byte) 0x7f);
        greeting.put((byte) major).put((byte) minor);
        greeting.put(latin(mechanism));
        return greeting.array();
    }

    /** A frame in the short form where that is possible. */
    static byte[] frame(int flags, byte[]... parts) {
        byte[] body = join(parts);
        if (body.length <= 255) {
            return join(new byte[] {(byte) flags, (byte) body.length}, body);
        }
        return longFrame(flags, body.length, body);
    }

    /** A frame in the long form that announces any length. */
    static byte[] longFrame(int flags, long announced, byte[] body) {
        return ByteBuffer.allocate(9 + body.length)
                .put((byte) (flags | LONG))
                .putLong(announced)
                .put(body)
                .array();
    }

    /** A message of some frames. */
    static byte[] message(String... frames) {
        byte[][] all = new byte[frames.length][];
        for (int i = 0; i < frames.length; i++) {
            all[i] = frame(i + 1 < frames.length ? MORE : 0, latin(frames[i]));
        }
        return join(all);
    }

    /** A command frame. */
    static byte[] command(String name, byte[]... data) {
        return frame(COMMAND, new byte[] {(byte) name.length()}, latin(name), join(data));
    }

    static byte[] ready(String type) {
        return command("READY", property("Socket-Type", type));
    }

    static byte[] property(String name, String value) {
        return property(name, latin(value).length, value);
    }

    /** A property that announces any length of its value. */
    static byte[] property(String name, int announced, String value) {
        byte[] text = latin(value);
        return ByteBuffer.allocate(1 + name.length() + 4 + text.length)
                .put((byte) name.length())
                .put(latin(name))
                .putInt(announced)
                .put(text)
                .array();
    }

    /** The handshake of a well-behaved peer. */
    static byte[] handshake(String type) {
        return join(greeting(), ready(type));
    }

    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] repeat(byte[] unit, int times) {
        byte[] all = new byte[unit.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(unit, 0, all, i * unit.length, unit.length);
        }
        return all;
    }

    static byte[] filled(int length, int value) {
        byte[] all = new byte[length];
        Arrays.fill(all, (byte) value);
        return all;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
