package io.nolmq.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message of one or more frames of bytes, which is transferred whole or not at all. {@link #bytes()} and
 * {@link #frame(int)} return its arrays without copying; over tcp and ipc it owns them, over inproc they are the arrays
 * that were sent.
 *
 * <p>A message is thread-safe as long as its arrays are not modified. Text is UTF-8.
 */
public final class Message {
    private static final byte[][] NO_FRAMES = {};
    private static final int SHOWN_BYTES = 48;

    private final byte[] first;
    private final byte[][] rest;
    private final boolean borrowed;

    private Message(byte[] first, byte[][] rest, boolean borrowed) {
        this.first = first;
        this.rest = rest;
        this.borrowed = borrowed;
    }

    /**
     * Creates a message with one frame for each text, encoded as UTF-8.
     *
     * @param first the first frame
     * @param more the frames after it
     * @return the message
     */
    public static Message of(String first, String... more) {
        byte[][] rest = more.length == 0 ? NO_FRAMES : new byte[more.length][];
        for (int i = 0; i < more.length; i++) {
            rest[i] = more[i].getBytes(StandardCharsets.UTF_8);
        }
        return new Message(first.getBytes(StandardCharsets.UTF_8), rest, false);
    }

    /**
     * Creates a message with a copy of each array as a frame.
     *
     * @param first the first frame
     * @param more the frames after it
     * @return the message, which shares nothing with the caller
     */
    public static Message of(byte[] first, byte[]... more) {
        byte[][] rest = more.length == 0 ? NO_FRAMES : new byte[more.length][];
        for (int i = 0; i < more.length; i++) {
            rest[i] = more[i].clone();
        }
        return new Message(first.clone(), rest, false);
    }

    /**
     * Creates a message of one frame with a copy of the remaining bytes of a buffer. The position of the buffer does
     * not change.
     *
     * @param payload the bytes between its position and its limit
     * @return the message
     */
    public static Message of(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(payload.position(), bytes);
        return new Message(bytes, NO_FRAMES, false);
    }

    /**
     * Creates a message with a frame for each array, without copying. The caller gives the arrays away and must not
     * modify them again.
     *
     * @param first the first frame
     * @param more the frames after it
     * @return the message, which now owns the arrays
     */
    public static Message wrap(byte[] first, byte[]... more) {
        return new Message(Objects.requireNonNull(first, "first"), more.length == 0 ? NO_FRAMES : more, false);
    }

    /**
     * Creates a message of one frame, without copying: {@link #wrap(byte[], byte[][])} for the usual case.
     *
     * @param payload the frame
     * @return the message, which now owns the array
     */
    public static Message wrap(byte[] payload) {
        return new Message(Objects.requireNonNull(payload, "payload"), NO_FRAMES, false);
    }

    /**
     * Creates a message of the frames in a list, without copying.
     *
     * @param frames at least one frame
     * @return the message, which now owns the arrays
     * @throws IllegalArgumentException if the list is empty
     */
    public static Message wrap(List<byte[]> frames) {
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("a message has at least one frame");
        }
        return new Message(
                frames.get(0),
                frames.size() == 1
                        ? NO_FRAMES
                        : frames.subList(1, frames.size()).toArray(NO_FRAMES),
                false);
    }

    /**
     * Creates a message of one frame over an array that the caller keeps: for one {@code send}, after which the caller
     * may modify the array. Bytes not taken by the kernel until then have been copied. Do not keep or queue such a
     * message.
     *
     * @param payload the frame
     * @return the message, which borrows the array
     */
    public static Message borrow(byte[] payload) {
        return new Message(Objects.requireNonNull(payload, "payload"), NO_FRAMES, true);
    }

    /**
     * Tests whether the arrays belong to the caller, so that the message must not be kept.
     *
     * @return false for all messages except those created by {@link #borrow}, and those derived from such a one
     */
    public boolean isBorrowed() {
        return borrowed;
    }

    /**
     * The message itself if it owns its arrays, or a copy that does if it only borrows them.
     *
     * @return a message that may be kept
     */
    public Message owned() {
        if (!borrowed) {
            return this;
        }
        byte[][] copies = rest.length == 0 ? NO_FRAMES : rest.clone();
        for (int i = 0; i < copies.length; i++) {
            copies[i] = copies[i].clone();
        }
        return new Message(first.clone(), copies, false);
    }

    /**
     * The number of frames.
     *
     * @return the number, at least 1
     */
    public int frameCount() {
        return 1 + rest.length;
    }

    /**
     * A frame, as the message's own array.
     *
     * @param index the index, from 0
     * @return the frame's bytes, not a copy
     * @throws IndexOutOfBoundsException if there is no such frame
     */
    public byte[] frame(int index) {
        return index == 0 ? first : rest[index - 1];
    }

    /**
     * All frames, in order, as the message's own arrays.
     *
     * @return an unmodifiable list
     */
    public List<byte[]> frames() {
        List<byte[]> all = new ArrayList<>(frameCount());
        all.add(first);
        all.addAll(Arrays.asList(rest));
        return List.copyOf(all);
    }

    /**
     * The first frame (the payload of a message of one frame), as the message's own array.
     *
     * @return the bytes, not a copy
     */
    public byte[] bytes() {
        return first;
    }

    /**
     * The first frame as text.
     *
     * @return the text; bytes that are not UTF-8 become U+FFFD
     */
    public String text() {
        return new String(first, StandardCharsets.UTF_8);
    }

    /**
     * A frame as text.
     *
     * @param index the index, from 0
     * @return the text; bytes that are not UTF-8 become U+FFFD
     * @throws IndexOutOfBoundsException if there is no such frame
     */
    public String text(int index) {
        return new String(frame(index), StandardCharsets.UTF_8);
    }

    /**
     * A frame as a read-only buffer over the message's own array.
     *
     * @param index the index, from 0
     * @return the buffer
     * @throws IndexOutOfBoundsException if there is no such frame
     */
    public ByteBuffer buffer(int index) {
        return ByteBuffer.wrap(frame(index)).asReadOnlyBuffer();
    }

    /**
     * The total length of all frames.
     *
     * @return the number of payload bytes, without any framing
     */
    public long sizeBytes() {
        long size = first.length;
        for (byte[] frame : rest) {
            size += frame.length;
        }
        return size;
    }

    /**
     * This message with one more frame in front, as a ROUTER addresses a peer. The frames are shared, not copied.
     *
     * @param frame the new first frame
     * @return a new message
     */
    public Message prepend(byte[] frame) {
        byte[][] all = new byte[1 + rest.length][];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return new Message(frame, all, borrowed);
    }

    /**
     * The frames from an index on, as a separate message. The frames are shared, not copied.
     *
     * @param index the index, from 0 on
     * @return a new message, or null if there are no frames from that index on
     */
    public @Nullable Message from(int index) {
        if (index == 0) {
            return this;
        }
        if (index > rest.length) {
            return null;
        }
        return new Message(
                rest[index - 1],
                index == rest.length ? NO_FRAMES : Arrays.copyOfRange(rest, index, rest.length),
                borrowed);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Message that && Arrays.equals(first, that.first) && Arrays.deepEquals(rest, that.rest);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(first) + Arrays.deepHashCode(rest);
    }

    /** The frames, shortened and with control characters escaped, for a log. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Message[");
        for (int i = 0; i < frameCount(); i++) {
            if (i > 0) {
                text.append(" | ");
            }
            appendEscaped(text, frame(i));
        }
        return text.append(']').toString();
    }

    private static void appendEscaped(StringBuilder text, byte[] frame) {
        int shown = Math.min(frame.length, SHOWN_BYTES);
        for (int i = 0; i < shown; i++) {
            int c = frame[i] & 0xff;
            if (c >= 0x20 && c < 0x7f && c != '\\') {
                text.append((char) c);
            } else {
                text.append("\\x").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            }
        }
        if (shown < frame.length) {
            text.append("… (").append(frame.length).append(" bytes)");
        }
    }
}
