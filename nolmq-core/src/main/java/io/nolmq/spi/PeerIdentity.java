package io.nolmq.spi;

import io.nolmq.message.SocketType;
import java.util.Map;

/**
 * What a peer said of itself in the handshake. Immutable.
 */
public final class PeerIdentity {
    private final SocketType socketType;
    private final byte[] routingId;
    private final int minorVersion;
    private final Map<String, String> metadata;

    /**
     * @param socketType the peer's type, already known to go with ours
     * @param routingId empty when the peer named none
     * @param minorVersion ZMTP 3.x: 0 takes subscriptions as messages, 1 as commands
     * @param metadata all properties, by name in lower case
     */
    public PeerIdentity(SocketType socketType, byte[] routingId, int minorVersion, Map<String, String> metadata) {
        this.socketType = socketType;
        this.routingId = routingId;
        this.minorVersion = minorVersion;
        this.metadata = Map.copyOf(metadata);
    }

    public SocketType socketType() {
        return socketType;
    }

    /** The routing id, not a copy. */
    public byte[] routingId() {
        return routingId;
    }

    public int minorVersion() {
        return minorVersion;
    }

    public Map<String, String> metadata() {
        return metadata;
    }
}
