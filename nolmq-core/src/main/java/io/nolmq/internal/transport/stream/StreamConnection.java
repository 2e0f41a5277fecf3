package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.Duty;
import io.nolmq.internal.engine.IoThread;
import io.nolmq.internal.engine.Letter;
import io.nolmq.internal.engine.Overflows;
import io.nolmq.internal.engine.ReceiveSide;
import io.nolmq.internal.engine.SocketHost;
import io.nolmq.message.Reason;
import io.nolmq.spi.Codec;
import io.nolmq.spi.LinkOptions;
import io.nolmq.spi.PeerIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One connection, from its peer's last word in the handshake to its end. Belongs to the I/O thread, but for the channel, which
 * whoever holds the right side reads or writes.
 */
final class StreamConnection implements IoThread.Handler {
    private static final int DISCARD_BYTES = 16 * 1024;
    /** How often a connection is read once more before it closes without waiting for its peer. */
    private static final int LAST_READS = 16;

    private final IoThread io;
    private final Opened opened;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final String peerAddress;
    private final StreamPipe pipe;
    private final HeartbeatTimer heartbeat;
    private final Goodbye goodbye;

    // ---- made beforehand: what must be done even where there is no memory
    private final Duty armWrite = new Duty(this::armWriteNow);
    private final Letter writable;
    private final Duty end = new Duty(this::endNow);
    private final Duty received;
    private final Duty disconnected;

    /** Whether the end has been asked for; whoever asks first says why. */
    private final AtomicBoolean ending = new AtomicBoolean();

    private volatile Reason endReason = Reason.CLOSED_LOCALLY;
    private volatile String endDetail = "";
    /** Whether there was no stack to ask for it: {@link #lookAfter} does. */
    private volatile boolean endOwed;

    // ---- on the I/O thread
    private ReceiveSide.@Nullable Registration registration;
    private boolean discarding;
    private boolean finishing;
    private boolean over;

    /** Takes over the channel and its key, whose interest is empty. On the I/O thread. */
    StreamConnection(SocketHost host, LinkOptions options, Opened opened, StreamPipe pipe) {
        this.io = host.io();
        this.opened = opened;
        this.channel = opened.channel();
        this.key = opened.key();
        this.peerAddress = Addresses.ofPeer(channel);
        this.pipe = pipe;
        this.heartbeat = new HeartbeatTimer(
                io, options.protocol().heartbeat(options.snapshot().heartbeat()), this, pipe);
        this.writable = new Letter(pipe::onWritable);
        this.received = new Duty(() -> pipe.life().onReceivingEnded(this));
        this.disconnected = new Duty(() -> pipe.life().onDisconnected(this));
        this.goodbye = new Goodbye(io, host.services().goodbyes(), this);
        key.attach(this);
    }

    /**
     * Ends our handshake: the peer is welcome. Under the send side, before anything else is written.
     *
     * @throws IOException when the connection is gone, or does not take it
     */
    void welcome() throws IOException {
        ByteBuffer lastWord = ByteBuffer.wrap(opened.lastWord());
        if (lastWord.hasRemaining()) {
            channel.write(lastWord);
        }
        if (lastWord.hasRemaining()) { // a handshake is smaller than any kernel buffer
            throw new IOException("the peer does not take our handshake");
        }
    }

    SocketChannel channel() {
        return channel;
    }

    SelectionKey key() {
        return key;
    }

    Codec codec() {
        return opened.codec();
    }

    PeerIdentity peer() {
        return opened.peer();
    }

    /** What came behind the peer's handshake. */
    byte[] rest() {
        return opened.rest();
    }

    String peerAddress() {
        return peerAddress;
    }

    /** From now on what comes is read by the host. From any thread, before the key is armed. */
    void reads(ReceiveSide.Registration by) {
        io.execute(() -> registration = by);
    }

    HeartbeatTimer heartbeat() {
        return heartbeat;
    }

    @Override
    public void onReady(SelectionKey ready) {
        if (ready.isWritable()) {
            ready.interestOpsAnd(~SelectionKey.OP_WRITE);
            heartbeat.onRoom();
            pipe.onSendSide(writable);
        }
        if (ready.isValid() && ready.isReadable()) {
            ReceiveSide.Registration reader = registration;
            if (discarding) {
                discard();
            } else if (reader != null) {
                reader.onReadable();
            }
        }
    }

    /**
     * Has the I/O thread report when the kernel takes bytes again, to {@link StreamPipe#onWritable}; not again before that.
     * From any thread; allocates nothing.
     */
    void armWrite() {
        io.execute(armWrite);
    }

    private void armWriteNow() {
        if (key.isValid()) {
            key.interestOpsOr(SelectionKey.OP_WRITE);
        }
    }

    /** The application receives nothing any more: what comes is thrown away, until the end. From any thread. */
    void stopReading() {
        io.execute(() -> {
            discarding = true;
            if (key.isValid()) {
                key.interestOpsOr(SelectionKey.OP_READ);
            }
        });
    }

    /**
     * Everything has been sent: shuts our output down, and leaves the peer that much time to read it and to close, reading and
     * discarding meanwhile, so that no data is lost by a reset. On the I/O thread.
     */
    void finish(long goodbyeNanos) {
        if (over) {
            return;
        }
        finishing = true;
        discarding = true;
        try {
            heartbeat.stop();
            channel.shutdownOutput();
            if (goodbyeNanos > 0) {
                key.interestOps(SelectionKey.OP_READ);
                goodbye.begin(goodbyeNanos);
            } else {
                giveUp(Reason.CLOSED_LOCALLY, "closed without waiting for the peer");
            }
        } catch (IOException gone) {
            end(Reason.CLOSED_LOCALLY, String.valueOf(gone.getMessage()));
        } catch (RuntimeException | Error fault) { // without its timer a goodbye might never end
            fail(fault);
        }
    }

    /** The peer has so much time to close, and no more. On the I/O thread. */
    void shortenGoodbye(long nanos) {
        if (finishing && !over) {
            goodbye.shorten(nanos);
        }
    }

    /** The goodbye is over before the peer has closed. On the I/O thread. */
    void giveUp(Reason reason, String detail) {
        int reads = 0;
        while (finishing
                && !over
                && reads < LAST_READS
                && discard()) { // what is left unread would make the end a reset
            reads++;
        }
        if (finishing) {
            end(reason, detail);
        }
    }

    /**
     * Our pattern does not let the peer in. One that knows by now that we are ready may have begun to send: that is counted
     * until the peer has heard of the end. On the I/O thread.
     */
    void dismiss(SocketHost host, Reason reason, String detail) {
        if (opened.lastWord().length == 0 && !over) {
            new Dismissal(host, this, reason, detail).begin();
        } else {
            end(reason, detail);
        }
    }

    /** An Error came up in what this connection was given to do: nobody knows how far that is done. From any thread. */
    void fail(Throwable fault) {
        end(Reason.INTERNAL_ERROR, text(fault));
    }

    /** The text of an Error, as far as there is memory for one. */
    static String text(Throwable fault) {
        try {
            return fault.toString();
        } catch (Throwable noMemory) {
            return "";
        }
    }

    /** Has the channel closed, once; the first reason counts. From any thread; never waits, and allocates nothing. */
    void end(Reason reason, String detail) {
        if (ending.compareAndSet(false, true)) {
            endReason = reason;
            endDetail = detail;
            try {
                io.execute(end);
            } catch (Throwable deep) { // a field can be written without any stack
                endOwed = true;
                Overflows.count++;
            }
        }
    }

    /** A caller ran out of stack, and may not have got to ask for the end. On one thread at a time; never waits. */
    void lookAfter() {
        if (endOwed) {
            endOwed = false;
            io.execute(end);
        }
    }

    /** On the I/O thread; done again from the beginning where it fails. */
    private void endNow() {
        if (!over) {
            key.cancel();
            try {
                channel.close();
            } catch (IOException ignored) {
                // it is gone either way
            }
            heartbeat.stop();
            if (finishing) {
                goodbye.end();
            }
            over = true;
            pipe.onReceiveSide(received);
        }
    }

    /** Why it ended, for those who are told of it. */
    Reason endReason() {
        return isGoodbye() ? Reason.CLOSED_LOCALLY : endReason;
    }

    String endDetail() {
        return isGoodbye() && isEndOfStream() ? "" : endDetail;
    }

    private boolean isGoodbye() {
        return finishing && endReason != Reason.GOODBYE_LIMIT && endReason != Reason.INTERNAL_ERROR;
    }

    /** Whether the peer's end of stream was read: it closed in order. Once the connection has ended. */
    boolean isEndOfStream() {
        return endReason == Reason.END_OF_STREAM;
    }

    /** For the pipe's send side, once the receive side has done its part. */
    Letter disconnected() {
        return disconnected;
    }

    /** Reads and throws away. False when there is nothing more for now, or for good. */
    private boolean discard() {
        try {
            ByteBuffer scratch = ByteBuffer.allocate(DISCARD_BYTES);
            int count = channel.read(scratch);
            if (count > 0) {
                pipe.onDiscarded();
                return true;
            }
            if (count < 0) {
                end(Reason.END_OF_STREAM, "the peer closed the connection");
            }
        } catch (IOException lost) {
            end(Reason.CONNECTION_LOST, String.valueOf(lost.getMessage()));
        } catch (RuntimeException | Error fault) {
            fail(fault);
        }
        return false;
    }
}
