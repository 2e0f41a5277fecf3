package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.DirectBuffers;
import io.nolmq.internal.engine.Overflows;
import io.nolmq.internal.queue.Ring;
import io.nolmq.message.Message;
import io.nolmq.spi.WireEncoder;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The messages for one peer that are not in its batch, in their order. A small one waits as it is, and so does a large one
 * that owns its arrays; a large one that is borrowed, or is to be written soon, as a {@link LargeCopy} while there are
 * buffers. Belongs to the send side.
 */
final class Backlog {
    /** A message of this size and above does not go through the batch. */
    static final int LARGE_BYTES = 64 * 1024;

    /** Stands in the queue for the next of the copies. */
    private static final Message COPY = Message.of("");

    private final WireEncoder encoder;
    private final DirectBuffers buffers;
    private final Ring<Message> messages = new Ring<>();
    private final Ring<LargeCopy> copies = new Ring<>();
    private final boolean mayCopy;
    private long bytes;

    /** @param copies whether there may be copies in direct buffers: no cipher could read them */
    Backlog(WireEncoder encoder, DirectBuffers buffers, boolean copies) {
        this.encoder = encoder;
        this.mayCopy = copies;
        this.buffers = buffers;
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    int size() {
        return messages.size();
    }

    /** Of all, encoded. */
    long bytes() {
        return bytes;
    }

    boolean hasCopies() {
        return !copies.isEmpty();
    }

    /** Takes a message; a copy of it, when it is borrowed. */
    void add(Message message) {
        if (!message.isBorrowed() || encoder.encodedBytes(message) < LARGE_BYTES || !addCopy(message)) {
            Message kept = message.owned();
            long cost = encoder.encodedBytes(kept); // first: it may fail
            messages.addLast(kept);
            bytes += cost;
        }
    }

    /** Takes a direct copy of a large message; false when there are too few buffers. */
    boolean addCopy(Message message) {
        LargeCopy copy = mayCopy ? LargeCopy.of(message, encoder, buffers) : null;
        if (copy == null) {
            return false;
        }
        boolean added = false;
        try {
            long total = copy.totalBytes();
            copies.addLast(copy);
            added = true;
            messages.addLast(COPY);
            bytes += total;
            return true;
        } catch (Error none) {
            copy.release(buffers);
            if (added) {
                copies.removeLast();
            }
            throw none;
        }
    }

    /** Takes what is left of a message that nothing stands before; null when it goes on as the first copy. */
    @Nullable
    LargeWrite addRest(Message message, LargeWrite begun) {
        if (message.isBorrowed() && addCopy(message)) {
            boolean skipped = false;
            try {
                copies.getFirst().skip(begun.takenBytes);
                skipped = true;
            } finally {
                if (!skipped) {
                    removeLast();
                }
            }
            return null;
        }
        Message kept = message.owned();
        LargeWrite rest = begun.on(kept);
        long cost = encoder.encodedBytes(kept); // first: it may fail
        messages.addLast(kept);
        bytes += cost;
        return rest;
    }

    /** The first message, if it is small. */
    @Nullable
    Message peekSmall() {
        Message message = messages.peekFirst();
        return message == null || isCopy(message) || encoder.encodedBytes(message) >= LARGE_BYTES ? null : message;
    }

    boolean startsWithCopy() {
        return isCopy(messages.peekFirst());
    }

    /** Whether the first message is a copy of which the kernel has taken a part. */
    boolean isCopyBegun() {
        return startsWithCopy() && copies.getFirst().isBegun();
    }

    /** The length of the first message, if it is a copy of which the kernel has taken a part; else 0. */
    long bytesOfCopyBegun() {
        return isCopyBegun() ? copies.getFirst().totalBytes() : 0;
    }

    /** Puts the buffers of the copies that come first into an array, as far as there is room; tells how many. */
    int gatherCopies(ByteBuffer[] into) {
        int number = 0;
        for (int place = 0; isCopy(messages.get(place)) && number < into.length; place++) {
            LargeCopy copy = copies.get(place);
            if (copy == null) {
                throw new AssertionError("a place without its copy");
            }
            number = copy.gather(into, number);
        }
        return number;
    }

    /** Takes away the first message if it is a copy that the kernel has taken whole, and tells its length; else 0. */
    long removeTakenCopy() {
        if (!startsWithCopy() || !copies.getFirst().isTaken()) {
            return 0;
        }
        messages.removeFirst();
        return dispose(copies.removeFirst());
    }

    /** The first message, which is no copy. */
    Message first() {
        return messages.getFirst();
    }

    /** Takes away the first message, which is no copy. */
    void removeFirst() {
        long cost = encoder.encodedBytes(messages.getFirst()); // first: it may fail
        messages.removeFirst();
        bytes -= cost;
    }

    /** Takes away the first message, whether it is a copy or not. */
    void giveUpFirst() {
        if (startsWithCopy()) {
            messages.removeFirst();
            dispose(copies.removeFirst());
        } else {
            removeFirst();
        }
    }

    /** Takes away the last message. */
    void removeLast() {
        Message message = messages.removeLast();
        if (isCopy(message)) {
            dispose(copies.removeLast());
        } else {
            bytes -= encoder.encodedBytes(message);
        }
    }

    @SuppressWarnings("ReferenceEquality") // an equal message is not the one that stands for a copy
    private static boolean isCopy(@Nullable Message message) {
        return message == COPY;
    }

    private long dispose(LargeCopy copy) {
        long total = copy.totalBytes();
        bytes -= total;
        try {
            copy.release(buffers);
        } catch (Error fault) { // the buffers are garbage; the message counts as it should
            Overflows.count++;
        }
        return total;
    }

    /** What the kernel has taken a part of is to be written from its beginning. */
    void rewind() {
        for (int place = 0; place < copies.size(); place++) {
            LargeCopy copy = copies.get(place);
            if (copy != null) {
                copy.rewind();
            }
        }
    }

    void clear() {
        for (LargeCopy copy = copies.pollFirst(); copy != null; copy = copies.pollFirst()) {
            dispose(copy);
        }
        messages.clear();
        bytes = 0;
    }
}
