package io.nolmq.internal.zmtp;

import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.spi.Cipher;
import io.nolmq.spi.CommandSink;
import io.nolmq.spi.ProtocolException;
import io.nolmq.spi.WireDecoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of an open connection into messages and commands. Belongs to the receive side of its socket.
 *
 * <p>Bytes come in through {@link #target} and {@link #received}; messages come out of {@link #next}, one a call, decoded
 * only when asked for. Memory is taken for bytes received, never for bytes announced:
 *
 * <ul>
 *   <li>a shared buffer is held only while it has undecoded bytes; {@link #releaseBuffer} keeps an incomplete rest in an
 *       array of just its size;
 *   <li>the body of a frame that does not fit what has come grows with what comes: at most sixteen times the bytes
 *       received while small, at most twice when large. From then on the channel reads straight into it.
 * </ul>
 */
public final class FrameDecoder implements WireDecoder {
    /** An array in Java can hold no more, whatever MAXMSGSIZE says. */
    public static final int FRAME_MAXIMUM_BYTES = Integer.MAX_VALUE - 8;
    /** A command may be this long at most. */
    public static final int COMMAND_MAXIMUM_BYTES = 64 * 1024;

    /** What a frame takes in memory besides its bytes. */
    private static final int FRAME_OVERHEAD_BYTES = 24;

    private static final int READ_MAXIMUM_BYTES = 128 * 1024;
    private static final byte[] NONE = {};

    private final CommandSink commands;
    private final Supplier<byte[]> bufferSource;
    private final int frameMaximumBytes;
    private final int framesMaximum;
    private final @Nullable Cipher cipher;

    private byte[] buffer = NONE;
    private int position;
    private int limit;
    /** Whether {@link #buffer} is the pool's, or an array of our own that holds just an incomplete rest. */
    private boolean shared;

    private byte @Nullable [] large;
    private int largeFilled;
    private int largeBytes;
    private int largeFlags;

    private @Nullable List<byte[]> frames;
    /** What they take in memory. */
    private long framesBytes;

    /**
     * @param commands takes what is not a message
     * @param bufferSource gives a buffer of at least 4 KiB, for as long as bytes stand in it
     * @param frameMaximumBytes MAXMSGSIZE, or -1 for no limit
     * @param framesMaximum how many frames a message may have
     * @param cipher opens each frame; null where they come as they are
     */
    public FrameDecoder(
            CommandSink commands,
            Supplier<byte[]> bufferSource,
            long frameMaximumBytes,
            int framesMaximum,
            @Nullable Cipher cipher) {
        this.commands = commands;
        this.bufferSource = bufferSource;
        this.frameMaximumBytes =
                frameMaximumBytes < 0 ? FRAME_MAXIMUM_BYTES : (int) Math.min(frameMaximumBytes, FRAME_MAXIMUM_BYTES);
        this.framesMaximum = framesMaximum;
        this.cipher = cipher;
    }

    @Override
    public ByteBuffer target() {
        byte[] body = large;
        if (body != null) {
            if (largeFilled == body.length) {
                body = Arrays.copyOf(body, capacity(largeFilled, largeBytes));
                large = body;
            }
            return ByteBuffer.wrap(body, largeFilled, Math.min(body.length - largeFilled, READ_MAXIMUM_BYTES));
        }
        byte[] into = shared ? buffer : bufferSource.get();
        System.arraycopy(buffer, position, into, 0, limit - position);
        limit -= position;
        buffer = into;
        shared = true;
        position = 0;
        return ByteBuffer.wrap(buffer, limit, buffer.length - limit);
    }

    @Override
    public void received(int count) {
        if (large != null) {
            largeFilled += count;
        } else {
            limit += count;
        }
    }

    @Override
    public void prime(byte[] bytes, int from, int to) {
        buffer = Arrays.copyOfRange(bytes, from, to);
        limit = buffer.length;
    }

    @Override
    public byte @Nullable [] releaseBuffer() {
        if (!shared) {
            return null;
        }
        byte[] released = buffer;
        buffer = position == limit ? NONE : Arrays.copyOfRange(buffer, position, limit);
        position = 0;
        limit = buffer.length;
        shared = false;
        return released;
    }

    @Override
    public long heldBytes() {
        byte[] body = large;
        int largeCapacity =
                body == null ? 0 : largeFilled == body.length ? capacity(largeFilled, largeBytes) : body.length;
        return limit - position + framesBytes + largeCapacity;
    }

    @Override
    public @Nullable Message next() throws ProtocolException {
        int at = position;
        if (limit - at >= Frames.SHORT_HEADER_BYTES
                && buffer[at] == 0
                && frames == null
                && large == null
                && cipher == null) {
            int start = at + Frames.SHORT_HEADER_BYTES;
            int end = start + (buffer[at + 1] & 0xff);
            if (end <= limit
                    && end - start <= frameMaximumBytes) { // most messages: one short frame, and all of it here
                Message message = Message.wrap(Arrays.copyOfRange(buffer, start, end));
                position = end;
                return message;
            }
        }
        return nextOfAnyKind();
    }

    private @Nullable Message nextOfAnyKind() throws ProtocolException {
        while (true) {
            int flags;
            byte[] body;
            if (large != null) {
                if (largeFilled < largeBytes) {
                    return null;
                }
                flags = largeFlags;
                body = large;
                large = null;
            } else {
                int available = limit - position;
                if (available < Frames.SHORT_HEADER_BYTES) {
                    return null;
                }
                flags = buffer[position];
                int header = Frames.SHORT_HEADER_BYTES;
                int size = buffer[position + 1] & 0xff;
                if (flags > Frames.MORE || flags < 0) {
                    header = (flags & Frames.LONG) == 0 ? header : Frames.LONG_HEADER_BYTES;
                    if (cipher == null) {
                        checkFlags(flags);
                    }
                    if (available < header) {
                        return null;
                    }
                    size = header == Frames.LONG_HEADER_BYTES ? longSize() : size;
                }
                if (cipher == null) {
                    checkSize(flags, size);
                } else if (cipher.openedBytes(size) > frameMaximumBytes) {
                    throw tooLarge(size);
                }
                if (available - header < size) {
                    beginLarge(flags, header, size);
                    return null;
                }
                int start = position + header;
                body = Arrays.copyOfRange(buffer, start, start + size);
                position = start + size;
            }
            Message message = cipher == null ? complete(flags, body) : open(cipher, body);
            if (message != null) {
                return message;
            }
        }
    }

    /** The flags on the wire say nothing; those that count are in the sealed body. */
    private @Nullable Message open(Cipher with, byte[] sealed) throws ProtocolException {
        Cipher.Frame frame = with.open(sealed);
        int flags = (frame.more() ? Frames.MORE : 0) | (frame.command() ? Frames.COMMAND : 0);
        checkFlags(flags);
        checkSize(flags, frame.body().length);
        return complete(flags, frame.body());
    }

    private @Nullable Message complete(int flags, byte[] body) throws ProtocolException {
        if ((flags & Frames.COMMAND) != 0) {
            Commands.dispatch(body, commands);
            return null;
        }
        List<byte[]> collected = frames;
        if ((flags & Frames.MORE) != 0) {
            if (collected == null) {
                collected = new ArrayList<>(4);
                frames = collected;
            }
            if (collected.size() == framesMaximum - 1) {
                throw new ProtocolException(
                        Reason.FRAME_COUNT, "a message of more than " + framesMaximum + " frames; see framesMaximum");
            }
            collected.add(body);
            framesBytes += body.length + FRAME_OVERHEAD_BYTES;
            return null;
        }
        if (collected == null) {
            return Message.wrap(body);
        }
        collected.add(body);
        frames = null;
        framesBytes = 0;
        return Message.wrap(collected);
    }

    /** A body of which a part is here: it gets an array of its own, unless it will soon be whole in the buffer. */
    private void beginLarge(int flags, int header, int size) {
        int have = limit - position - header;
        if (have == 0 || size <= Frames.SHORT_MAXIMUM_BYTES) {
            return;
        }
        byte[] body = new byte[capacity(have, size)];
        System.arraycopy(buffer, position + header, body, 0, have);
        position = limit;
        large = body;
        largeFilled = have;
        largeBytes = size;
        largeFlags = flags;
    }

    private static int capacity(int received, int announced) {
        long allowed = Math.max(2L * received, Math.min(16L * received, READ_MAXIMUM_BYTES));
        return (int) Math.min(announced, allowed);
    }

    private void checkFlags(int flags) throws ProtocolException {
        if ((flags & Frames.RESERVED) != 0) {
            throw new ProtocolException(Reason.MALFORMED, "a frame with reserved flags");
        }
        if ((flags & Frames.COMMAND) != 0 && (flags & Frames.MORE) != 0) {
            throw new ProtocolException(Reason.MALFORMED, "a command with MORE");
        }
    }

    private int longSize() throws ProtocolException {
        long size = Frames.longSize(buffer, position);
        if (size < 0 || size > FRAME_MAXIMUM_BYTES) {
            throw tooLarge(size);
        }
        return (int) size;
    }

    private void checkSize(int flags, int size) throws ProtocolException {
        if (size > frameMaximumBytes || ((flags & Frames.COMMAND) != 0 && size > COMMAND_MAXIMUM_BYTES)) {
            throw tooLarge(size);
        }
    }

    private static ProtocolException tooLarge(long size) {
        return new ProtocolException(Reason.FRAME_SIZE, "a frame of " + Long.toUnsignedString(size) + " bytes");
    }
}
