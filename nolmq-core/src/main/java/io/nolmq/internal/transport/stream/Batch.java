package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.BufferPool;
import io.nolmq.message.Message;
import io.nolmq.spi.WireEncoder;
import io.nolmq.spi.WireSealer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Encoded messages and commands for one peer, one behind the other, until the kernel has taken them. Remembers where each
 * message begins and ends, so that after a lost connection those that were not taken whole can be sent again, whole. Belongs
 * to the send side.
 *
 * <pre>
 *   |taken| message | message | command | ... |      starts, ends: of each message
 *         ↑ position                          ↑ limit
 * </pre>
 */
final class Batch {
    private static final byte[] NONE = {};

    private final WireEncoder encoder;
    private final BufferPool buffers;
    /** Where the connection encrypts. */
    private @Nullable SealedBatch sealed;

    private byte[] bytes = NONE;
    private int position;
    private int limit;
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    /** The first message that is not known to be taken whole. */
    private int first;

    private int count;
    private int lastLimit;
    private long bytesTaken;

    Batch(WireEncoder encoder, BufferPool buffers) {
        this.encoder = encoder;
        this.buffers = buffers;
    }

    /** A new connection. */
    void open(@Nullable WireSealer sealer) {
        sealed = sealer == null ? null : new SealedBatch(sealer, buffers);
    }

    /** Whether the kernel has taken all. */
    boolean isEmpty() {
        return position == limit;
    }

    /** The bytes that the kernel has not taken. */
    int size() {
        return limit - position;
    }

    /** Whether nothing has been added since all was taken. */
    boolean isNew() {
        return limit == 0;
    }

    /** The bytes that the kernel has taken, ever. */
    long bytesTaken() {
        return bytesTaken;
    }

    // ------------------------------------------------------------------ in

    /** How many bytes fit behind what is there. */
    int room() {
        return BufferPool.BUFFER_BYTES - limit;
    }

    boolean fits(long more) {
        return more <= room();
    }

    /** Makes room for what {@link #fits}: a first buffer as large as the last batch was, then larger ones. */
    void makeRoom(int more) {
        if (bytes.length - limit >= more) {
            return;
        }
        byte[] larger = buffers.acquire(Math.max(limit + more, Math.min(lastLimit, BufferPool.BUFFER_BYTES)));
        System.arraycopy(
                bytes, 0, larger, 0, limit); // from 0: what the kernel took a part of may have to be sent again
        releaseBytes();
        bytes = larger;
    }

    /** Encodes a message that {@link #fits}. Where it throws, it is not there. */
    void add(Message message, int encodedBytes) {
        makeRoom(encodedBytes);
        if (count == ends.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        starts[count] = limit;
        limit = encoder.encode(message, bytes, limit);
        ends[count++] = limit;
    }

    /** Takes a command; false when it does not fit behind what is there. */
    boolean add(byte[] frame) {
        if (fits(frame.length)) {
            makeRoom(frame.length);
            System.arraycopy(frame, 0, bytes, limit, frame.length);
            limit += frame.length;
            return true;
        }
        if (limit > 0) {
            return false;
        }
        releaseBytes();
        bytes = frame; // a subscription longer than a buffer
        limit = frame.length;
        return true;
    }

    // ------------------------------------------------------------------ out

    /** Writes what is there. False when the kernel takes no more now. */
    boolean writeTo(GatheringByteChannel to) throws IOException {
        SealedBatch encrypted = sealed;
        if (encrypted != null) {
            return writeSealed(to, encrypted);
        }
        int taken = write(to, ByteBuffer.wrap(bytes, position, limit - position));
        position += taken;
        bytesTaken += taken;
        return position == limit;
    }

    private boolean writeSealed(GatheringByteChannel to, SealedBatch encrypted) throws IOException {
        do {
            if (encrypted.isEmpty()) {
                encrypted.seal(bytes, position, limit);
            }
            int taken = write(to, encrypted.next());
            bytesTaken += taken;
            position = encrypted.took(taken);
        } while (encrypted.isEmpty() && position < limit);
        return position == limit;
    }

    /** The JDK needs direct memory before it writes; where there is none, nothing has been written. */
    private int write(GatheringByteChannel to, ByteBuffer from) throws IOException {
        try {
            return to.write(from);
        } catch (OutOfMemoryError none) {
            return buffers.direct().writeFromReserve(to, from);
        }
    }

    /** How many messages the kernel has taken whole since the last call. */
    int takeMessagesTaken() {
        int before = first;
        if (position == limit) {
            first = count;
        } else {
            while (first < count && ends[first] <= position) {
                first++;
            }
        }
        return first - before;
    }

    /** Once all is taken, and noted: the next one begins at the beginning. */
    void reset() {
        lastLimit = limit;
        position = 0;
        limit = 0;
        first = 0;
        count = 0;
        if (bytes.length > BufferPool.BUFFER_BYTES) {
            bytes = NONE;
        }
    }

    /** Gives the buffers back. Only when it {@link #isNew}. */
    void release() {
        SealedBatch encrypted = sealed;
        if (encrypted != null) {
            encrypted.release();
        }
        releaseBytes();
    }

    private void releaseBytes() {
        if (bytes.length > 0) {
            buffers.release(bytes);
            bytes = NONE;
        }
    }

    // ------------------------------------------------------------------ after a lost connection

    /** Whether a message is there that is not known to be taken whole. */
    boolean hasMessages() {
        return first < count;
    }

    /** The length of the first message, if the kernel has taken a part of it; else 0. */
    int bytesOfMessageBegun() {
        if (first == count) {
            return 0;
        }
        SealedBatch encrypted = sealed;
        boolean begun =
                position > starts[first] || (position == starts[first] && encrypted != null && encrypted.isBegun());
        return begun ? ends[first] - starts[first] : 0;
    }

    /** Keeps the messages that were not taken whole, to be sent from their beginning, and forgets all else. */
    void rewind() {
        SealedBatch encrypted = sealed;
        if (encrypted != null) {
            encrypted.release();
        }
        int at = 0;
        int kept = 0;
        for (int i = first; i < count; i++) {
            int length = ends[i] - starts[i];
            System.arraycopy(bytes, starts[i], bytes, at, length);
            starts[kept] = at;
            at += length;
            ends[kept++] = at;
        }
        first = 0;
        count = kept;
        position = 0;
        limit = at;
    }

    /** Gives up the first message. After {@link #rewind}. */
    void giveUpFirst() {
        first = 1;
        position = ends[0];
        if (position == limit) {
            clear();
        }
    }

    /** Forgets everything. */
    void clear() {
        reset();
        release();
    }
}
