package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.BufferPool;
import io.nolmq.spi.WireSealer;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Encrypted frames of one connection that the kernel has not taken yet, and the encoded frames that they stand for. What is
 * sealed is written: nothing is sealed before the kernel has taken all that was, so frames go onto the wire in the order in
 * which they were sealed. Ends with its connection; the encoded frames stay. Belongs to the send side.
 */
final class SealedBatch {
    private static final byte[] NONE = {};

    private final WireSealer sealer;
    private final BufferPool buffers;

    private byte[] bytes = NONE;
    private int position;
    private int limit;
    /** Where each frame ends, sealed and encoded. */
    private int[] ends = new int[16];

    private int[] encodedEnds = new int[16];
    private int first;
    private int count;
    /** Where the first frame that the kernel has not taken whole begins, encoded. */
    private int encodedPosition;

    SealedBatch(WireSealer sealer, BufferPool buffers) {
        this.sealer = sealer;
        this.buffers = buffers;
    }

    /** Whether the kernel has taken all that was sealed. */
    boolean isEmpty() {
        return position == limit;
    }

    /** Whether the kernel has taken a part of a frame, and not all of it. */
    boolean isBegun() {
        return first < count && position > (first == 0 ? 0 : ends[first - 1]);
    }

    /** Seals whole frames, as many as fit into a buffer, and one at least. Only when {@link #isEmpty}. */
    void seal(byte[] encoded, int from, int to) {
        makeRoom(sealer.sealedBytes(encoded, from));
        position = 0;
        limit = 0;
        first = 0;
        count = 0;
        encodedPosition = from;
        int at = from;
        while (at < to && sealer.sealedBytes(encoded, at) <= bytes.length - limit) {
            if (count == ends.length) {
                ends = Arrays.copyOf(ends, 2 * count);
                encodedEnds = Arrays.copyOf(encodedEnds, 2 * count);
            }
            int next = at + sealer.frameBytes(encoded, at);
            limit = sealer.seal(encoded, at, bytes, limit);
            ends[count] = limit;
            encodedEnds[count++] = next;
            at = next;
        }
    }

    private void makeRoom(long atLeast) {
        if (bytes.length == 0) {
            bytes = atLeast <= BufferPool.BUFFER_BYTES
                    ? buffers.acquire(BufferPool.BUFFER_BYTES)
                    : new byte[Math.toIntExact(atLeast)];
        } else if (bytes.length < atLeast) {
            release();
            makeRoom(atLeast);
        }
    }

    /** The bytes to write next. */
    ByteBuffer next() {
        return ByteBuffer.wrap(bytes, position, limit - position);
    }

    /** The kernel has taken so many bytes. Tells where the first encoded frame begins that it has not taken whole. */
    int took(int taken) {
        position += taken;
        while (first < count && ends[first] <= position) {
            encodedPosition = encodedEnds[first++];
        }
        return encodedPosition;
    }

    /** Forgets what the kernel has not taken, and gives the buffer back. */
    void release() {
        position = 0;
        limit = 0;
        first = 0;
        count = 0;
        byte[] old = bytes;
        bytes = NONE;
        if (old.length > 0 && old.length <= BufferPool.BUFFER_BYTES) {
            buffers.release(old);
        }
    }
}
