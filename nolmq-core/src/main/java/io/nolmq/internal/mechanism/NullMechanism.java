package io.nolmq.internal.mechanism;

import io.nolmq.message.Reason;
import io.nolmq.spi.HandshakeContext;
import io.nolmq.spi.Mechanism;
import io.nolmq.spi.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * NULL (RFC 37): no authentication, no encryption. Each end sends READY with its metadata and is done when it has the
 * other's. An end that holds READY back answers, so that it knows its peer first: one that it refuses has not begun to
 * send.
 */
public final class NullMechanism implements Mechanism {
    private static final byte[] NOTHING = {};
    private static final String READY = "\5READY";
    private static final String ERROR = "\5ERROR";
    private static final int SHOWN_REASON_CHARACTERS = 64;

    private final boolean holdsReadyBack;
    private final byte[] metadata;
    private byte[] peerMetadata = NOTHING;
    private boolean sentReady;
    private boolean complete;

    /**
     * @param context whether this end answers, or speaks first
     * @param metadata our properties, as the block that READY carries
     */
    public NullMechanism(HandshakeContext context, byte[] metadata) {
        this.holdsReadyBack = context.holdsReadyBack();
        this.metadata = metadata;
    }

    @Override
    public String name() {
        return "NULL";
    }

    @Override
    public byte[] begin() {
        return holdsReadyBack ? NOTHING : ready();
    }

    @Override
    public byte[] onSilence() {
        return ready();
    }

    /** Our READY, once. */
    private byte[] ready() {
        if (sentReady) {
            return NOTHING;
        }
        sentReady = true;
        byte[] ready = Arrays.copyOf(ascii(READY), READY.length() + metadata.length);
        System.arraycopy(metadata, 0, ready, READY.length(), metadata.length);
        return ready;
    }

    @Override
    public byte[] onCommand(byte[] body) throws ProtocolException {
        if (begins(body, READY)) {
            peerMetadata = Arrays.copyOfRange(body, READY.length(), body.length);
            complete = true;
            return ready();
        }
        if (begins(body, ERROR)) {
            throw refusal(body);
        }
        throw new ProtocolException(Reason.HANDSHAKE, "a command other than READY or ERROR");
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public byte[] peerMetadata() {
        return peerMetadata;
    }

    private static ProtocolException refusal(byte[] body) {
        int at = ERROR.length();
        int length = body.length > at ? body[at] & 0xff : -1;
        if (length != body.length - at - 1) {
            return new ProtocolException(Reason.HANDSHAKE, "a malformed ERROR");
        }
        StringBuilder text = new StringBuilder();
        for (int i = at + 1; i < body.length && text.length() < SHOWN_REASON_CHARACTERS; i++) {
            text.append(body[i] >= 0x20 && body[i] < 0x7f ? (char) body[i] : '?');
        }
        return new ProtocolException(Reason.REFUSED_BY_PEER, "the peer answered ERROR \"" + text + '"');
    }

    private static boolean begins(byte[] body, String name) {
        return body.length >= name.length() && Arrays.equals(body, 0, name.length(), ascii(name), 0, name.length());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
