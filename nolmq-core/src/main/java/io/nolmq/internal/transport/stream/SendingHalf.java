package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.spi.WireEncoder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The half of a pipe that sends: what waits for the peer, and when it is written. Belongs to the send side.
 *
 * <p>At once, when the batch is full or as large as a write is worth; early, while few messages wait and this thread has
 * not just written; else by the flusher, or before this thread waits. A kernel that takes no more tells by OP_WRITE.
 */
final class SendingHalf implements SocketCore.Flushable {
    private static final int CLOCK_UP_TO_MESSAGES = 32;

    private final SocketCore socket;
    private final StreamPipe pipe;
    private final WireEncoder encoder;
    private final boolean conflate;
    private final Outbox outbox;

    private @Nullable StreamConnection connection;
    private boolean dirty;
    /** Full batches that callers have written since the flusher's last look. */
    private int batchesByCallers;

    private boolean wasFull;
    private boolean writeArmed;
    private long dropped;

    SendingHalf(SocketCore socket, StreamPipe pipe) {
        this.socket = socket;
        this.pipe = pipe;
        this.encoder = socket.protocol().encoder();
        this.conflate = socket.options().queue().conflate();
        this.outbox =
                new Outbox(encoder, socket.threads().buffers(), socket.options().queue());
    }

    // ------------------------------------------------------------------ what the pattern sends

    /** @param shared whether others take it too: then it owns its arrays, and is encoded when it is written */
    SendResult trySend(Message message, boolean shared) {
        SendResult result = shared ? outbox.offerShared(message) : outbox.offer(message);
        if (result == SendResult.FULL) {
            if (!hasRoom()) {
                return SendResult.FULL;
            }
            result = shared ? outbox.offerShared(message) : outbox.offer(message);
        }
        if (conflate) {
            socket.drop(Reason.CONFLATED, outbox.takeConflated());
        }
        writeIfTime();
        return result;
    }

    boolean hasRoom() {
        if (!outbox.isFull() || (!outbox.isBlocked() && write())) {
            return true;
        }
        wasFull = true;
        return false;
    }

    void subscribe(byte[] topic, int minorVersion) {
        outbox.offerCommand(encoder.subscribe(topic, minorVersion));
        markDirty();
    }

    void cancel(byte[] topic, int minorVersion) {
        outbox.offerCommand(encoder.cancel(topic, minorVersion));
        markDirty();
    }

    // ------------------------------------------------------------------ what the engine sends

    void ping(int ttlDeciseconds, byte[] context) {
        if (!outbox.isBlocked()) { // else it would wait behind data, and say nothing of the peer
            outbox.offerCommand(encoder.ping(ttlDeciseconds, context));
            write();
        }
    }

    void pong(byte[] context) {
        outbox.offerPong(encoder.pong(context));
        flush();
    }

    // ------------------------------------------------------------------ writing

    @Override
    public void flush() {
        dirty = false;
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
            if (socket.takeWrite()) {
                batchesByCallers++;
                write();
            } else {
                markDirty();
            }
        } else if (outbox.pending() <= CLOCK_UP_TO_MESSAGES) {
            if (socket.takeEarlyWrite()) {
                write();
            } else {
                markDirty();
            }
        }
    }

    private void markDirty() {
        if (!dirty) {
            dirty = true;
            socket.markDirty(this);
        }
    }

    private void armWrite() {
        StreamConnection to = connection;
        if (!writeArmed && to != null) {
            writeArmed = true;
            to.armWrite();
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
                socket.wrote();
            }
        } catch (IOException broken) {
            outbox.close(); // the reading half finds the end, after what the kernel still holds
            return !outbox.isFull();
        }
        if (outbox.isBlocked()) {
            armWrite();
        }
        boolean room = !outbox.isFull();
        if (wasFull && room) {
            wasFull = false;
            socket.roomIn(pipe);
        }
        pipe.onWritten();
        return room;
    }

    // ------------------------------------------------------------------ connections come and go

    @Nullable
    StreamConnection connection() {
        return connection;
    }

    void open(StreamConnection to) {
        connection = to;
        outbox.open(to.channel());
        writeArmed = false;
    }

    /** The connection is there, but takes nothing any more. */
    void shut() {
        outbox.close();
    }

    /** The connection is gone. Tells how many messages the kernel had taken, which may be lost with it. */
    long disconnect() {
        connection = null;
        outbox.close();
        return outbox.takenByConnection();
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
            if (wasFull) {
                wasFull = false;
                socket.roomIn(pipe);
            }
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
        socket.drop(reason, messages);
    }

    /** Counts a message that the pattern dropped for this peer. */
    void countDrop(Reason reason) {
        dropped++;
        socket.drop(reason, 1);
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
