package io.nolmq.internal.zmtp;

import io.nolmq.message.SocketType;
import io.nolmq.spi.CommandSink;
import io.nolmq.spi.Mechanism;
import io.nolmq.spi.WireDecoder;
import io.nolmq.spi.WireEncoder;
import io.nolmq.spi.WireHandshake;
import io.nolmq.spi.WireProtocol;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** ZMTP 3.1 (RFC 37) for the connections of one socket. Immutable. */
public final class Zmtp implements WireProtocol {
    private static final FrameEncoder ENCODER = new FrameEncoder();

    private final SocketType socketType;
    private final byte[] routingId;
    private final Map<String, String> properties;
    private final long frameMaximumBytes;
    private final Function<byte[], Mechanism> mechanisms;

    /**
     * @param socketType our type
     * @param routingId our routing id, told to the peer by types that announce it; empty for none
     * @param properties further properties to tell, by name
     * @param frameMaximumBytes MAXMSGSIZE, or -1 for no limit
     * @param mechanisms makes the mechanism of a connection, given our metadata block
     */
    public Zmtp(
            SocketType socketType,
            byte[] routingId,
            Map<String, String> properties,
            long frameMaximumBytes,
            Function<byte[], Mechanism> mechanisms) {
        this.socketType = socketType;
        this.routingId = routingId.clone();
        this.properties = Map.copyOf(properties);
        this.frameMaximumBytes = frameMaximumBytes;
        this.mechanisms = mechanisms;
    }

    @Override
    public WireHandshake handshake() {
        return new Handshake(socketType, routingId, properties, mechanisms);
    }

    @Override
    public int subscriptionMaximumBytes() {
        return Commands.SUBSCRIPTION_MAXIMUM_BYTES;
    }

    @Override
    public WireEncoder encoder() {
        return ENCODER;
    }

    @Override
    public WireDecoder decoder(CommandSink commands, Supplier<byte[]> buffers) {
        return new FrameDecoder(commands, buffers, frameMaximumBytes);
    }
}
