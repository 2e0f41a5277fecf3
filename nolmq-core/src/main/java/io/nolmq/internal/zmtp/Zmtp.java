package io.nolmq.internal.zmtp;

import io.nolmq.message.HandshakeOptions;
import io.nolmq.message.HeartbeatOptions;
import io.nolmq.message.ProtocolOptions;
import io.nolmq.spi.Cipher;
import io.nolmq.spi.CommandSink;
import io.nolmq.spi.HandshakeContext;
import io.nolmq.spi.Mechanism;
import io.nolmq.spi.PatternTraits;
import io.nolmq.spi.WireDecoder;
import io.nolmq.spi.WireEncoder;
import io.nolmq.spi.WireHeartbeat;
import io.nolmq.spi.WireProtocol;
import io.nolmq.spi.WireSealer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    private final boolean encrypts;

    /**
     * @param traits our end's type
     * @param options what is told to peers, and how much is taken from them
     * @param mechanisms makes the mechanism of a connection
     */
    public Zmtp(PatternTraits traits, ProtocolOptions options, Mechanism.Factory mechanisms) {
        this(traits, options, mechanisms, false);
    }

    /**
     * The same with encryption.
     *
     * @param encrypts whether the mechanism may have a cipher
     */
    public Zmtp(PatternTraits traits, ProtocolOptions options, Mechanism.Factory mechanisms, boolean encrypts) {
        this.traits = traits;
        this.metadata = Metadata.encode(traits, options.routingId().bytes(), options.metadata());
        this.options = options;
        this.mechanisms = mechanisms;
        this.encrypts = encrypts;
    }

    @Override
    public Handshake handshake(HandshakeContext context, long nowNanos) {
        HandshakeOptions limits = context.limits();
        var times = new HandshakeTimes(
                context.listening() ? limits.listenTimeoutNanos() : limits.connectTimeoutNanos(),
                limits.greetingNanos(),
                context.holdsReadyBack() && !context.listening() ? SILENCE_NANOS : 0);
        return new Handshake(traits, mechanisms.create(context, metadata), times, nowNanos);
    }

    @Override
    public WireHeartbeat heartbeat(HeartbeatOptions options) {
        return new Heartbeat(options);
    }

    @Override
    public Zmtp with(ProtocolOptions other) {
        return other.equals(options) ? this : new Zmtp(traits, other, mechanisms, encrypts);
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
    public WireDecoder decoder(CommandSink commands, Supplier<byte[]> buffers, @Nullable Cipher cipher) {
        return new FrameDecoder(commands, buffers, options.maxMessageSizeBytes(), options.framesMaximum(), cipher);
    }

    @Override
    public boolean mayEncrypt() {
        return encrypts;
    }

    @Override
    public WireSealer sealer(Cipher cipher) {
        return new FrameSealer(cipher);
    }
}
