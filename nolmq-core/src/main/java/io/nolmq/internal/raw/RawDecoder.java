package io.nolmq.internal.raw;

import io.nolmq.message.Message;
import io.nolmq.spi.WireDecoder;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Each read of the channel is a message. */
final class RawDecoder implements WireDecoder {
    /** As libzmq reads. */
    private static final int READ_BYTES = 8 * 1024;

    private static final byte[] NONE = {};

    private final Supplier<byte[]> bufferSource;

    private byte[] buffer = NONE;
    private boolean shared;
    private int count;

    RawDecoder(Supplier<byte[]> bufferSource) {
        this.bufferSource = bufferSource;
    }

    @Override
    public void prime(byte[] bytes, int from, int to) {
        buffer = Arrays.copyOfRange(bytes, from, to);
        count = buffer.length;
    }

    @Override
    public ByteBuffer target() {
        if (!shared) {
            buffer = bufferSource.get();
            shared = true;
        }
        return ByteBuffer.wrap(buffer, 0, Math.min(buffer.length, READ_BYTES));
    }

    @Override
    public void received(int more) {
        count = more;
    }

    @Override
    public @Nullable Message next() {
        if (count == 0) {
            return null;
        }
        Message message = Message.of(Arrays.copyOf(buffer, count));
        count = 0;
        return message;
    }

    @Override
    public long heldBytes() {
        return count;
    }

    @Override
    public byte @Nullable [] releaseBuffer() {
        if (!shared) {
            return null;
        }
        byte[] released = buffer;
        buffer = count == 0 ? NONE : Arrays.copyOf(buffer, count);
        shared = false;
        return released;
    }
}
