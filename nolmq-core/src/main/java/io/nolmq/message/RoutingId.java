package io.nolmq.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** The name by which a ROUTER knows a peer: 0 to 255 bytes; if empty, the ROUTER chooses one. */
public final class RoutingId {
    /** The maximum number of bytes of a routing id. */
    public static final int MAX_BYTES = 255;

    /** The empty routing id, of a socket that was given none. */
    public static final RoutingId EMPTY = new RoutingId(new byte[0]);

    private final byte[] bytes;

    private RoutingId(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Creates a routing id from bytes.
     *
     * @param bytes the bytes, 0..255 of them, copied
     * @return the routing id
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} if there are more
     */
    public static RoutingId of(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw OptionRange.invalid("routingId", bytes.length + " bytes", "0..255 bytes");
        }
        return new RoutingId(bytes.clone());
    }

    /**
     * Creates a routing id from text.
     *
     * @param text the text, 0..255 bytes in UTF-8
     * @return the routing id
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} if there are more
     */
    public static RoutingId of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The bytes of the routing id.
     *
     * @return a new array
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * Tests whether there are no bytes.
     *
     * @return true if a ROUTER is to choose the routing id
     */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** Tests whether the first byte is 0, which ROUTERs reserve for the names they choose. */
    boolean isReserved() {
        return bytes.length > 0 && bytes[0] == 0;
    }

    /** Compares the bytes. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RoutingId that && Arrays.equals(bytes, that.bytes);
    }

    /** A hash of the bytes. */
    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The bytes in hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
