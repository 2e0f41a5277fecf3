package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.BufferPool;
import io.nolmq.internal.engine.InputBudget;
import io.nolmq.internal.engine.Overflows;
import io.nolmq.internal.engine.ReadableChannel.ReadAhead;
import io.nolmq.internal.queue.Ring;
import io.nolmq.message.Message;
import io.nolmq.message.QueueOptions;
import io.nolmq.message.Reason;
import io.nolmq.spi.ConnectionNotes;
import io.nolmq.spi.ProtocolException;
import io.nolmq.spi.WireDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What has come from one peer: messages read ahead, then bytes not decoded yet, then what the kernel holds. Belongs to the
 * receive side of its socket. The end of the connection is found here and told once.
 */
final class Inbox {
    /** Small, so that the high-water mark of reading ahead means something. */
    private static final int READ_AHEAD_BYTES = 16 * 1024;
    /** At the limit of the budget: the smallest frames take many times as much memory as bytes on the wire. */
    private static final int TIGHT_READ_BYTES = 2 * 1024;
    /** So much is decoded ahead before the budget is asked again. */
    private static final int TIGHT_STEP_BYTES = 16 * 1024;
    /** Then the other channels of the I/O thread have their turn; the selector reports this one again. */
    private static final int READS_AHEAD = 8;

    /** Takes the end of the connection; under the receive side. */
    @FunctionalInterface
    interface EndListener {
        void onEnd(Reason reason, String detail);
    }

    /** Takes that the budget keeps this inbox from reading, or does no longer; under the receive side. */
    @FunctionalInterface
    interface PauseListener {
        void onPaused(boolean now);
    }

    /** Decides what is kept of that which was decoded; under the receive side. */
    @FunctionalInterface
    interface Intake {
        /** The message to keep for the application, or null. */
        @Nullable
        Message keep(Message message);
    }

    private final BufferPool buffers;
    private final boolean conflate;
    private final @Nullable Intake intake;
    private final EndListener endListener;
    private final InputBudget.Account account;
    private final PauseListener pauseListener;
    private final Ring<Message> ahead = new Ring<>();

    private int highWaterMark;
    private ConnectionNotes notes;
    private @Nullable ReadableByteChannel channel;
    private @Nullable WireDecoder decoder;
    /** Whether the kernel may have bytes: a read that filled less than its buffer has emptied it. */
    private boolean readable;
    /** Whether the budget let the last read not happen. */
    private boolean paused;
    /** Whether the application has ended the connection itself, and is not told of it. */
    private boolean stopped;
    /** Whether the pattern wants nothing read for now. */
    private boolean held;
    /** Why the connection takes nothing any more; then what the kernel holds is read whatever the mark says. */
    private @Nullable String broken;

    private long messages;
    private long bytes;
    private long conflated;
    /** What {@link #ahead} takes in memory. */
    private long aheadBytes;

    private final AtomicLong reads = new AtomicLong();

    /**
     * @param intake is shown each message first, where the pattern wants that
     * @param notes the messages that tell of connections
     * @param account of the budget
     */
    Inbox(
            BufferPool buffers,
            QueueOptions queues,
            @Nullable Intake intake,
            ConnectionNotes notes,
            EndListener endListener,
            InputBudget.Account account,
            PauseListener pauseListener) {
        this.buffers = buffers;
        this.conflate = queues.conflate();
        setMark(queues.receiveHighWaterMark());
        this.intake = intake;
        this.notes = notes;
        this.endListener = endListener;
        this.account = account;
        this.pauseListener = pauseListener;
    }

    /** Sets the high-water mark; 0 for none. Messages above it stay. */
    void setMark(int mark) {
        highWaterMark = mark == 0 || conflate ? Integer.MAX_VALUE : mark;
    }

    /** Sets which messages tell of connections, from now on. */
    void setNotes(ConnectionNotes which) {
        notes = which;
    }

    void open(ReadableByteChannel from, WireDecoder with) {
        if (notes.ofBegin()) {
            addAhead(Message.of(new byte[0]));
        }
        channel = from;
        decoder = with;
        readable = true;
        broken = null;
    }

    boolean isOpen() {
        return channel != null;
    }

    void markReadable() {
        readable = true;
    }

    /** Whether reading stands still: until the application takes something, or the budget has room. */
    boolean isFull() {
        return held || paused || isAtMark();
    }

    private boolean isAtMark() {
        return ahead.size() >= highWaterMark && broken == null;
    }

    /** Nothing is read until further notice, on behalf of the pattern; or no longer. */
    void hold(boolean now) {
        boolean stood = held || paused;
        held = now;
        boolean stands = held || paused;
        if (stands != stood && channel != null) {
            pauseListener.onPaused(stands);
        }
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

    /** Bytes that came with the handshake. */
    void count(int more) {
        bytes += more;
    }

    /** Messages that a newer one replaced, since the last call. */
    long takeConflated() {
        long number = conflated;
        conflated = 0;
        return number;
    }

    /** How many reads have brought bytes. From any thread. */
    long reads() {
        return reads.get();
    }

    /** The next message: read ahead, or decoded now, or read now. */
    @Nullable
    Message poll() {
        Message message = ahead.isEmpty() ? null : takeAhead();
        if (message == null) {
            message = decode();
            while (message == null && readable && read(BufferPool.BUFFER_BYTES)) {
                message = decode();
            }
            if (message == null) {
                releaseBuffer(decoder);
                return null;
            }
        }
        if (conflate) {
            message = newest(message);
        }
        messages++;
        try {
            if (account.isCharged()) {
                account.settleTaken(aheadBytes, heldBytes());
            }
        } catch (Throwable fault) { // the message is not lost for that: the next one settles for both
            Overflows.count++;
        }
        return message;
    }

    private @Nullable Message takeAhead() {
        Message message = ahead.peekFirst();
        if (message != null) {
            long cost = InputBudget.costBytes(message); // before it is taken: what fails afterwards would lose it
            ahead.pollFirst();
            aheadBytes -= cost;
        }
        return message;
    }

    private void addAhead(Message message) {
        ahead.addLast(message);
        aheadBytes += InputBudget.costBytes(message);
    }

    private void settle() {
        account.settle(aheadBytes, heldBytes());
    }

    private long heldBytes() {
        WireDecoder from = decoder;
        return from == null ? 0 : from.heldBytes();
    }

    private Message newest(Message oldest) {
        Message newest = oldest;
        while (true) {
            Message next = takeAhead();
            next = next == null ? decode() : next;
            if (next == null) {
                if (!readable || !read(BufferPool.BUFFER_BYTES)) {
                    return newest;
                }
            } else {
                newest = next;
                conflated++;
            }
        }
    }

    /** Reads and decodes until the kernel has no more, or the high-water mark or the budget is reached. */
    ReadAhead readAhead() {
        try {
            ReadAhead outcome = readUpToMark();
            settle();
            return outcome;
        } catch (RuntimeException | Error fault) {
            end(Reason.INTERNAL_ERROR, StreamConnection.text(fault));
            return ReadAhead.ENDED;
        }
    }

    /** The peer is gone: reads what the kernel still holds from it, as far as the budget allows, and then ends. */
    void readToEnd(String detail) {
        broken = detail;
        long before;
        ReadAhead outcome;
        do {
            before = bytes;
            outcome = readAhead();
        } while (outcome == ReadAhead.DRAINED && bytes > before);
        if (outcome == ReadAhead.DRAINED) {
            end(Reason.CONNECTION_LOST, detail);
        }
    }

    private ReadAhead readUpToMark() {
        readable = true;
        for (int reading = 0; reading < READS_AHEAD; reading++) {
            if (!decodeAhead()) {
                return ReadAhead.FULL;
            }
            if (channel == null) {
                return ReadAhead.ENDED;
            }
            if (!readable || !read(READ_AHEAD_BYTES)) {
                releaseBuffer(decoder);
                return channel == null ? ReadAhead.ENDED : held || paused ? ReadAhead.FULL : ReadAhead.DRAINED;
            }
        }
        return decodeAhead() ? ReadAhead.DRAINED : ReadAhead.FULL;
    }

    /** The application hears no more of this connection but what has been read. */
    void stop() {
        stopped = true;
    }

    /** Closes the inbox; what has been read whole stays to be polled. */
    void close() {
        ahead.makeRoom();
        for (Message message = decode(); message != null; message = decode()) {
            addAhead(message);
            ahead.makeRoom();
        }
        forgetConnection();
    }

    /** Closes the inbox and forgets what has been read whole; tells how many messages that were. */
    int discard() {
        close();
        return discardAhead();
    }

    /** Forgets what has been read ahead; tells how many messages that were. */
    int discardAhead() {
        int number = ahead.size();
        ahead.clear();
        aheadBytes = 0;
        settle();
        return number;
    }

    /** Begun anew by the next call where it fails. */
    private void forgetConnection() {
        WireDecoder last = decoder;
        Message farewell = last != null && notes.ofEnd() && !stopped ? Message.of(new byte[0]) : null;
        ahead.makeRoom();
        channel = null;
        readable = false;
        paused = false;
        decoder = null; // what failed to decode is not gone on with
        if (farewell != null) {
            addAhead(farewell);
        }
        releaseBuffer(last);
        account.leave();
        settle();
    }

    private boolean decodeAhead() {
        long askAtBytes = aheadBytes + TIGHT_STEP_BYTES;
        while (!isAtMark()) {
            if (aheadBytes >= askAtBytes) {
                askAtBytes = aheadBytes + TIGHT_STEP_BYTES;
                settle();
                if (!mayRead()) {
                    return false;
                }
            }
            ahead.makeRoom(); // a message that is decoded must not be lost for want of it
            Message message = decode();
            if (message == null) {
                return true;
            }
            if (conflate && !ahead.isEmpty()) {
                ahead.clear();
                aheadBytes = 0;
                conflated++;
            }
            addAhead(message);
        }
        return false;
    }

    private @Nullable Message decode() {
        WireDecoder from = decoder;
        if (from == null) {
            return null;
        }
        try {
            Intake first = intake;
            Message message = from.next();
            while (message != null && first != null) {
                Message kept = first.keep(message);
                if (kept != null) {
                    return kept;
                }
                message = from.next();
            }
            return message;
        } catch (ProtocolException violation) {
            end(violation.reason(), String.valueOf(violation.getMessage()));
        } catch (RuntimeException | Error fault) {
            end(Reason.INTERNAL_ERROR, StreamConnection.text(fault));
        }
        return null;
    }

    /** Whether bytes came. */
    private boolean read(int most) {
        ReadableByteChannel from = channel;
        WireDecoder into = decoder;
        if (from == null || into == null || !mayRead()) {
            return false;
        }
        try {
            ByteBuffer target = into.target();
            int allowed = account.isTight() ? Math.min(most, TIGHT_READ_BYTES) : most;
            target.limit(Math.min(target.limit(), target.position() + allowed));
            int wanted = target.remaining();
            int count = from.read(target);
            if (count >= 0) {
                into.received(count);
                settle();
                readable = count == wanted;
                bytes += count;
                if (count > 0) {
                    reads.lazySet(reads.get() + 1);
                }
                return count > 0;
            }
            end(Reason.END_OF_STREAM, "the peer closed the connection");
        } catch (IOException lost) {
            end(Reason.CONNECTION_LOST, String.valueOf(lost.getMessage()));
        } catch (RuntimeException | Error fault) {
            end(Reason.INTERNAL_ERROR, StreamConnection.text(fault));
        }
        return false;
    }

    private boolean mayRead() {
        if (held) {
            return false;
        }
        boolean hasWhole = !ahead.isEmpty();
        boolean refused = !account.mayRead(hasWhole);
        if (refused && !hasWhole) {
            pauseListener.onPaused(true);
        } else if (paused && !refused) {
            pauseListener.onPaused(false);
        }
        paused = refused;
        return !refused;
    }

    /** Tells it first: the one that is told closes the inbox again, where there is no memory now to do so. */
    private void end(Reason reason, String detail) {
        String known = broken;
        if (known != null && (reason == Reason.END_OF_STREAM || reason == Reason.CONNECTION_LOST)) {
            endListener.onEnd(Reason.CONNECTION_LOST, known);
        } else {
            endListener.onEnd(reason, detail);
        }
        try {
            forgetConnection();
        } catch (OutOfMemoryError none) {
            decoder = null;
        }
    }

    private void releaseBuffer(@Nullable WireDecoder from) {
        byte[] buffer = from == null ? null : from.releaseBuffer();
        if (buffer != null) {
            buffers.release(buffer);
        }
    }
}
