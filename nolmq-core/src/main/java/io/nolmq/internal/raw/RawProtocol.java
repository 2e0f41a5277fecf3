package io.nolmq.internal.raw;

import io.nolmq.message.HeartbeatOptions;
import io.nolmq.message.SocketType;
import io.nolmq.spi.Cipher;
import io.nolmq.spi.CommandSink;
import io.nolmq.spi.HandshakeContext;
import io.nolmq.spi.WireDecoder;
import io.nolmq.spi.WireEncoder;
import io.nolmq.spi.WireHandshake;
import io.nolmq.spi.WireHeartbeat;
import io.nolmq.spi.WireProtocol;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Bytes as they are: no handshake, no frames, no heartbeat. Immutable. */
public final class RawProtocol implements WireProtocol {
    private static final RawEncoder ENCODER = new RawEncoder();

    private final SocketType socketType;

    /** @param socketType our type, which stands for that of peers, who do not tell theirs */
    public RawProtocol(SocketType socketType) {
        this.socketType = socketType;
    }

    @Override
    public WireHandshake handshake(HandshakeContext context, long nowNanos) {
        return new RawHandshake(socketType);
    }

    @Override
    public WireHeartbeat heartbeat(HeartbeatOptions options) {
        return new NoHeartbeat();
    }

    @Override
    public int subscriptionMaximumBytes() {
        return 0;
    }

    @Override
    public boolean hasFrames() {
        return false;
    }

    @Override
    public WireEncoder encoder() {
        return ENCODER;
    }

    @Override
    public WireDecoder decoder(CommandSink commands, Supplier<byte[]> buffers, @Nullable Cipher cipher) {
        return new RawDecoder(buffers);
    }
}
