package io.nolmq.spi;

import io.nolmq.message.HandshakeOptions;
import io.nolmq.message.HeartbeatOptions;
import java.util.function.Supplier;

/** Passes every call on to a real protocol: a test overrides what it wants to see or to spoil. */
public abstract class ForwardingProtocol implements WireProtocol {
    private final WireProtocol real;

    protected ForwardingProtocol(WireProtocol real) {
        this.real = real;
    }

    @Override
    public WireHandshake handshake(boolean listening, boolean holdsReadyBack, HandshakeOptions limits, long nowNanos) {
        return real.handshake(listening, holdsReadyBack, limits, nowNanos);
    }

    @Override
    public WireHeartbeat heartbeat(HeartbeatOptions options) {
        return real.heartbeat(options);
    }

    @Override
    public int subscriptionMaximumBytes() {
        return real.subscriptionMaximumBytes();
    }

    @Override
    public WireEncoder encoder() {
        return real.encoder();
    }

    @Override
    public WireDecoder decoder(CommandSink commands, Supplier<byte[]> buffers) {
        return real.decoder(commands, buffers);
    }
}
