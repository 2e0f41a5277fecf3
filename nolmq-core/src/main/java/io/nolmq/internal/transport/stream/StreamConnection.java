package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.IoThread;
import io.nolmq.internal.engine.ReceiveSide;
import io.nolmq.internal.engine.SocketCore;
import io.nolmq.internal.engine.Timers.Timer;
import io.nolmq.message.Reason;
import io.nolmq.spi.PeerIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection, from its peer's last word in the handshake to its end. Belongs to the I/O thread, but for the channel, which
 * whoever holds the right side reads or writes.
 */
final class StreamConnection implements IoThread.Handler {
    /** How long the peer may take to close its half after ours, so that no data is lost by a reset. */
    private static final long GOODBYE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int DISCARD_BYTES = 16 * 1024;

    private final IoThread io;
    private final Opened opened;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final String peerAddress;
    private final StreamPipe pipe;
    private final HeartbeatTimer heartbeat;

    private ReceiveSide.@Nullable Registration registration;
    private boolean discarding;
    private boolean finishing;
    private boolean over;
    private @Nullable Timer goodbye;

    /** Takes over the channel and its key, whose interest is empty. On the I/O thread. */
    StreamConnection(SocketCore socket, Opened opened, StreamPipe pipe) {
        this.io = socket.io();
        this.opened = opened;
        this.channel = opened.channel();
        this.key = opened.key();
        this.peerAddress = Addresses.ofPeer(channel);
        this.pipe = pipe;
        this.heartbeat = new HeartbeatTimer(
                io, socket.protocol().heartbeat(socket.options().heartbeat()), this, pipe);
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

    /** From now on what comes is read by the socket. From any thread, before the key is armed. */
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
            pipe.onWritable();
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

    /** Has the I/O thread report when the kernel takes bytes again. From any thread. */
    void armWrite() {
        io.execute(() -> {
            if (key.isValid()) {
                key.interestOpsOr(SelectionKey.OP_WRITE);
            }
        });
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

    /** Everything has been sent: says goodbye, and waits a moment for the peer to do so. On the I/O thread. */
    void finish() {
        if (over) {
            return;
        }
        heartbeat.stop();
        finishing = true;
        try {
            channel.shutdownOutput();
        } catch (IOException gone) {
            end(Reason.CLOSED_LOCALLY, "");
            return;
        }
        discarding = true;
        key.interestOps(SelectionKey.OP_READ);
        goodbye = io.timers().after(GOODBYE_NANOS, () -> end(Reason.CLOSED_LOCALLY, ""));
    }

    /** Closes the channel, once. On the I/O thread. */
    void end(Reason reason, String detail) {
        if (over) {
            return;
        }
        over = true;
        heartbeat.stop();
        Timer waiting = goodbye;
        if (waiting != null) {
            waiting.cancel();
        }
        key.cancel();
        try {
            channel.close();
        } catch (IOException ignored) {
            // it is gone either way
        }
        pipe.onConnectionEnded(this, finishing ? Reason.CLOSED_LOCALLY : reason, finishing ? "" : detail);
    }

    private void discard() {
        ByteBuffer scratch = ByteBuffer.allocate(DISCARD_BYTES);
        try {
            int count = channel.read(scratch);
            if (count < 0) {
                end(Reason.END_OF_STREAM, "the peer closed the connection");
            } else if (count > 0) {
                pipe.onDiscarded();
            }
        } catch (IOException lost) {
            end(Reason.CONNECTION_LOST, String.valueOf(lost.getMessage()));
        }
    }
}
