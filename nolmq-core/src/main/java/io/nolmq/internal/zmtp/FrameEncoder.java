package io.nolmq.internal.zmtp;

import io.nolmq.message.Message;

/** Turns messages into frames. Has no state: any thread may use it. */
public final class FrameEncoder {
    /** How many bytes {@link #encode} writes for the message. */
    public long encodedBytes(Message message) {
        long bytes = 0;
        for (int i = 0, n = message.frameCount(); i < n; i++) {
            int body = message.frame(i).length;
            bytes += Frames.headerBytes(body) + body;
        }
        return bytes;
    }

    /**
     * Writes a whole message.
     *
     * @param target has room for {@link #encodedBytes} from {@code offset} on
     * @return the offset behind the message
     */
    public int encode(Message message, byte[] target, int offset) {
        int last = message.frameCount() - 1;
        int at = offset;
        for (int i = 0; i < last; i++) {
            at = encodeFrame(Frames.MORE, message.frame(i), target, at);
        }
        return encodeFrame(0, message.frame(last), target, at);
    }

    /**
     * Writes the header of one frame of a message, for a body that goes to the channel from its own array.
     *
     * @param target has room for 9 bytes from {@code offset} on
     * @return the offset behind the header
     */
    public int encodeHeader(Message message, int frame, byte[] target, int offset) {
        boolean more = frame < message.frameCount() - 1;
        return Frames.putHeader(target, offset, more ? Frames.MORE : 0, message.frame(frame).length);
    }

    private static int encodeFrame(int flags, byte[] body, byte[] target, int offset) {
        int at = Frames.putHeader(target, offset, flags, body.length);
        System.arraycopy(body, 0, target, at, body.length);
        return at + body.length;
    }
}
