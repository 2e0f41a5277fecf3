package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.BufferPool;
import io.nolmq.internal.engine.ReadableChannel.ReadAhead;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.spi.ProtocolException;
import io.nolmq.spi.WireDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayDeque;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What has come from one peer: messages read ahead, then bytes not decoded yet, then what the kernel holds. Belongs to the
 * receive side of its socket. The end of the connection is found here and told once.
 */
final class Inbox {
    /** Small, so that the high-water mark of reading ahead means something. */
    private static final int READ_AHEAD_BYTES = 16 * 1024;
    /** Then the other channels of the I/O thread have their turn; the selector reports this one again. */
    private static final int READS_AHEAD = 8;

    /** Takes the end of the connection; under the receive side. */
    @FunctionalInterface
    interface EndListener {
        void onEnd(Reason reason, String detail);
    }

    private final BufferPool buffers;
    private final int highWaterMark;
    private final Predicate<Message> consumed;
    private final EndListener endListener;
    private final ArrayDeque<Message> ahead = new ArrayDeque<>();

    private @Nullable ReadableByteChannel channel;
    private @Nullable WireDecoder decoder;
    private long messages;
    private long bytes;

    /**
     * @param highWaterMark how many messages are read ahead at most; 0 for no limit
     * @param consumed takes messages that are not for the application
     */
    Inbox(BufferPool buffers, int highWaterMark, Predicate<Message> consumed, EndListener endListener) {
        this.buffers = buffers;
        this.highWaterMark = highWaterMark == 0 ? Integer.MAX_VALUE : highWaterMark;
        this.consumed = consumed;
        this.endListener = endListener;
    }

    void open(ReadableByteChannel from, WireDecoder with) {
        channel = from;
        decoder = with;
    }

    boolean isOpen() {
        return channel != null;
    }

    int queued() {
        return ahead.size();
    }

    long messages() {
        return messages;
    }

    long bytes() {
        return bytes;
    }

    /** The next message, from what has been read. */
    @Nullable
    Message poll() {
        Message message = ahead.poll();
        if (message == null) {
            message = decode();
            if (message == null) {
                releaseBuffer();
                return null;
            }
        }
        messages++;
        return message;
    }

    /** Reads once, as much as a buffer takes. True when something came. */
    boolean readOnce() {
        int count = read(BufferPool.BUFFER_BYTES);
        if (count == 0) {
            releaseBuffer();
        }
        return count > 0;
    }

    /** Reads and decodes until the kernel has no more, or the high-water mark is reached. */
    ReadAhead readAhead() {
        for (int reads = 0; reads < READS_AHEAD; reads++) {
            if (!decodeAhead()) {
                return ReadAhead.FULL;
            }
            int count = read(READ_AHEAD_BYTES);
            if (count < 0) {
                return ReadAhead.ENDED;
            }
            if (count == 0) {
                releaseBuffer();
                return ReadAhead.DRAINED;
            }
        }
        return decodeAhead() ? ReadAhead.DRAINED : ReadAhead.FULL;
    }

    /** Closes this half: what was decoded stays to be polled. */
    void close() {
        releaseBuffer();
        channel = null;
        decoder = null;
    }

    private boolean decodeAhead() {
        while (ahead.size() < highWaterMark) {
            Message message = decode();
            if (message == null) {
                return true;
            }
            ahead.add(message);
        }
        return false;
    }

    private @Nullable Message decode() {
        WireDecoder from = decoder;
        if (from == null) {
            return null;
        }
        try {
            for (Message message = from.next(); message != null; message = from.next()) {
                bytes += message.sizeBytes();
                if (!consumed.test(message)) {
                    return message;
                }
            }
        } catch (ProtocolException violation) {
            end(violation.reason(), violation.toString());
        }
        return null;
    }

    private int read(int most) {
        ReadableByteChannel from = channel;
        WireDecoder into = decoder;
        if (from == null || into == null) {
            return -1;
        }
        try {
            ByteBuffer target = into.target();
            target.limit(Math.min(target.limit(), target.position() + most));
            int count = from.read(target);
            if (count >= 0) {
                into.received(count);
                return count;
            }
            end(Reason.END_OF_STREAM, "the peer closed the connection");
        } catch (IOException lost) {
            end(Reason.CONNECTION_LOST, String.valueOf(lost.getMessage()));
        }
        return -1;
    }

    private void end(Reason reason, String detail) {
        close();
        endListener.onEnd(reason, detail);
    }

    private void releaseBuffer() {
        WireDecoder from = decoder;
        byte[] buffer = from == null ? null : from.releaseBuffer();
        if (buffer != null) {
            buffers.release(buffer);
        }
    }
}
