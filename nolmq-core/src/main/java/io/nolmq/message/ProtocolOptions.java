package io.nolmq.message;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The properties announced by a socket in the handshake, and its limits on the input from a peer.
 *
 * @param maxMessageSizeBytes the maximum size of one received frame, above which the connection is closed: -1..2^63-1,
 *     -1 = unlimited, default -1
 * @param framesMaximum the maximum number of frames of one message, sent or received, on the wire, where REQ and REP
 *     add the envelope and a ROUTER has removed the routing id: 1..2^31-1, default {@value #DEFAULT_FRAMES_MAXIMUM}. A
 *     call to send more fails with {@link ErrorCode#INVALID_MESSAGE}; the connection of a peer that sends more is
 *     closed
 * @param routingId the name by which ROUTER peers know this socket: 0..255 bytes, not beginning with a 0 byte, default
 *     empty
 * @param metadata the properties announced to the peer in the handshake, by name: a name has 3..255 letters, digits and
 *     {@code -_.+} of ASCII and begins with {@code X-}, no two names differ only in case, no value is empty; default
 *     none
 */
public record ProtocolOptions(
        long maxMessageSizeBytes, int framesMaximum, RoutingId routingId, Map<String, String> metadata) {
    /** The value of {@link #maxMessageSizeBytes} that sets no limit. */
    public static final long UNLIMITED = -1;

    /** The default maximum number of frames of one message. */
    public static final int DEFAULT_FRAMES_MAXIMUM = 65_536;

    /** The default options. */
    public static final ProtocolOptions DEFAULTS =
            new ProtocolOptions(UNLIMITED, DEFAULT_FRAMES_MAXIMUM, RoutingId.EMPTY, Map.of());

    private static final int MAX_NAME_BYTES = 255;

    /**
     * Creates validated protocol options; the map is copied.
     *
     * @param maxMessageSizeBytes the maximum size of one received frame
     * @param framesMaximum the maximum number of frames of one message
     * @param routingId the name by which ROUTER peers know this socket
     * @param metadata the properties announced to the peer in the handshake, by name
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} if a value is out of range
     */
    public ProtocolOptions {
        OptionRange.require("maxMessageSizeBytes", maxMessageSizeBytes, UNLIMITED, Long.MAX_VALUE);
        OptionRange.require("framesMaximum", framesMaximum, 1, Integer.MAX_VALUE);
        if (routingId.isReserved()) {
            throw OptionRange.invalid("routingId", routingId, "0..255 bytes, the first one not 0");
        }
        metadata = Map.copyOf(metadata);
        Set<String> seen = new HashSet<>();
        for (Map.Entry<String, String> property : metadata.entrySet()) {
            requireProperty(property.getKey(), property.getValue());
            if (!seen.add(property.getKey().toLowerCase(Locale.ROOT))) {
                throw OptionRange.invalid("metadata", property.getKey(), "names that differ in more than case");
            }
        }
    }

    ProtocolOptions withMaxMessageSizeBytes(long bytes) {
        return new ProtocolOptions(bytes, framesMaximum, routingId, metadata);
    }

    ProtocolOptions withFramesMaximum(int frames) {
        return new ProtocolOptions(maxMessageSizeBytes, frames, routingId, metadata);
    }

    ProtocolOptions withRoutingId(RoutingId id) {
        return new ProtocolOptions(maxMessageSizeBytes, framesMaximum, id, metadata);
    }

    ProtocolOptions withProperty(String name, String value) {
        Map<String, String> more = new HashMap<>(metadata);
        more.put(name, value);
        return new ProtocolOptions(maxMessageSizeBytes, framesMaximum, routingId, more);
    }

    private static void requireProperty(String name, String value) {
        boolean named = name.startsWith("X-")
                && name.length() > 2
                && name.length() <= MAX_NAME_BYTES
                && name.chars().allMatch(ProtocolOptions::isNameCharacter);
        if (!named) {
            throw OptionRange.invalid(
                    "metadata", quoted(name), "names of 3..255 ASCII letters, digits and -_.+ that begin with X-");
        }
        if (value.isEmpty()) {
            throw OptionRange.invalid("metadata", quoted(name) + ":\"\"", "values that are not empty");
        }
    }

    private static boolean isNameCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-_.+".indexOf(c) >= 0;
    }

    private static String quoted(String name) {
        return '"' + name.replaceAll("\\p{Cntrl}", "?") + '"';
    }
}
