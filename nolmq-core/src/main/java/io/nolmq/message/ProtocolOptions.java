package io.nolmq.message;

import java.util.Map;

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
    public static final ProtocolOptions DEFAULTS = new ProtocolOptions(
            Options.MAX_MESSAGE_SIZE_BYTES.defaultValue(),
            Options.FRAMES_MAXIMUM.defaultValue(),
            Options.ROUTING_ID.defaultValue(),
            Options.METADATA.defaultValue());

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
        Options.MAX_MESSAGE_SIZE_BYTES.require(maxMessageSizeBytes);
        Options.FRAMES_MAXIMUM.require(framesMaximum);
        Options.ROUTING_ID.require(routingId);
        metadata = Options.METADATA.require(Map.copyOf(metadata));
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

    ProtocolOptions withMetadata(Map<String, String> properties) {
        return new ProtocolOptions(maxMessageSizeBytes, framesMaximum, routingId, properties);
    }
}
