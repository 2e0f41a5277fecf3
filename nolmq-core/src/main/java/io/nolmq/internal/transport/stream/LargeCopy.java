package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.DirectBuffers;
import io.nolmq.message.Message;
import io.nolmq.spi.WireEncoder;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A copy of a large message, encoded, in direct buffers: it waits outside the heap, and the kernel takes it from there. */
final class LargeCopy {
    /** A longer message is not copied into direct buffers. */
    static final int MAXIMUM_BUFFERS = 16;

    private final ByteBuffer[] buffers;
    private final long totalBytes;

    private LargeCopy(ByteBuffer[] buffers, long totalBytes) {
        this.buffers = buffers;
        this.totalBytes = totalBytes;
    }

    /** A copy; null when the message is too long, or there are too few buffers. */
    static @Nullable LargeCopy of(Message message, WireEncoder encoder, DirectBuffers from) {
        long bytes = encoder.encodedBytes(message);
        long number = (bytes + DirectBuffers.BUFFER_BYTES - 1) / DirectBuffers.BUFFER_BYTES;
        if (number > MAXIMUM_BUFFERS) {
            return null;
        }
        byte[] header = new byte[LargeWrite.HEADER_MAXIMUM_BYTES];
        ByteBuffer[] buffers = from.acquire((int) number);
        if (buffers == null) {
            return null;
        }
        boolean made = false;
        try {
            fill(buffers, message, encoder, header);
            LargeCopy copy = new LargeCopy(buffers, bytes);
            made = true;
            return copy;
        } finally {
            if (!made) {
                from.release(buffers);
            }
        }
    }

    private static void fill(ByteBuffer[] buffers, Message message, WireEncoder encoder, byte[] header) {
        int at = 0;
        for (int frame = 0; frame < message.frameCount(); frame++) {
            at = put(header, encoder.encodeHeader(message, frame, header, 0), buffers, at);
            byte[] body = message.frame(frame);
            at = put(body, body.length, buffers, at);
        }
        for (ByteBuffer buffer : buffers) {
            buffer.flip();
        }
    }

    private static int put(byte[] bytes, int length, ByteBuffer[] into, int from) {
        int at = from;
        int done = 0;
        while (done < length) {
            if (!into[at].hasRemaining()) {
                at++;
            }
            int part = Math.min(length - done, into[at].remaining());
            into[at].put(bytes, done, part);
            done += part;
        }
        return at;
    }

    /** The length of the encoded message. */
    long totalBytes() {
        return totalBytes;
    }

    /** Whether the kernel has taken a part of it, or all. */
    boolean isBegun() {
        return buffers[0].position() > 0;
    }

    /** Whether the kernel has taken its last byte. */
    boolean isTaken() {
        return !buffers[buffers.length - 1].hasRemaining();
    }

    /** Puts what the kernel has not taken into an array, as far as there is room; tells the offset behind. */
    int gather(ByteBuffer[] into, int offset) {
        int end = offset;
        for (ByteBuffer buffer : buffers) {
            if (buffer.hasRemaining() && end < into.length) {
                into[end++] = buffer;
            }
        }
        return end;
    }

    /** The kernel has taken so many bytes by another way. */
    void skip(long bytes) {
        long left = bytes;
        for (ByteBuffer buffer : buffers) {
            int part = (int) Math.min(left, buffer.remaining());
            buffer.position(buffer.position() + part);
            left -= part;
        }
    }

    /** Goes back to the first byte. */
    void rewind() {
        for (ByteBuffer buffer : buffers) {
            buffer.rewind();
        }
    }

    /** Gives the buffers back. */
    void release(DirectBuffers to) {
        to.release(buffers);
    }
}
