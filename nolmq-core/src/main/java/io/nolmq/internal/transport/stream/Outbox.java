package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.BufferPool;
import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import io.nolmq.spi.WireEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one peer: a batch of encoded bytes, then commands, then messages that are not encoded yet. Belongs to
 * the send side of its socket.
 *
 * <p>A message counts against the high-water mark until the kernel has taken its last byte. The batch remembers where
 * each message ends, so that after a lost connection those that were not taken whole can be sent again, whole.
 *
 * <pre>
 *   batch:   |taken| message | message | command | ... |      ends: offset behind each message
 *   commands: frames          (they go next, between two messages)
 *   backlog:  messages        (the first may be written in part, when it is large)
 * </pre>
 */
final class Outbox {
    /** A message of this size and above is written from its own arrays. */
    static final int LARGE_BYTES = BufferPool.BUFFER_BYTES;
    /** A batch of this size goes out at once. */
    static final int WRITE_AT_BYTES = 32 * 1024;

    private static final byte[] NONE = {};

    private final WireEncoder encoder;
    private final BufferPool buffers;
    private final int highWaterMark;

    private @Nullable WritableByteChannel channel;
    private byte[] batch = NONE;
    private int position;
    private int limit;
    private int[] ends = new int[16];
    private int firstEnd;
    private int endCount;
    private final ArrayDeque<byte[]> commands = new ArrayDeque<>();
    private final ArrayDeque<Message> backlog = new ArrayDeque<>();
    private @Nullable LargeWrite large;
    private boolean blocked;

    private long messagesTaken;
    private long bytesTaken;

    Outbox(WireEncoder encoder, BufferPool buffers, int highWaterMark) {
        this.encoder = encoder;
        this.buffers = buffers;
        this.highWaterMark = highWaterMark == 0 ? Integer.MAX_VALUE : highWaterMark;
    }

    /** How many messages the kernel has not yet taken whole. */
    int pending() {
        return endCount - firstEnd + backlog.size();
    }

    boolean isFull() {
        return pending() >= highWaterMark;
    }

    /** Whether the kernel took less than it was offered, and OP_WRITE will tell. */
    boolean isBlocked() {
        return blocked;
    }

    boolean isEmpty() {
        return position == limit && commands.isEmpty() && backlog.isEmpty();
    }

    int batchBytes() {
        return limit - position;
    }

    /** Messages that the kernel took whole since the connection began. */
    long messagesTaken() {
        return messagesTaken;
    }

    long bytesTaken() {
        return bytesTaken;
    }

    /** Whether enough was taken that a sender who found no room should come back: half of it, to spare wake-ups. */
    boolean hasRoomAgain() {
        return pending() <= highWaterMark / 2;
    }

    /** Takes a message, if there is room; encoded at once when nothing stands before it. */
    SendResult offer(Message message) {
        if (isFull()) {
            return SendResult.FULL;
        }
        if (channel != null && backlog.isEmpty() && commands.isEmpty()) {
            long bytes = encoder.encodedBytes(message);
            if (fits(bytes)) {
                encode(message);
                return SendResult.SENT;
            }
        }
        backlog.add(message.owned());
        return SendResult.SENT;
    }

    /** Takes a command frame, whatever the high-water mark says. */
    void offerCommand(byte[] frame) {
        commands.add(frame);
    }

    private boolean fits(long bytes) {
        return bytes <= BufferPool.BUFFER_BYTES - limit;
    }

    private void encode(Message message) {
        if (batch == NONE) {
            batch = buffers.acquire();
        }
        limit = encoder.encode(message, batch, limit);
        if (endCount == ends.length) {
            ends = Arrays.copyOf(ends, 2 * endCount);
        }
        ends[endCount++] = limit;
    }

    // ------------------------------------------------------------------ writing

    /** A new connection: what was not taken by the last one goes to this one. */
    void open(WritableByteChannel to) {
        channel = to;
        blocked = false;
        messagesTaken = 0;
    }

    /** The connection takes nothing any more. */
    void close() {
        channel = null;
    }

    /**
     * Writes what waits, until the kernel takes no more. Afterwards either nothing waits or {@link #isBlocked}.
     *
     * @throws IOException when the connection can take nothing any more
     */
    void drain() throws IOException {
        WritableByteChannel to = channel;
        if (to == null) {
            return;
        }
        blocked = false;
        while (!isEmpty()) {
            if (position < limit) {
                if (!writeBatch(to)) {
                    return;
                }
            } else if (!commands.isEmpty() && large == null) {
                batchCommands();
            } else if (encoder.encodedBytes(backlog.getFirst()) >= LARGE_BYTES) {
                if (!writeLarge(to)) {
                    return;
                }
            } else {
                batchBacklog();
            }
        }
        releaseBatch();
    }

    private boolean writeBatch(WritableByteChannel to) throws IOException {
        int taken = to.write(ByteBuffer.wrap(batch, position, limit - position));
        position += taken;
        bytesTaken += taken;
        while (firstEnd < endCount && ends[firstEnd] <= position) {
            firstEnd++;
            messagesTaken++;
        }
        if (position < limit) {
            blocked = true;
            return false;
        }
        resetBatch();
        return true;
    }

    private void batchCommands() {
        if (batch == NONE) {
            batch = buffers.acquire();
        }
        for (byte[] frame = commands.peek(); frame != null; frame = commands.peek()) {
            if (frame.length > batch.length - limit) {
                if (limit == 0) {
                    batch = Arrays.copyOf(frame, frame.length); // a subscription longer than a batch
                    limit = frame.length;
                    commands.remove();
                }
                return;
            }
            System.arraycopy(frame, 0, batch, limit, frame.length);
            limit += frame.length;
            commands.remove();
        }
    }

    private void batchBacklog() {
        while (!backlog.isEmpty() && fits(encoder.encodedBytes(backlog.getFirst()))) {
            encode(backlog.removeFirst());
        }
    }

    private boolean writeLarge(WritableByteChannel to) throws IOException {
        LargeWrite write = large;
        if (write == null) {
            write = new LargeWrite(backlog.getFirst(), encoder);
            large = write;
        }
        boolean done = write.writeTo(to);
        if (!done) {
            blocked = true;
            return false;
        }
        bytesTaken += write.totalBytes();
        large = null;
        backlog.removeFirst();
        messagesTaken++;
        return true;
    }

    private void resetBatch() {
        position = 0;
        limit = 0;
        firstEnd = 0;
        endCount = 0;
    }

    private void releaseBatch() {
        if (batch.length == BufferPool.BUFFER_BYTES) {
            buffers.release(batch);
        }
        batch = NONE;
    }
}
