package io.nolmq.internal.zmtp;

import io.nolmq.message.HandshakeOptions;
import io.nolmq.message.HeartbeatOptions;
import io.nolmq.message.ProtocolOptions;
import io.nolmq.message.SocketType;
import io.nolmq.spi.CommandSink;
import io.nolmq.spi.Mechanism;
import io.nolmq.spi.WireDecoder;
import io.nolmq.spi.WireEncoder;
import io.nolmq.spi.WireHandshake;
import io.nolmq.spi.WireHeartbeat;
import io.nolmq.spi.WireProtocol;
import java.util.function.Supplier;

/** ZMTP 3.1 (RFC 37) for the connections of one socket. Immutable. */
public final class Zmtp implements WireProtocol {
    private static final FrameEncoder ENCODER = new FrameEncoder();

    private final SocketType socketType;
    private final byte[] metadata;
    private final ProtocolOptions options;
    private final Mechanism.Factory mechanisms;

    /**
     * @param socketType our type
     * @param options what is told to peers, and how much is taken from them
     * @param mechanisms makes the mechanism of a connection
     */
    public Zmtp(SocketType socketType, ProtocolOptions options, Mechanism.Factory mechanisms) {
        this.socketType = socketType;
        this.metadata = Metadata.encode(socketType, options.routingId().bytes(), options.metadata());
        this.options = options;
        this.mechanisms = mechanisms;
    }

    @Override
    public WireHandshake handshake(boolean listening, HandshakeOptions limits, long nowNanos) {
        return new Handshake(
                socketType,
                mechanisms.create(listening, metadata),
                listening ? limits.listenTimeoutNanos() : limits.connectTimeoutNanos(),
                limits.greetingNanos(),
                nowNanos);
    }

    @Override
    public WireHeartbeat heartbeat(HeartbeatOptions options) {
        return new Heartbeat(options);
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
        return new FrameDecoder(commands, buffers, options.maxMessageSizeBytes(), options.framesMaximum());
    }
}
