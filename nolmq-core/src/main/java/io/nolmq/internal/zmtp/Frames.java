package io.nolmq.internal.zmtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The layout of a frame.
 *
 * <pre>
 * short: | flags | size u8     | body 0..255 |
 * long:  | flags | size u64 BE | body        |      flags: bit 0 MORE, bit 1 LONG, bit 2 COMMAND, 3..7 zero
 * </pre>
 */
final class Frames {
    static final int MORE = 1;
    static final int LONG = 2;
    static final int COMMAND = 4;
    static final int RESERVED = 0xf8;
    static final int SHORT_MAXIMUM_BYTES = 255;
    static final int SHORT_HEADER_BYTES = 2;
    static final int LONG_HEADER_BYTES = 9;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Frames() {}

    static int headerBytes(long bodyBytes) {
        return bodyBytes <= SHORT_MAXIMUM_BYTES ? SHORT_HEADER_BYTES : LONG_HEADER_BYTES;
    }

    /** Writes a header and returns the offset behind it. */
    static int putHeader(byte[] target, int offset, int flags, int bodyBytes) {
        if (bodyBytes <= SHORT_MAXIMUM_BYTES) {
            target[offset] = (byte) flags;
            target[offset + 1] = (byte) bodyBytes;
            return offset + SHORT_HEADER_BYTES;
        }
        target[offset] = (byte) (flags | LONG);
        LONGS.set(target, offset + 1, (long) bodyBytes);
        return offset + LONG_HEADER_BYTES;
    }

    static long longSize(byte[] source, int offset) {
        return (long) LONGS.get(source, offset + 1);
    }
}
