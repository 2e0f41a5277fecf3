package io.nolmq.internal.raw;

import io.nolmq.message.Message;
import io.nolmq.spi.Command;
import io.nolmq.spi.WireEncoder;

/** The bodies of the frames, one behind the other. */
final class RawEncoder implements WireEncoder {
    @Override
    public long encodedBytes(Message message) {
        return message.sizeBytes();
    }

    @Override
    public int encode(Message message, byte[] target, int offset) {
        int end = offset;
        for (int i = 0; i < message.frameCount(); i++) {
            byte[] frame = message.frame(i);
            System.arraycopy(frame, 0, target, end, frame.length);
            end += frame.length;
        }
        return end;
    }

    @Override
    public int encodeHeader(Message message, int frame, byte[] target, int offset) {
        return offset;
    }

    @Override
    public byte[] encode(Command command, int minorVersion) {
        throw new UnsupportedOperationException("there are no commands without frames");
    }
}
