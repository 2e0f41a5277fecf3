package io.nolmq.internal.zmtp;

import io.nolmq.message.Reason;
import io.nolmq.message.SocketType;
import io.nolmq.spi.Cipher;
import io.nolmq.spi.Mechanism;
import io.nolmq.spi.PatternTraits;
import io.nolmq.spi.PeerIdentity;
import io.nolmq.spi.ProtocolException;
import io.nolmq.spi.WireHandshake;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The opening of a connection, from the first byte to READY: greeting, then the mechanism's commands. Bytes and time in,
 * bytes out, without I/O and without a clock. Not thread-safe.
 *
 * <p>Our greeting goes out at once and whole, because a peer of libzmq's kind waits after ten bytes; our first command
 * goes out when the peer's greeting is complete and accepted, so that what is not ZMTP sees nothing but a greeting; our
 * last word is kept until somebody has decided that the peer is welcome.
 */
final class Handshake implements WireHandshake {
    /** Before READY a peer may send no more than this, greeting and metadata included. */
    static final int MAXIMUM_BYTES = 16 * 1024;

    private static final byte[] NOTHING = {};
    private static final int ROUTING_ID_MAXIMUM_BYTES = 255;

    private final PatternTraits traits;
    private final Mechanism mechanism;
    private final Greeting greeting;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream(Greeting.LENGTH_BYTES);

    private byte[] pending = NOTHING;
    private int receivedBytes;
    private byte[] lastWord = NOTHING;
    private @Nullable PeerIdentity peer;

    private final Deadline greetingDeadline = new Deadline();
    private final Deadline deadline = new Deadline();
    /** From the peer's greeting to its first byte behind that. */
    private final Deadline silence = new Deadline();

    private final long silenceNanos;

    /**
     * @param traits our type
     * @param mechanism that of this connection
     * @param nowNanos the time that it begins at
     */
    Handshake(PatternTraits traits, Mechanism mechanism, HandshakeTimes times, long nowNanos) {
        this.traits = traits;
        this.mechanism = mechanism;
        this.silenceNanos = times.silenceNanos();
        this.greeting = new Greeting(mechanism.name(), mechanism.isServer());
        output.writeBytes(greeting.encode());
        if (times.totalNanos() > 0) {
            deadline.set(nowNanos, times.totalNanos());
        }
        if (times.greetingNanos() > 0) {
            greetingDeadline.set(nowNanos, times.greetingNanos());
        }
    }

    @Override
    public byte[] takeOutput() {
        byte[] bytes = output.toByteArray();
        output.reset();
        return bytes;
    }

    @Override
    public @Nullable PeerIdentity peer() {
        return peer;
    }

    @Override
    public byte[] lastWord() {
        return lastWord;
    }

    @Override
    public void onTimer(long nowNanos) throws ProtocolException {
        if (greetingDeadline.isPast(nowNanos)) {
            throw new ProtocolException(Reason.HANDSHAKE_TIMEOUT, "no greeting in time");
        }
        if (deadline.isPast(nowNanos)) {
            throw new ProtocolException(Reason.HANDSHAKE_TIMEOUT, "no handshake in time");
        }
        if (silence.isPast(nowNanos)) {
            silence.clear();
            send(mechanism.onSilence());
        }
    }

    @Override
    public @Nullable Cipher cipher() {
        return mechanism.cipher();
    }

    @Override
    public boolean isWaiting() {
        return mechanism.isWaiting();
    }

    @Override
    public void onWake(long nowNanos) throws ProtocolException {
        if (mechanism.isWaiting()) {
            onAnswer(mechanism.onWake());
        }
    }

    @Override
    public void cancel() {
        mechanism.cancel();
    }

    @Override
    public long nanosUntilDeadline(long nowNanos) {
        long refused = Deadline.nearer(greetingDeadline.nanosLeft(nowNanos), deadline.nanosLeft(nowNanos));
        return Deadline.nearer(refused, silence.nanosLeft(nowNanos));
    }

    @Override
    public int onBytes(byte[] bytes, int from, int to, long nowNanos) throws ProtocolException {
        int at = from;
        if (!greeting.isComplete()) {
            at += greeting.onBytes(bytes, at, to);
            if (!greeting.isComplete()) {
                return at - from;
            }
            greetingDeadline.clear();
            receivedBytes = Greeting.LENGTH_BYTES;
            send(mechanism.begin());
            if (silenceNanos > 0) {
                silence.set(nowNanos, silenceNanos);
            }
        }
        if (at < to) {
            silence.clear();
        }
        while (peer == null && !mechanism.isWaiting() && at < to) {
            int taken = takeFrame(bytes, at, to);
            at += taken;
        }
        return at - from;
    }

    /** Moves bytes into the frame being collected, and hands it on when it is complete. */
    private int takeFrame(byte[] bytes, int from, int to) throws ProtocolException {
        int at = from;
        while (at < to) {
            long wanted = frameBytes();
            int missing = (int) Math.min(wanted - pending.length, to - at);
            grow(bytes, at, missing);
            at += missing;
            if (pending.length == wanted && wanted == frameBytes()) {
                byte[] frame = pending;
                pending = NOTHING;
                onFrame(frame);
                return at - from;
            }
        }
        return at - from;
    }

    /** How long the frame being collected is, as far as its header is there. */
    private long frameBytes() throws ProtocolException {
        if (pending.length < Frames.SHORT_HEADER_BYTES) {
            return Frames.SHORT_HEADER_BYTES;
        }
        int flags = pending[0] & 0xff;
        if ((flags & ~Frames.LONG) != Frames.COMMAND) {
            throw new ProtocolException(Reason.HANDSHAKE, "something other than a command before READY");
        }
        boolean isLong = (flags & Frames.LONG) != 0;
        if (isLong && pending.length < Frames.LONG_HEADER_BYTES) {
            return Frames.LONG_HEADER_BYTES;
        }
        long body = isLong ? Frames.longSize(pending, 0) : pending[1] & 0xff;
        int header = isLong ? Frames.LONG_HEADER_BYTES : Frames.SHORT_HEADER_BYTES;
        if (body < 0 || body > MAXIMUM_BYTES - receivedBytes) {
            throw tooManyBytes();
        }
        return header + body;
    }

    private void grow(byte[] bytes, int from, int count) throws ProtocolException {
        if (receivedBytes + pending.length + count > MAXIMUM_BYTES) {
            throw tooManyBytes();
        }
        int old = pending.length;
        pending = Arrays.copyOf(pending, old + count);
        System.arraycopy(bytes, from, pending, old, count);
    }

    private void onFrame(byte[] frame) throws ProtocolException {
        receivedBytes += frame.length;
        int header = (frame[0] & Frames.LONG) != 0 ? Frames.LONG_HEADER_BYTES : Frames.SHORT_HEADER_BYTES;
        onAnswer(mechanism.onCommand(Arrays.copyOfRange(frame, header, frame.length)));
    }

    private void onAnswer(byte[] answer) throws ProtocolException {
        if (mechanism.isComplete()) {
            try {
                peer = accept(Metadata.parse(mechanism.peerMetadata()));
            } catch (ProtocolException misfit) {
                send(answer); // so that the peer, too, finds that we do not fit
                throw misfit;
            }
            lastWord = answer.length > 0 ? Commands.commandFrame(answer) : NOTHING;
            deadline.clear();
        } else {
            send(answer);
        }
    }

    private PeerIdentity accept(Metadata metadata) throws ProtocolException {
        byte[] type = metadata.value(Metadata.SOCKET_TYPE);
        SocketType peerType = type == null ? null : socketTypeNamed(new String(type, StandardCharsets.US_ASCII));
        if (peerType == null || !traits.accepts(peerType)) {
            throw new ProtocolException(
                    Reason.SOCKET_TYPE,
                    peerType == null
                            ? "the peer names no socket type, or one that is unknown"
                            : "a " + traits.type() + " does not talk to a " + peerType);
        }
        byte[] identity = metadata.value(Metadata.IDENTITY);
        byte[] routingId = identity == null ? NOTHING : identity;
        if (routingId.length > ROUTING_ID_MAXIMUM_BYTES) {
            throw new ProtocolException(Reason.HANDSHAKE, "a routing id of " + routingId.length + " bytes");
        }
        return new PeerIdentity(peerType, routingId, greeting.minorInUse(), metadata.asText());
    }

    private void send(byte[] commandBody) {
        if (commandBody.length > 0) {
            output.writeBytes(Commands.commandFrame(commandBody));
        }
    }

    private static @Nullable SocketType socketTypeNamed(String name) {
        for (SocketType type : SocketType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        return null;
    }

    private static ProtocolException tooManyBytes() {
        return new ProtocolException(Reason.HANDSHAKE_SIZE, "more than " + MAXIMUM_BYTES + " bytes before READY");
    }
}
