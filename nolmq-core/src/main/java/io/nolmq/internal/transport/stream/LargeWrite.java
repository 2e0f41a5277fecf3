package io.nolmq.internal.transport.stream;

import io.nolmq.message.Message;
import io.nolmq.spi.WireEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * One large message on its way to the kernel, straight from its own arrays: header and body go out together, in slices
 * of at most 128 KiB, because the JDK copies the whole of a heap buffer, however large, into a direct one that it keeps.
 */
final class LargeWrite {
    private static final int SLICE_BYTES = 128 * 1024;
    private static final int HEADER_MAXIMUM_BYTES = 9;

    private final Message message;
    private final WireEncoder encoder;
    private final long totalBytes;
    private final byte[] header = new byte[HEADER_MAXIMUM_BYTES];
    private final ByteBuffer slice = ByteBuffer.allocateDirect(SLICE_BYTES).flip();
    private int headerBytes;
    private int headerCopied;
    private int frame = -1;
    private int bodyCopied;

    LargeWrite(Message message, WireEncoder encoder) {
        this.message = message;
        this.encoder = encoder;
        this.totalBytes = encoder.encodedBytes(message);
        nextFrame();
    }

    long totalBytes() {
        return totalBytes;
    }

    /** Writes on. True when the last byte is taken, false when the kernel takes no more now. */
    boolean writeTo(WritableByteChannel to) throws IOException {
        while (true) {
            if (!slice.hasRemaining() && !fill()) {
                return true;
            }
            to.write(slice);
            if (slice.hasRemaining()) {
                return false;
            }
        }
    }

    private boolean fill() {
        slice.clear();
        while (slice.hasRemaining() && frame < message.frameCount()) {
            int ofHeader = Math.min(headerBytes - headerCopied, slice.remaining());
            slice.put(header, headerCopied, ofHeader);
            headerCopied += ofHeader;
            byte[] body = message.frame(frame);
            int ofBody = Math.min(body.length - bodyCopied, slice.remaining());
            slice.put(body, bodyCopied, ofBody);
            bodyCopied += ofBody;
            if (headerCopied == headerBytes && bodyCopied == body.length) {
                nextFrame();
            }
        }
        slice.flip();
        return slice.hasRemaining();
    }

    private void nextFrame() {
        frame++;
        headerCopied = 0;
        bodyCopied = 0;
        headerBytes = frame < message.frameCount() ? encoder.encodeHeader(message, frame, header, 0) : 0;
    }
}
