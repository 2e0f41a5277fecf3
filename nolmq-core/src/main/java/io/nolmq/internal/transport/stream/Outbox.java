package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.BufferPool;
import io.nolmq.message.Message;
import io.nolmq.message.QueueOptions;
import io.nolmq.message.SendResult;
import io.nolmq.spi.Codec;
import io.nolmq.spi.WireEncoder;
import io.nolmq.spi.WireSealer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one peer, and in which order it goes out: a batch of encoded bytes, then commands, then messages that are not
 * encoded yet. Belongs to the send side of its socket.
 *
 * <p>A message counts against the high-water mark until the kernel has taken its last byte; those that were not taken whole
 * when a connection is lost are sent again, whole.
 *
 * <p>A message for this peer alone is encoded when it is offered. One that many peers get stays as it is until it is
 * written: a thousand batches with the same bytes would take a thousand times the memory, and leave the caches.
 *
 * <pre>
 *   batch:    |taken| message | message | command | ... |
 *   commands: frames          (they go next, between two messages)
 *   backlog:  messages        (the first may be written in part, when it is large)
 * </pre>
 */
final class Outbox {
    /** A message of this size and above does not go through the batch. */
    static final int LARGE_BYTES = Backlog.LARGE_BYTES;
    /**
     * A batch of this size goes out at once. With the message that makes it so large it is seldom more than 65 483 bytes,
     * which is what a loopback sends in one segment; the little above that would cost as much as another.
     */
    private static final int WRITE_AT_BYTES = 60 * 1024;
    /** The same, for large messages. */
    private static final int WRITE_LARGE_AT_BYTES = 4 * LARGE_BYTES;

    private final WireEncoder encoder;
    private final BufferPool buffers;
    private final boolean conflate;

    private int highWaterMark;
    private @Nullable GatheringByteChannel channel;
    private @Nullable Codec codec;
    /** Where the connection encrypts. */
    private @Nullable WireSealer sealer;

    private final Batch batch;
    private int pending;
    private final WaitingCommands commands = new WaitingCommands();
    private final Backlog backlog;
    private @Nullable LargeWrite large;
    private boolean blocked;
    /** Whether the kernel has taken a part of a message that cannot be gone on with. */
    private boolean torn;
    /** What a write of {@link #offer} has met; the next {@link #drain} tells it. */
    private @Nullable IOException broken;

    private final Strikes strikes = new Strikes();

    private long messagesSent;
    /** Of those that did not go through the batch. */
    private long largeBytesSent;

    private long takenByConnection;
    private long conflated;

    /** @param mayEncrypt whether a connection may encrypt what waits */
    Outbox(WireEncoder encoder, boolean mayEncrypt, BufferPool buffers, QueueOptions queues) {
        this.encoder = encoder;
        this.buffers = buffers;
        this.batch = new Batch(encoder, buffers);
        this.backlog = new Backlog(encoder, buffers.direct(), !mayEncrypt);
        this.conflate = queues.conflate();
        setMark(queues.sendHighWaterMark());
    }

    /** Sets the high-water mark; 0 for none. Messages above it stay. */
    void setMark(int mark) {
        highWaterMark = mark == 0 || conflate ? Integer.MAX_VALUE : mark;
    }

    /** How many messages the kernel has not yet taken whole. */
    int pending() {
        return pending;
    }

    boolean isFull() {
        return pending() >= highWaterMark;
    }

    /** Whether the kernel took less than it was offered, and OP_WRITE will tell. */
    boolean isBlocked() {
        return blocked;
    }

    boolean isEmpty() {
        return batch.isEmpty() && backlog.isEmpty() && commands.isEmpty();
    }

    /** The bytes that wait for the kernel, but for commands outside the batch. */
    long bytes() {
        return batch.size() + backlog.bytes();
    }

    /** Whether so much waits that a write is worth it. */
    boolean isWorthAWrite() {
        return isFull() || bytes() >= (backlog.hasCopies() ? WRITE_LARGE_AT_BYTES : WRITE_AT_BYTES);
    }

    /** Messages that the kernel took whole. */
    long messagesSent() {
        return messagesSent;
    }

    long bytesSent() {
        return largeBytesSent + batch.bytesTaken();
    }

    /** Messages that the kernel took whole since the connection began: those that it may lose with the connection. */
    long takenByConnection() {
        return takenByConnection;
    }

    /** Messages that a newer one replaced, since the last call. */
    long takeConflated() {
        long number = conflated;
        conflated = 0;
        return number;
    }

    /** Takes a message, if there is room; encoded at once when nothing stands before it. */
    SendResult offer(Message message) {
        if (isFull()) {
            return SendResult.FULL;
        }
        long bytes = encoder.encodedBytes(message);
        if (channel != null && bytes >= LARGE_BYTES && !blocked && sendLarge(channel, message, bytes)) {
            return SendResult.SENT;
        }
        if (channel != null
                && backlog.isEmpty()
                && batch.fits(bytes)
                && commands.isEmpty()
                && !(conflate && !batch.isNew())) {
            batch.add(message, (int) bytes);
            pending++;
            return SendResult.SENT;
        }
        if (conflate) {
            keepNewest(message.owned());
        } else {
            keep(message);
        }
        return SendResult.SENT;
    }

    /** In place of all that the kernel has taken nothing of; where there was one, there is room for it without allocating. */
    private void keepNewest(Message message) {
        int begun = isInMessage() ? 1 : 0;
        if (backlog.size() == begun) {
            keep(message);
            return;
        }
        while (backlog.size() > begun) {
            backlog.removeLast();
            pending--;
            conflated++;
        }
        if (pending == 0) {
            strikes.forget();
        }
        keep(message);
    }

    /** Takes a message that others take too, if there is room; encoded when it is written. */
    SendResult offerShared(Message message) {
        long bytes = encoder.encodedBytes(message);
        if (conflate || bytes >= LARGE_BYTES) {
            return offer(message);
        }
        if (isFull()) {
            return SendResult.FULL;
        }
        keep(message);
        return SendResult.SENT;
    }

    /** Whether the kernel has taken a part of the first message in the backlog: nothing may come between. */
    private boolean isInMessage() {
        return large != null || backlog.isCopyBegun();
    }

    private void keep(Message message) {
        backlog.add(message);
        pending++;
    }

    /**
     * Deals with a large message that the kernel may take soon: copies it into direct buffers, as the JDK would, so that
     * several go out in one write. (A write of its own for each ends in a small segment, which costs as much as a large one.)
     * Without buffers, writes it.
     */
    private boolean sendLarge(GatheringByteChannel to, Message message, long bytes) {
        if (conflate || bytes > WRITE_LARGE_AT_BYTES || !backlog.addCopy(message)) {
            return backlog.isEmpty() && writeNow(to, message);
        }
        pending++;
        return true;
    }

    /**
     * Writes a large message straight from the caller's array, which may be borrowed: what the kernel does not take is
     * copied and stays. True when the message is dealt with, whole or in part; where it throws, it was not accepted.
     */
    private boolean writeNow(GatheringByteChannel to, Message message) {
        LargeWrite write = new LargeWrite(message, encoder, sealer, buffers.direct());
        long total = write.totalBytes;
        boolean whole;
        try {
            drain();
            if (blocked) {
                return false;
            }
            whole = write.writeTo(to);
        } catch (IOException lost) {
            channel = null;
            broken = lost;
            if (write.takenBytes > 0) {
                large = write; // the message has begun, and is the first of the backlog from now on
            }
            return false;
        } catch (Throwable fault) {
            whole = write.takenBytes == total;
            if (!whole) {
                torn = write.takenBytes > 0;
                throw fault;
            }
        }
        if (whole) {
            largeBytesSent += total;
            messagesSent++;
            takenByConnection++;
        } else {
            blocked = true;
            torn = write.takenBytes > 0; // unless the rest is kept, which may fail
            large = backlog.addRest(message, write);
            pending++;
            torn = false;
        }
        return true;
    }

    /** Whether nothing may follow what this connection has been given. */
    boolean isTorn() {
        return torn;
    }

    /** Those that wait for the peer: they go out between two messages, whatever the high-water mark says. */
    WaitingCommands commands() {
        return commands;
    }

    // ------------------------------------------------------------------ connections come and go

    /** A new connection: what was not taken by the last one goes to this one. */
    void open(GatheringByteChannel to, Codec with) {
        sealer = with.sealer();
        batch.open(sealer);
        codec = with;
        channel = to;
        blocked = false;
        torn = false;
        broken = null;
        takenByConnection = 0;
    }

    /** Whether there is a connection that takes something. */
    boolean isOpen() {
        return channel != null;
    }

    /** The connection takes nothing any more. */
    void close() {
        channel = null;
    }

    /**
     * Goes back to the beginning of the first message that was not taken whole, for another connection. Commands were
     * for the peer as it was, and are forgotten.
     */
    void rewind() {
        settle();
        large = null;
        backlog.rewind();
        commands.clear();
        batch.rewind();
        blocked = false;
    }

    /**
     * The same when the peer has ended the connection: a message of which it had a part, and not all, for the third time
     * running is given up, so that it does not hold up the rest. Tells its length; else 0.
     */
    long rewindFromPeer() {
        settle();
        long bytes = bytesOfMessageBegun();
        rewind();
        if (bytes == 0 || !strikes.count(messagesSent)) {
            return 0;
        }
        pending--;
        if (batch.hasMessages()) {
            batch.giveUpFirst();
        } else {
            backlog.giveUpFirst();
        }
        return bytes;
    }

    /** The length of the message of which the kernel has taken a part; 0 when there is none. */
    private long bytesOfMessageBegun() {
        if (batch.hasMessages()) {
            return batch.bytesOfMessageBegun();
        }
        LargeWrite write = large;
        if (write != null) {
            return write.takenBytes > 0 ? write.totalBytes : 0;
        }
        return backlog.bytesOfCopyBegun();
    }

    /** Forgets everything, and tells how many messages that were. */
    int discard() {
        strikes.forget();
        int messages = pending;
        pending = 0;
        commands.clear();
        backlog.clear();
        large = null;
        batch.clear();
        return messages;
    }

    // ------------------------------------------------------------------ writing

    /** The kernel takes bytes again. */
    void unblock() {
        blocked = false;
    }

    /** There is no memory to write with: as if the kernel took nothing. */
    void block() {
        blocked = true;
    }

    /**
     * Writes what waits, until the kernel takes no more. Afterwards either nothing waits or {@link #isBlocked}.
     *
     * @throws IOException when the connection can take nothing any more
     */
    void drain() throws IOException {
        IOException lost = broken;
        if (lost != null) {
            broken = null;
            throw lost;
        }
        GatheringByteChannel to = channel;
        if (to == null) {
            return;
        }
        blocked = false;
        while (!isEmpty()) {
            if (!batch.isEmpty()) {
                if (!writeBatch(to)) {
                    return;
                }
            } else if (!commands.isEmpty() && !isInMessage()) {
                commands.moveTo(batch, codecOrFail());
            } else if (backlog.startsWithCopy()) {
                if (!writeCopies(to)) {
                    return;
                }
            } else if (large != null || backlog.peekSmall() == null) {
                if (!writeLarge(to)) {
                    return;
                }
            } else {
                batchBacklog();
            }
        }
        batch.release();
    }

    private boolean writeBatch(GatheringByteChannel to) throws IOException {
        boolean whole;
        try {
            whole = batch.writeTo(to);
        } finally {
            noteTaken(); // a part may be taken even where the connection is found to be gone
        }
        if (!whole) {
            blocked = true;
            return false;
        }
        batch.reset();
        return true;
    }

    private Codec codecOrFail() {
        Codec with = codec;
        if (with == null) {
            throw new AssertionError("commands without a connection");
        }
        return with;
    }

    /** Notes which messages of the batch the kernel has taken whole. May be done again where it failed. */
    private void noteTaken() {
        int messages = batch.takeMessagesTaken();
        pending -= messages;
        messagesSent += messages;
        takenByConnection += messages;
    }

    /** Notes what the kernel has taken whole, where an Error kept that from being noted: it must not be sent again. */
    void settle() {
        noteTaken();
        LargeWrite write = large;
        if (write != null && write.takenBytes == write.totalBytes) {
            endLarge(write);
        }
        endTakenCopies();
    }

    private void batchBacklog() {
        batch.makeRoom((int) Math.min(backlog.bytes(), batch.room()));
        for (Message message = backlog.peekSmall(); message != null; message = backlog.peekSmall()) {
            long bytes = encoder.encodedBytes(message);
            if (!batch.fits(bytes)) {
                return;
            }
            batch.add(message, (int) bytes);
            backlog.removeFirst();
        }
    }

    private boolean writeLarge(GatheringByteChannel to) throws IOException {
        LargeWrite write = large;
        if (write == null) {
            write = new LargeWrite(backlog.first(), encoder, sealer, buffers.direct());
            large = write;
        }
        if (!write.writeTo(to)) {
            blocked = true;
            return false;
        }
        endLarge(write);
        return true;
    }

    /** The kernel has taken it whole. May be done again where it failed. */
    private void endLarge(LargeWrite write) {
        backlog.removeFirst();
        large = null;
        largeBytesSent += write.totalBytes;
        pending--;
        messagesSent++;
        takenByConnection++;
    }

    private boolean writeCopies(GatheringByteChannel to) throws IOException {
        ByteBuffer[] parts = new ByteBuffer[LargeCopy.MAXIMUM_BUFFERS];
        int number = backlog.gatherCopies(parts);
        to.write(parts, 0, number);
        blocked = parts[number - 1].hasRemaining();
        endTakenCopies();
        return !blocked;
    }

    private void endTakenCopies() {
        for (long bytes = backlog.removeTakenCopy(); bytes > 0; bytes = backlog.removeTakenCopy()) {
            largeBytesSent += bytes;
            pending--;
            messagesSent++;
            takenByConnection++;
        }
    }
}
