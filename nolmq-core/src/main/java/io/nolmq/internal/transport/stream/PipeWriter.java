package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.Dirty;
import io.nolmq.internal.engine.SocketHost;
import io.nolmq.internal.engine.StackRoom;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketOptions;
import io.nolmq.spi.Command;
import io.nolmq.spi.LinkOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes what waits in the outbox of a pipe, when it is time. Belongs to the send side.
 *
 * <p>At once, when the batch is full or as large as a write is worth; early, while few messages wait and this thread has
 * not just written; else by the flusher, or before this thread waits. A kernel that takes no more tells by OP_WRITE.
 */
final class PipeWriter extends Dirty.Flushable {
    private static final int CLOCK_UP_TO_MESSAGES = 32;

    private final SocketHost host;
    private final LinkOptions options;
    private final StreamPipe pipe;
    private final boolean conflate;
    private final Outbox outbox;

    private @Nullable StreamConnection connection;
    /** Full batches that callers have written since the flusher's last look. */
    private int batchesByCallers;

    private boolean wasFull;
    private boolean writeArmed;
    private long dropped;
    /** How many messages of this connection the peer is known to have read. */
    private long provenRead;

    PipeWriter(SocketHost host, LinkOptions options, StreamPipe pipe) {
        this.host = host;
        this.options = options;
        this.pipe = pipe;
        this.conflate = options.snapshot().queue().conflate();
        this.outbox = new Outbox(
                host.protocol().encoder(),
                host.protocol().mayEncrypt(),
                host.services().buffers(),
                options.snapshot().queue());
    }

    Outbox outbox() {
        return outbox;
    }

    // ------------------------------------------------------------------ what the pattern sends

    /** The outbox has taken a message: writes, if it is time. */
    void onAccepted() {
        if (conflate) {
            host.drop(Reason.CONFLATED, outbox.takeConflated());
        }
        writeIfTime();
    }

    /** An Error kept the outbox from taking a message; the kernel may have a part of it all the same. */
    void onNotAccepted(Throwable fault) {
        if (outbox.isTorn()) {
            fail(fault);
        }
    }

    /** A caller ran out of stack, and may have left something that nobody was told to write, or room that was not told of. */
    void lookAfter() {
        StreamConnection open = connection;
        if (open != null && !outbox.isOpen()) { // given up, and perhaps nobody was told
            open.end(Reason.INTERNAL_ERROR, "a caller ran out of stack");
            return;
        }
        outbox.unblock();
        write();
        if (!outbox.isFull()) {
            wasFull = false;
            host.room(pipe);
        }
    }

    /** Takes the high-water mark from the options of the socket; messages above it stay. */
    void adoptMark(SocketOptions now) {
        outbox.setMark(options.sendHighWaterMark(now));
        tellRoom();
    }

    /** Tells the pattern of room, where it has been told that there is none. */
    private void tellRoom() {
        if (wasFull && !outbox.isFull()) {
            wasFull = false;
            host.room(pipe);
        }
    }

    boolean hasRoom() {
        if (!outbox.isFull() || (!outbox.isBlocked() && StackRoom.isEnough() && write())) {
            return true;
        }
        wasFull = true;
        return false;
    }

    void subscribe(byte[] topic) {
        outbox.commands().add(Command.subscribe(topic));
        markDirty();
    }

    void cancel(byte[] topic) {
        outbox.commands().add(Command.cancel(topic));
        markDirty();
    }

    // ------------------------------------------------------------------ what the engine sends

    /** Its context is the number of messages before it, which the peer's answer proves to have been read. */
    void ping(int ttlDeciseconds) {
        if (!outbox.isBlocked()) { // else it would wait behind data, and say nothing of the peer
            byte[] before = ByteBuffer.allocate(Long.BYTES).putLong(taken()).array();
            outbox.commands().add(Command.ping(ttlDeciseconds, before));
            write();
        }
    }

    /** The peer has answered a PING. */
    void onPong(byte[] context) {
        if (context.length == Long.BYTES) {
            long read = ByteBuffer.wrap(context).getLong();
            if (read > provenRead && read <= taken()) {
                provenRead = read;
            }
        }
    }

    void pong(byte[] context) {
        outbox.commands().setPong(Command.pong(context));
        flush();
    }

    // ------------------------------------------------------------------ writing

    @Override
    public void flush() {
        batchesByCallers = 0;
        if (!outbox.isBlocked()) {
            write();
        }
    }

    @Override
    public boolean flushUnlessWritten(int batches) {
        if (batchesByCallers >= batches) {
            batchesByCallers = 0;
            return false;
        }
        flush();
        return true;
    }

    /** The kernel takes bytes again. */
    void resume() {
        writeArmed = false;
        outbox.unblock();
        write();
    }

    private void writeIfTime() {
        if (outbox.isBlocked()) {
            armWrite();
            return;
        }
        if (outbox.isWorthAWrite()) {
            if (mayWrite(host.takeWrite())) {
                batchesByCallers++;
                write();
            }
        } else if (outbox.pending() <= CLOCK_UP_TO_MESSAGES && mayWrite(host.takeEarlyWrite())) {
            write();
        }
    }

    /** Whether a caller writes itself; it leaves it to the flusher when it has written enough, or is short of stack. */
    private boolean mayWrite(boolean turn) {
        if (turn && StackRoom.isEnough()) {
            return true;
        }
        markDirty();
        return false;
    }

    private void markDirty() {
        host.markDirty(this);
    }

    private void armWrite() {
        StreamConnection to = connection;
        if (!writeArmed && to != null) {
            to.armWrite();
            writeArmed = true;
        }
    }

    /** Writes what waits. True when there is room afterwards. */
    boolean write() {
        if (connection == null) {
            return !outbox.isFull();
        }
        try {
            if (!outbox.isEmpty()) {
                outbox.drain();
                host.wrote();
            }
        } catch (IOException broken) {
            outbox.close();
            pipe.life().onBroken(connection, String.valueOf(broken.getMessage()));
            return !outbox.isFull();
        } catch (OutOfMemoryError none) { // memory is taken before anything is written: the I/O thread tries again
            outbox.block();
        } catch (RuntimeException | Error fault) {
            fail(fault);
            return !outbox.isFull();
        }
        if (outbox.isBlocked()) {
            armWrite();
        }
        boolean room = !outbox.isFull();
        tellRoom();
        pipe.life().onWritten();
        return room;
    }

    /** How much of a message is on the wire is not known, or nothing can be done with it: no byte may follow. */
    private void fail(Throwable fault) {
        outbox.close();
        StreamConnection broken = connection;
        if (broken != null) {
            broken.fail(fault);
        }
    }

    // ------------------------------------------------------------------ connections come and go

    @Nullable
    StreamConnection connection() {
        return connection;
    }

    void open(StreamConnection to) {
        connection = to;
        outbox.open(to.channel(), to.codec());
        writeArmed = false;
        provenRead = 0;
    }

    /** The connection is there, but takes nothing any more. */
    void shut() {
        outbox.close();
    }

    /** The connection is gone. */
    void disconnect() {
        connection = null;
        outbox.close();
    }

    /** How many messages the kernel took over this connection, or the last. */
    long taken() {
        return outbox.takenByConnection();
    }

    /** Notes all that the kernel took, also where an Error kept that from being noted. Once nothing is written any more. */
    void settle() {
        outbox.settle();
    }

    /** How many of them may be under way: the kernel took them, and nothing proves that the peer read them. */
    long inFlight() {
        return outbox.takenByConnection() - provenRead;
    }

    /** What the last connection has not taken whole goes to the next, whole. */
    void rewind() {
        outbox.rewind();
    }

    /** The same when the peer ended the connection. Tells the length of a message that is dropped by that; else 0. */
    long rewindFromPeer() {
        long bytes = outbox.rewindFromPeer();
        if (bytes > 0) {
            countDrop(Reason.UNDELIVERABLE);
            tellRoom();
        }
        return bytes;
    }

    /** Whether messages wait that the kernel has not taken. */
    boolean hasUnsent() {
        return outbox.pending() > 0;
    }

    boolean isBlocked() {
        return outbox.isBlocked();
    }

    /** Gives up what waits, under a reason. */
    void drop(Reason reason) {
        int messages = outbox.discard();
        dropped += messages;
        host.drop(reason, messages);
    }

    /** Counts a message that the pattern dropped for this peer. */
    void countDrop(Reason reason) {
        dropped++;
        host.drop(reason, 1);
    }

    // ------------------------------------------------------------------ what is known of it

    int pending() {
        return outbox.pending();
    }

    long messages() {
        return outbox.messagesSent();
    }

    long bytes() {
        return outbox.bytesSent();
    }

    long dropped() {
        return dropped;
    }
}
