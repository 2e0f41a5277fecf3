package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.BufferPool;
import io.nolmq.internal.engine.ReadableChannel;
import io.nolmq.internal.engine.ReceiveSide;
import io.nolmq.internal.engine.SocketHost;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketOptions;
import io.nolmq.spi.LinkOptions;
import io.nolmq.spi.Pipe;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Fills the inbox of a pipe: who reads, and when. Belongs to the receive side, but
 * where a method says otherwise.
 */
final class PipeReader implements ReadableChannel {
    private static final int FEW_CHANNELS = 4;

    private final SocketHost host;
    private final LinkOptions options;
    private final StreamPipe pipe;
    private final boolean conflate;
    private final Inbox inbox;
    private final SenderNames names = new SenderNames();

    private @Nullable StreamConnection connection;
    private ReceiveSide.@Nullable Registration registration;
    private boolean deaf;
    /** Whether reading was found to stand still, and since when; and how many messages had been taken then. */
    private boolean stoodStill;

    private long stoodStillSinceNanos;
    private long takenWhenStill;

    /** Written on the I/O thread. */
    private final AtomicLong discardedReads = new AtomicLong();

    PipeReader(SocketHost host, LinkOptions options, StreamPipe pipe) {
        this.host = host;
        this.options = options;
        this.pipe = pipe;
        this.conflate = options.snapshot().queue().conflate();
        this.inbox = new Inbox(
                host.services().buffers(),
                options.snapshot().queue(),
                host.hasIntake() ? message -> host.intake(pipe, message) : null,
                host.notes(),
                this::onInboxEnd,
                host.inputTurns().account(host.io(), this::resumeSoon, this::endForBudget),
                this::onPaused);
    }

    Inbox inbox() {
        return inbox;
    }

    /** Takes the mark and the notes from the options of the socket. Where that makes room, reading goes on. */
    void adopt(SocketOptions now) {
        inbox.setNotes(host.notes());
        boolean stood = inbox.isFull();
        inbox.setMark(options.receiveHighWaterMark(now));
        if (stood && !inbox.isFull()) {
            host.receiveSide().readOn();
            host.io().execute(() -> host.receiveSide().post(this::readNow)); // bytes that were read, and not decoded
        }
    }

    /** The name of the peer that the last polled message came from. */
    byte[] senderName() {
        return names.of(inbox.messages());
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
    public boolean hasQueued() {
        return inbox.queued() > 0;
    }

    @Override
    public ReadAhead readAhead() {
        ReadAhead outcome = inbox.readAhead();
        if (outcome != ReadAhead.FULL) {
            stoodStill = false;
        } else if (!standsStill()) {
            stoodStill = true;
            stoodStillSinceNanos = host.io().nanos();
            takenWhenStill = inbox.messages();
        }
        if (conflate) {
            host.drop(Reason.CONFLATED, inbox.takeConflated());
        }
        return outcome;
    }

    /** Whether reading has stood still at the high-water mark, and nobody has taken a message since. */
    private boolean standsStill() {
        return stoodStill && inbox.messages() == takenWhenStill;
    }

    /**
     * The peer is gone, and a write has found that. Reading may stand still, because nobody receives: what the kernel holds is
     * received all the same, which is finite now.
     */
    void readToEnd(StreamConnection broken, String detail) {
        if (connection != broken || !inbox.isOpen()) {
            return;
        }
        String told = detail;
        if (standsStill()) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(host.io().nanos() - stoodStillSinceNanos);
            told = detail + "; nothing has been read from the peer for " + seconds + " s, because nobody receives";
        }
        inbox.readToEnd(told);
        if (conflate) {
            host.drop(Reason.CONFLATED, inbox.takeConflated());
        }
        reportQueued();
    }

    @Override
    public void fail(Throwable fault) {
        StreamConnection open = connection;
        if (open != null) {
            open.fail(fault);
        }
    }

    /** Reads now what there is, whoever reads otherwise; a connection that has ended is found so. */
    void readNow() {
        if (inbox.isOpen() && !inbox.isFull()) {
            readAhead();
            reportQueued();
        }
    }

    void reportQueued() {
        if (hasQueued()) {
            host.readable(pipe);
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
        host.receiveSide().post(() -> {
            inbox.readAhead();
            reportQueued();
        });
    }

    /** On the I/O thread. */
    private void endForBudget(String detail) {
        host.receiveSide().post(() -> {
            StreamConnection late = connection;
            if (late != null) {
                late.end(Reason.BUDGET, detail);
            }
        });
    }

    // ------------------------------------------------------------------ connections come and go

    /** @param name the pattern's for the peer; the application may get the array */
    void open(StreamConnection from, byte[] name) {
        if (deaf) {
            from.stopReading();
            return;
        }
        adopt(host.options());
        names.begin(name, inbox.messages(), inbox.messages() + inbox.queued());
        connection = from;
        var decoder = from.codec().decoder(new PeerCommands(host, pipe, from), this::readBuffer);
        byte[] rest = from.rest();
        decoder.prime(rest, 0, rest.length);
        inbox.count(rest.length);
        inbox.open(from.channel(), decoder);
        ReceiveSide.Registration added = host.receiveSide().add(this, from.key());
        registration = added;
        from.reads(added);
        added.begin();
    }

    /** Many peers with a little each read into smaller ones. */
    private byte[] readBuffer() {
        BufferPool buffers = host.services().buffers();
        return host.receiveSide().channels() > FEW_CHANNELS
                ? buffers.acquire(BufferPool.MEDIUM_BYTES)
                : buffers.acquire();
    }

    /** The connection is closed; what came over it stays to be received, while the socket is open. */
    void close(StreamConnection ended) {
        if (connection == ended) {
            removeRegistration();
            closeInbox();
            connection = null;
        }
        host.receiveSide().releaseClosed();
    }

    /** Nothing more is received: the socket is closed, or the endpoint disconnected. */
    void stop() {
        deaf = true;
        inbox.stop();
        removeRegistration(); // first: it takes the interest in reading away
        StreamConnection open = connection;
        if (open != null) {
            open.stopReading();
        }
        closeInbox();
    }

    private void closeInbox() {
        if (host.isClosed()) {
            host.drop(Reason.NOT_RECEIVED, inbox.discard());
        } else {
            inbox.close();
            reportQueued();
        }
        if ((deaf || !pipe.life().isPersistent()) && inbox.queued() == 0) {
            host.silent(pipe);
        }
    }

    private void onInboxEnd(Reason reason, String detail) {
        StreamConnection ended = connection;
        if (ended != null) {
            ended.end(reason, detail);
        }
        removeRegistration();
    }

    private void removeRegistration() {
        ReceiveSide.Registration known = registration;
        if (known != null) {
            registration = null;
            host.receiveSide().remove(known);
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
            host.io().execute(standstill);
            return;
        }
        readAhead();
        reportQueued();
        host.io().execute(looked);
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
