package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.DirectBuffers;
import io.nolmq.message.Message;
import io.nolmq.spi.WireEncoder;
import io.nolmq.spi.WireSealer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * One large message on its way to the kernel, straight from its own arrays: a header and its body go out in one gathering
 * write, in slices of at most 120 KiB, because the JDK copies the whole of a heap buffer, however large, into a direct one
 * that it keeps. A multiple of 64 KiB would leave a last small segment of its own of each slice: a loopback takes 65 483 bytes.
 */
final class LargeWrite {
    static final int HEADER_MAXIMUM_BYTES = 9;

    private static final int SLICE_BYTES = 120 * 1024;

    private Message message;
    private final WireEncoder encoder;
    private final @Nullable WireSealer sealer;
    private final DirectBuffers buffers;
    /** How long it is on the wire. */
    final long totalBytes;

    private final ByteBuffer header = ByteBuffer.allocate(HEADER_MAXIMUM_BYTES).limit(0);
    private final ByteBuffer[] parts = {header, header};
    private ByteBuffer body = header;
    private int frame = -1;
    /** How many of them are taken. Read without a call, which could fail. */
    long takenBytes;

    /**
     * @param sealer encrypts each frame, when it is its turn; null for none
     * @param buffers have a reserve for when the JDK has no direct memory
     */
    LargeWrite(Message message, WireEncoder encoder, @Nullable WireSealer sealer, DirectBuffers buffers) {
        this.message = message;
        this.encoder = encoder;
        this.sealer = sealer;
        this.buffers = buffers;
        this.totalBytes = sealer == null ? encoder.encodedBytes(message) : sealedBytes(message, sealer);
    }

    private static long sealedBytes(Message message, WireSealer sealer) {
        long bytes = 0;
        for (int frame = 0; frame < message.frameCount(); frame++) {
            bytes += sealer.sealedBytes(message, frame);
        }
        return bytes;
    }

    /** Goes on from an equal message, whose arrays may be kept. */
    LargeWrite on(Message equal) {
        if (sealer == null && frame >= 0 && frame < message.frameCount()) {
            body = ByteBuffer.wrap(equal.frame(frame)).position(body.position());
            parts[1] = body;
        }
        message = equal;
        return this;
    }

    /** Writes on. True when the last byte is taken, false when the kernel takes no more now. */
    boolean writeTo(GatheringByteChannel to) throws IOException {
        while (takenBytes < totalBytes) {
            if (!header.hasRemaining() && !body.hasRemaining()) {
                nextFrame();
            }
            if (!writeSlice(to)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the kernel has taken it whole. Whatever fails, the body ends where it did. */
    private boolean writeSlice(GatheringByteChannel to) throws IOException {
        int end = body.limit();
        body.limit(Math.min(end, body.position() + SLICE_BYTES));
        try {
            takenBytes += header.hasRemaining() ? to.write(parts, 0, 2) : to.write(body);
            return !body.hasRemaining() && !header.hasRemaining();
        } catch (OutOfMemoryError none) {
            ByteBuffer next = header.hasRemaining() ? header : body;
            takenBytes += buffers.writeFromReserve(to, next);
            return false; // the I/O thread goes on
        } finally {
            body.limit(end);
        }
    }

    private void nextFrame() {
        int next = frame + 1;
        WireSealer encrypting = sealer;
        ByteBuffer nextBody; // first: it may fail
        if (encrypting == null) {
            nextBody = ByteBuffer.wrap(message.frame(next));
            header.clear().limit(encoder.encodeHeader(message, next, header.array(), 0));
        } else {
            byte[] encrypted = new byte[Math.toIntExact(encrypting.sealedBytes(message, next))];
            nextBody = ByteBuffer.wrap(encrypted);
            encrypting.seal(message, next, encrypted);
        }
        body = nextBody;
        parts[1] = nextBody;
        frame = next;
    }
}
