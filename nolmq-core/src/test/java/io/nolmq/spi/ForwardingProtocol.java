package io.nolmq.spi;

import io.nolmq.message.HeartbeatOptions;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Passes every call on to a real protocol: a test overrides what it wants to see or to spoil. */
public abstract class ForwardingProtocol implements WireProtocol {
    private final WireProtocol real;

    protected ForwardingProtocol(WireProtocol real) {
        this.real = real;
    }

    @Override
    public WireHandshake handshake(HandshakeContext context, long nowNanos) {
        return real.handshake(context, nowNanos);
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
    public WireDecoder decoder(CommandSink commands, Supplier<byte[]> buffers, @Nullable Cipher cipher) {
        return real.decoder(commands, buffers, cipher);
    }

    @Override
    public boolean mayEncrypt() {
        return real.mayEncrypt();
    }

    @Override
    public WireSealer sealer(Cipher cipher) {
        return real.sealer(cipher);
    }
}
