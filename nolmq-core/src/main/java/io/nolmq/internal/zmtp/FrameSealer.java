package io.nolmq.internal.zmtp;

import io.nolmq.message.Message;
import io.nolmq.spi.Cipher;
import io.nolmq.spi.WireSealer;

/** Seals frames: each becomes the body of another one, whose own flags say nothing of it. Belongs to the send side. */
final class FrameSealer implements WireSealer {
    private final Cipher cipher;

    FrameSealer(Cipher cipher) {
        this.cipher = cipher;
    }

    @Override
    public int frameBytes(byte[] encoded, int from) {
        return headerBytes(encoded, from) + bodyBytes(encoded, from);
    }

    @Override
    public long sealedBytes(byte[] encoded, int from) {
        return sealedFrameBytes(bodyBytes(encoded, from));
    }

    @Override
    public int seal(byte[] encoded, int from, byte[] target, int offset) {
        int flags = encoded[from];
        int start = from + headerBytes(encoded, from);
        int length = bodyBytes(encoded, from);
        return seal((flags & Frames.MORE) != 0, (flags & Frames.COMMAND) != 0, encoded, start, length, target, offset);
    }

    @Override
    public long sealedBytes(Message message, int frame) {
        return sealedFrameBytes(message.frame(frame).length);
    }

    @Override
    public void seal(Message message, int frame, byte[] target) {
        byte[] body = message.frame(frame);
        seal(frame < message.frameCount() - 1, false, body, 0, body.length, target, 0);
    }

    private int seal(boolean more, boolean command, byte[] body, int from, int length, byte[] target, int offset) {
        int sealed = (int) cipher.sealedBytes(length);
        int start = Frames.putHeader(target, offset, 0, sealed);
        cipher.seal(more, command, body, from, length, target, start);
        return start + sealed;
    }

    private long sealedFrameBytes(int bodyBytes) {
        long sealed = cipher.sealedBytes(bodyBytes);
        return Frames.headerBytes(sealed) + sealed;
    }

    private static int headerBytes(byte[] encoded, int from) {
        return (encoded[from] & Frames.LONG) == 0 ? Frames.SHORT_HEADER_BYTES : Frames.LONG_HEADER_BYTES;
    }

    private static int bodyBytes(byte[] encoded, int from) {
        return (encoded[from] & Frames.LONG) == 0 ? encoded[from + 1] & 0xff : (int) Frames.longSize(encoded, from);
    }
}
