package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.BufferPool;
import io.nolmq.internal.engine.ReadableChannel;
import io.nolmq.internal.engine.ReceiveSide;
import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.Message;
import io.nolmq.message.QueueOptions;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.spi.CommandSink;
import io.nolmq.spi.PeerIdentity;
import io.nolmq.spi.Pipe;
import io.nolmq.spi.WireEncoder;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One peer over a stream of bytes. The outbox belongs to the send side, the inbox to the receive side, the key to the I/O
 * thread. On a connecting end it outlives its connections; on a binding end it has one.
 */
final class StreamPipe implements Pipe, ReadableChannel, SocketCore.Flushable, CommandSink {
    private static final int CLOCK_UP_TO_MESSAGES = 32;
    private static final long WRITE_AFTER_NANOS = 20_000;

    /** Whoever made the pipe and decides what its end means. */
    interface Owner {
        /** The connection has ended; on the I/O thread, once for each connection. */
        void onEnd(StreamPipe pipe, Reason reason, String detail);
    }

    private final SocketCore socket;
    private final WireEncoder encoder;
    private final Owner owner;
    private final Outbox outbox;
    private final Inbox inbox;

    // ---- send side
    private @Nullable PeerIdentity peer;
    private long lastWriteNanos;
    private boolean dirty;
    private boolean wasFull;

    // ---- receive side
    private @Nullable SocketChannel channel;
    private ReceiveSide.@Nullable Registration registration;

    // ---- I/O thread
    private @Nullable SelectionKey key;

    StreamPipe(SocketCore socket, WireEncoder encoder, BufferPool buffers, QueueOptions queues, Owner owner) {
        this.socket = socket;
        this.encoder = encoder;
        this.owner = owner;
        this.outbox = new Outbox(encoder, buffers, queues.sendHighWaterMark());
        this.inbox = new Inbox(
                buffers,
                queues.receiveHighWaterMark(),
                message -> socket.pattern().consumes(this, message),
                this::onInboxEnd);
    }

    // ------------------------------------------------------------------ send side

    @Override
    public SendResult trySend(Message message) {
        SendResult result = outbox.offer(message);
        if (result == SendResult.FULL) {
            if (outbox.isBlocked() || !write()) {
                wasFull = true;
                return SendResult.FULL;
            }
            result = outbox.offer(message);
        }
        writeIfTime();
        return result;
    }

    @Override
    public void subscribe(byte[] topic) {
        PeerIdentity to = peer;
        if (to != null) {
            outbox.offerCommand(encoder.subscribe(topic, to.minorVersion()));
            markDirty();
        }
    }

    @Override
    public void cancel(byte[] topic) {
        PeerIdentity to = peer;
        if (to != null) {
            outbox.offerCommand(encoder.cancel(topic, to.minorVersion()));
            markDirty();
        }
    }

    @Override
    public void flush() {
        dirty = false;
        if (!outbox.isBlocked()) {
            write();
        }
    }

    private void writeIfTime() {
        if (outbox.isBlocked()) {
            return;
        }
        int pending = outbox.pending();
        if (outbox.isFull() || outbox.batchBytes() >= Outbox.WRITE_AT_BYTES) {
            if (socket.takeWrite()) {
                write();
            } else {
                markDirty();
            }
        } else if (pending <= CLOCK_UP_TO_MESSAGES) {
            long now = System.nanoTime();
            if (now - lastWriteNanos >= WRITE_AFTER_NANOS && socket.takeWrite()) {
                write();
                lastWriteNanos = now;
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

    /** Writes what waits. True when there is room afterwards. */
    private boolean write() {
        try {
            outbox.drain();
        } catch (IOException broken) {
            outbox.close(); // the reading half finds the end, after what the kernel still holds
            return false;
        }
        if (outbox.isBlocked()) {
            socket.io().execute(this::armWrite);
        }
        if (wasFull && outbox.hasRoomAgain()) {
            wasFull = false;
            socket.roomIn(this);
        }
        return !outbox.isFull();
    }

    @Override
    public byte[] routingId() {
        PeerIdentity to = peer;
        return to == null ? new byte[0] : to.routingId();
    }

    // ------------------------------------------------------------------ receive side

    @Override
    public @Nullable Message poll() {
        return inbox.poll();
    }

    @Override
    public SelectableChannel channel() {
        SocketChannel open = channel;
        if (open == null) {
            throw new AssertionError("asked for the channel of a pipe without connection");
        }
        return open;
    }

    @Override
    public boolean readOnce() {
        return inbox.readOnce();
    }

    @Override
    public ReadAhead readAhead() {
        return inbox.readAhead();
    }

    @Override
    public void onPing(int ttlDeciseconds, byte[] context) {
        socket.onSendSideAfterReceive(() -> {
            outbox.offerCommand(encoder.pong(context));
            flush();
        });
    }

    @Override
    public void onPong(byte[] context) {}

    @Override
    public void onSubscribe(byte[] topic) {
        socket.onSendSideAfterReceive(() -> socket.pattern().onSubscribe(this, topic));
    }

    @Override
    public void onCancel(byte[] topic) {
        socket.onSendSideAfterReceive(() -> socket.pattern().onCancel(this, topic));
    }

    @Override
    public void onUnknownCommand() {}

    private void onInboxEnd(Reason reason, String detail) {
        ReceiveSide.Registration known = registration;
        if (known != null) {
            socket.receiveSide().remove(known);
            registration = null;
        }
        socket.io().execute(() -> owner.onEnd(this, reason, detail));
    }

    // ------------------------------------------------------------------ I/O thread

    private void armWrite() {
        SelectionKey open = key;
        if (open != null && open.isValid()) {
            open.interestOpsOr(SelectionKey.OP_WRITE);
        }
    }
}
