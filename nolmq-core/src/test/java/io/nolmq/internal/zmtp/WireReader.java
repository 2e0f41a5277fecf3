package io.nolmq.internal.zmtp;

import io.nolmq.internal.mechanism.NullMechanism;
import io.nolmq.internal.wiring.SocketTypes;
import io.nolmq.message.Message;
import io.nolmq.message.ProtocolOptions;
import io.nolmq.message.SocketType;
import io.nolmq.spi.Handshakes;
import io.nolmq.spi.PatternTraits;
import io.nolmq.spi.PeerIdentity;
import io.nolmq.spi.ProtocolException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One end of a connection in memory: bytes in, and a log of all that they meant. */
final class WireReader {
    final List<String> log = new ArrayList<>();
    final List<Message> messages = new ArrayList<>();
    final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    private final Handshake handshake;
    private final FrameDecoder decoder;
    private final byte[] pooled = new byte[8 * 1024];
    private int buffersOut;
    private boolean open;

    WireReader(SocketType type, String routingId, long frameMaximumBytes) {
        this(type, routingId, frameMaximumBytes, ProtocolOptions.DEFAULT_FRAMES_MAXIMUM, false);
    }

    private WireReader(
            SocketType type, String routingId, long frameMaximumBytes, int framesMaximum, boolean listening) {
        PatternTraits traits = SocketTypes.of(type);
        byte[] metadata = Metadata.encode(traits, routingId.getBytes(), Map.of());
        handshake = new Handshake(
                traits,
                new NullMechanism(Handshakes.context(listening, listening), metadata),
                new HandshakeTimes(0, 0, 0),
                0);
        decoder = new FrameDecoder(new RecordingSink(log), this::lend, frameMaximumBytes, framesMaximum, null);
        sent.writeBytes(handshake.takeOutput());
    }

    static WireReader of(SocketType type) {
        return new WireReader(type, "", -1);
    }

    static WireReader of(SocketType type, int framesMaximum) {
        return new WireReader(type, "", -1, framesMaximum, false);
    }

    /** The end that the other one came to. */
    static WireReader listening(SocketType type) {
        return new WireReader(type, "", -1, ProtocolOptions.DEFAULT_FRAMES_MAXIMUM, true);
    }

    /** What is left to be sent to a peer that is welcome. */
    byte[] lastWord() {
        return handshake.lastWord();
    }

    /** Feeds bytes; gives the shared buffer back after each piece, as a pipe does when its channel is empty. */
    WireReader feed(byte[] bytes) throws ProtocolException {
        int at = 0;
        if (!open) {
            at = handshake.onBytes(bytes, 0, bytes.length, 0);
            sent.writeBytes(handshake.takeOutput());
            PeerIdentity peer = handshake.peer();
            if (peer == null) {
                return this;
            }
            open = true;
            log.add("READY " + peer.socketType() + " " + new String(peer.routingId()) + " 3." + peer.minorVersion());
            decoder.prime(bytes, at, bytes.length);
            at = bytes.length;
            drain();
        }
        while (at < bytes.length) {
            ByteBuffer target = decoder.target();
            int count = Math.min(target.remaining(), bytes.length - at);
            target.put(bytes, at, count);
            decoder.received(count);
            at += count;
            drain();
        }
        if (decoder.releaseBuffer() != null) {
            buffersOut--;
        }
        return this;
    }

    /** Takes what a peer would send that has finished its handshake. */
    WireReader opened() throws ProtocolException {
        return feed(Bytes.peer(SocketType.PUSH));
    }

    int buffersOut() {
        return buffersOut;
    }

    private void drain() throws ProtocolException {
        for (Message message = decoder.next(); message != null; message = decoder.next()) {
            messages.add(message);
            log.add(message.toString());
        }
    }

    private byte[] lend() {
        buffersOut++;
        Arrays.fill(pooled, (byte) 0xee);
        return pooled;
    }
}
