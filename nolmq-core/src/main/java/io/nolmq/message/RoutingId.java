package io.nolmq.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** The name by which a ROUTER knows a peer: 0 to 255 bytes, where none at all means that the ROUTER chooses one. */
public final class RoutingId {
    /** The most bytes of a routing id. */
    public static final int MAX_BYTES = 255;

    /** The routing id of a socket that was given none. */
    public static final RoutingId EMPTY = new RoutingId(new byte[0]);

    private final byte[] bytes;

    private RoutingId(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A routing id of bytes.
     *
     * @param bytes 0..255 bytes, copied
     * @return the routing id
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} when there are more
     */
    public static RoutingId of(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw OptionRange.invalid("routingId", bytes.length + " bytes", "0..255 bytes");
        }
        return new RoutingId(bytes.clone());
    }

    /**
     * A routing id of text.
     *
     * @param text 0..255 bytes in UTF-8
     * @return the routing id
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} when there are more
     */
    public static RoutingId of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The bytes.
     *
     * @return a new array
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * Whether there are no bytes.
     *
     * @return true when a ROUTER is to choose
     */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** Whether the first byte is 0, which ROUTERs keep for the names they choose. */
    boolean isReserved() {
        return bytes.length > 0 && bytes[0] == 0;
    }

    /** Equal when the bytes are. */
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
