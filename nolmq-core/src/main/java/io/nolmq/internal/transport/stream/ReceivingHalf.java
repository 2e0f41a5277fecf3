package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.BufferPool;
import io.nolmq.internal.engine.ReadableChannel;
import io.nolmq.internal.engine.ReceiveSide;
import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.spi.Pipe;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The half of a pipe that receives: what has come from the peer, and who reads more. Belongs to the receive side, but
 * where a method says otherwise.
 */
final class ReceivingHalf implements ReadableChannel {
    private static final int FEW_CHANNELS = 4;

    private final SocketCore socket;
    private final StreamPipe pipe;
    private final boolean conflate;
    private final Inbox inbox;

    private @Nullable StreamConnection connection;
    private ReceiveSide.@Nullable Registration registration;
    private boolean deaf;
    private boolean inTurn;

    /** Written on the I/O thread. */
    private final AtomicLong discardedReads = new AtomicLong();

    ReceivingHalf(SocketCore socket, StreamPipe pipe) {
        this.socket = socket;
        this.pipe = pipe;
        this.conflate = socket.options().queue().conflate();
        this.inbox = new Inbox(
                socket.threads().buffers(),
                socket.options().queue(),
                socket.pattern().receives() ? null : message -> socket.pattern().onUnwanted(pipe, message),
                this::onInboxEnd,
                socket.inputTurns().account(socket.io(), this::resumeSoon, this::endForBudget),
                this::onPaused);
    }

    // ------------------------------------------------------------------ messages

    @Nullable
    Message poll() {
        Message message = inbox.poll();
        if (conflate) {
            socket.drop(Reason.CONFLATED, inbox.takeConflated());
        }
        return message;
    }

    /** The socket is closed: forgets what was read ahead; tells how many messages that were. */
    long discardReceived() {
        return inbox.discardAhead();
    }

    boolean isInTurn() {
        return inTurn;
    }

    void setInTurn(boolean now) {
        inTurn = now;
    }

    // ------------------------------------------------------------------ reading

    @Override
    public Pipe pipe() {
        return pipe;
    }

    @Override
    public SelectableChannel channel() {
        StreamConnection open = connection;
        if (open == null) {
            throw new AssertionError("asked for the channel of a pipe without connection");
        }
        return open.channel();
    }

    @Override
    public void markReadable() {
        inbox.markReadable();
    }

    @Override
    public ReadAhead readAhead() {
        ReadAhead outcome = inbox.readAhead();
        if (conflate) {
            socket.drop(Reason.CONFLATED, inbox.takeConflated());
        }
        return outcome;
    }

    /** Reads now what there is, whoever reads otherwise; a connection that has ended is found so. */
    void readNow() {
        if (inbox.isOpen() && !inbox.isFull()) {
            readAhead();
            reportQueued();
        }
    }

    private void reportQueued() {
        if (inbox.queued() > 0) {
            socket.readable(pipe);
        }
    }

    // ------------------------------------------------------------------ the budget of the context

    private void onPaused(boolean now) {
        ReceiveSide.Registration known = registration;
        if (known != null) {
            if (now) {
                known.pause();
            } else {
                known.resume();
            }
        }
    }

    /** Reads at once, whoever reads otherwise, for the next in line waits for the outcome. On the I/O thread. */
    private void resumeSoon() {
        socket.onReceiveSide(() -> {
            inbox.readAhead();
            reportQueued();
        });
    }

    /** On the I/O thread. */
    private void endForBudget(String detail) {
        socket.onReceiveSide(() -> {
            StreamConnection late = connection;
            if (late != null) {
                socket.io().execute(() -> late.end(Reason.BUDGET, detail));
            }
        });
    }

    // ------------------------------------------------------------------ connections come and go

    void open(StreamConnection from) {
        if (deaf) {
            from.stopReading();
            return;
        }
        connection = from;
        var decoder = socket.protocol().decoder(new PeerCommands(socket, pipe, from), this::readBuffer);
        byte[] rest = from.rest();
        decoder.prime(rest, 0, rest.length);
        inbox.count(rest.length);
        inbox.open(from.channel(), decoder);
        ReceiveSide.Registration added = socket.receiveSide().add(this, from.key());
        if (inbox.isOpen()) {
            registration = added;
            from.reads(added);
        } else {
            socket.receiveSide().remove(added);
        }
    }

    /** Many peers with a little each read into smaller ones. */
    private byte[] readBuffer() {
        BufferPool buffers = socket.threads().buffers();
        return socket.receiveSide().channels() > FEW_CHANNELS
                ? buffers.acquire(BufferPool.MEDIUM_BYTES)
                : buffers.acquire();
    }

    /** The connection is closed; what came over it stays to be received, while the socket is open. */
    void close(StreamConnection ended) {
        if (connection == ended) {
            connection = null;
            removeRegistration();
            closeInbox();
        }
        socket.receiveSide().releaseClosed();
    }

    /** Nothing more is received: the socket is closed, or the endpoint disconnected. */
    void stop() {
        deaf = true;
        removeRegistration();
        closeInbox();
        StreamConnection open = connection;
        if (open != null) {
            open.stopReading();
        }
    }

    private void closeInbox() {
        if (socket.isClosed()) {
            socket.drop(Reason.NOT_RECEIVED, inbox.discard());
        } else {
            inbox.close();
            reportQueued();
        }
    }

    private void onInboxEnd(Reason reason, String detail) {
        StreamConnection ended = connection;
        removeRegistration();
        if (ended != null) {
            socket.io().execute(() -> ended.end(reason, detail));
        }
    }

    private void removeRegistration() {
        ReceiveSide.Registration known = registration;
        if (known != null) {
            registration = null;
            socket.receiveSide().remove(known);
        }
    }

    // ------------------------------------------------------------------ signs of life

    /** How many reads have brought bytes, those that are thrown away included. From any thread. */
    long reads() {
        return inbox.reads() + discardedReads.get();
    }

    /** Bytes came that nobody receives any more: a sign of life all the same. On the I/O thread. */
    void onDiscarded() {
        discardedReads.incrementAndGet();
    }

    /** Reads once more before a silent peer is given up, unless reading stands still; calls back on the I/O thread. */
    void lookForLife(Runnable looked, Runnable standstill) {
        if (inbox.isOpen() && inbox.isFull()) {
            socket.io().execute(standstill);
            return;
        }
        readAhead();
        reportQueued();
        socket.io().execute(looked);
    }

    // ------------------------------------------------------------------ what is known of it

    int queued() {
        return inbox.queued();
    }

    long messages() {
        return inbox.messages();
    }

    long bytes() {
        return inbox.bytes();
    }
}
