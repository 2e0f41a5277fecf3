package io.nolmq.internal.zmtp;

import io.nolmq.message.Message;
import io.nolmq.spi.Command;
import io.nolmq.spi.WireEncoder;

/** Turns messages and commands into frames (RFC 37). Has no state: any thread may use it. */
public final class FrameEncoder implements WireEncoder {
    @Override
    public long encodedBytes(Message message) {
        int first = message.bytes().length;
        long bytes = (long) Frames.headerBytes(first) + first;
        for (int i = 1, n = message.frameCount(); i < n; i++) {
            int body = message.frame(i).length;
            bytes += Frames.headerBytes(body) + body;
        }
        return bytes;
    }

    @Override
    public int encode(Message message, byte[] target, int offset) {
        int last = message.frameCount() - 1;
        int at = offset;
        for (int i = 0; i < last; i++) {
            at = encodeFrame(Frames.MORE, message.frame(i), target, at);
        }
        return encodeFrame(0, message.frame(last), target, at);
    }

    @Override
    public int encodeHeader(Message message, int frame, byte[] target, int offset) {
        boolean more = frame < message.frameCount() - 1;
        return Frames.putHeader(target, offset, more ? Frames.MORE : 0, message.frame(frame).length);
    }

    @Override
    public byte[] encode(Command command, int minorVersion) {
        return Commands.encode(command, minorVersion);
    }

    private static int encodeFrame(int flags, byte[] body, byte[] target, int offset) {
        int at = Frames.putHeader(target, offset, flags, body.length);
        System.arraycopy(body, 0, target, at, body.length);
        return at + body.length;
    }
}
