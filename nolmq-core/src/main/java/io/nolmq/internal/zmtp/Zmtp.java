package io.nolmq.internal.zmtp;

import io.nolmq.message.HandshakeOptions;
import io.nolmq.message.HeartbeatOptions;
import io.nolmq.message.ProtocolOptions;
import io.nolmq.spi.CommandSink;
import io.nolmq.spi.Mechanism;
import io.nolmq.spi.PatternTraits;
import io.nolmq.spi.WireDecoder;
import io.nolmq.spi.WireEncoder;
import io.nolmq.spi.WireHeartbeat;
import io.nolmq.spi.WireProtocol;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** ZMTP 3.1 (RFC 37) for the connections of one socket. Immutable. */
public final class Zmtp implements WireProtocol {
    private static final FrameEncoder ENCODER = new FrameEncoder();
    /**
     * How long a connecting end that holds READY back waits for the peer's behind its greeting. Those that do not hold back
     * send both in one go, so this bridges a pause of the peer; two ends that both hold back are connected so much later.
     */
    static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final PatternTraits traits;
    private final byte[] metadata;
    private final ProtocolOptions options;
    private final Mechanism.Factory mechanisms;

    /**
     * @param traits our end's type
     * @param options what is told to peers, and how much is taken from them
     * @param mechanisms makes the mechanism of a connection
     */
    public Zmtp(PatternTraits traits, ProtocolOptions options, Mechanism.Factory mechanisms) {
        this.traits = traits;
        this.metadata = Metadata.encode(traits, options.routingId().bytes(), options.metadata());
        this.options = options;
        this.mechanisms = mechanisms;
    }

    @Override
    public Handshake handshake(boolean listening, boolean holdsReadyBack, HandshakeOptions limits, long nowNanos) {
        var times = new HandshakeTimes(
                listening ? limits.listenTimeoutNanos() : limits.connectTimeoutNanos(),
                limits.greetingNanos(),
                holdsReadyBack && !listening ? SILENCE_NANOS : 0);
        return new Handshake(traits, mechanisms.create(listening, holdsReadyBack, metadata), times, nowNanos);
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
