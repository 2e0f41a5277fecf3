package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.IoThread;
import io.nolmq.internal.engine.SocketHost;
import io.nolmq.internal.engine.Timers.Timer;
import io.nolmq.message.Reason;
import io.nolmq.spi.Codec;
import io.nolmq.spi.HandshakeContext;
import io.nolmq.spi.LinkOptions;
import io.nolmq.spi.PeerIdentity;
import io.nolmq.spi.ProtocolException;
import io.nolmq.spi.WireHandshake;
import io.nolmq.spi.WireProtocol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose handshake is under way: does the I/O of a {@link WireHandshake}, and keeps its time. Lives on the I/O thread; sockets, high-water marks and the application know
 * nothing of it. Ends once: as an open connection, or refused.
 */
final class Opening implements IoThread.Handler {
    private static final int READ_BYTES = 4 * 1024;
    private static final byte[] NOTHING = {};

    /** Takes the outcome; on the I/O thread, once; refused once more where it could not be taken. */
    interface Listener {
        /** The peer has said who it is; whether it is welcome is for others to say. */
        void onOpen(Opened opened);

        /** The connection is closed. */
        void onRefused(Reason reason, String detail);
    }

    private final IoThread io;
    private final SocketChannel channel;
    private final WireProtocol protocol;
    private final WireHandshake handshake;
    private final Listener listener;
    private final SelectionKey key;
    private final long startedNanos;
    private ByteBuffer output = ByteBuffer.allocate(0);
    /** Bytes that came while the handshake waits. */
    private byte[] unread = NOTHING;

    private @Nullable Timer timer;
    private boolean over;

    /** Begins; the channel is connected and non-blocking. On the I/O thread. */
    Opening(
            SocketHost host,
            LinkOptions options,
            SocketChannel channel,
            boolean listening,
            String peerAddress,
            Listener listener)
            throws IOException {
        this.io = host.io();
        this.channel = channel;
        this.protocol = options.protocol();
        this.listener = listener;
        this.startedNanos = io.nanos();
        this.handshake = protocol.handshake(
                new HandshakeContext(
                        listening,
                        host.holdsReadyBack(listening),
                        options.snapshot().handshake(),
                        peerAddress,
                        () -> io.execute(this::onWake)),
                startedNanos);
        this.key = io.register(channel, SelectionKey.OP_READ, this);
    }

    /** How long it has been under way. */
    long ageNanos() {
        return io.nanos() - startedNanos;
    }

    /** Sends our greeting. On the I/O thread, once. */
    void begin() {
        setTimer();
        send();
        PeerIdentity peer = handshake.peer();
        if (peer != null && !over) {
            complete(peer, NOTHING);
        }
    }

    /** The handshake has its answer, and goes on. */
    private void onWake() {
        if (over) {
            return;
        }
        try {
            handshake.onWake(io.nanos());
            byte[] bytes = unread;
            unread = NOTHING;
            take(bytes, bytes.length);
        } catch (ProtocolException violation) {
            sayLast();
            refuse(violation.reason(), String.valueOf(violation.getMessage()));
        } catch (RuntimeException | Error fault) {
            refuse(Reason.INTERNAL_ERROR, StreamConnection.text(fault));
        }
    }

    private void setTimer() {
        cancelTimer();
        long nanos = handshake.nanosUntilDeadline(io.nanos());
        timer = nanos < 0 ? null : io.timers().after(nanos, this::onTimer);
    }

    private void onTimer() {
        try {
            handshake.onTimer(io.nanos());
            send();
            if (!over) {
                setTimer();
            }
        } catch (ProtocolException late) {
            refuse(late.reason(), String.valueOf(late.getMessage()));
        } catch (RuntimeException | Error fault) { // without a timer a silent peer would stay for ever
            refuse(Reason.INTERNAL_ERROR, StreamConnection.text(fault));
        }
    }

    /** Gives up; on the I/O thread. */
    void cancel(Reason reason, String detail) {
        refuse(reason, detail);
    }

    @Override
    public void onReady(SelectionKey ready) {
        try {
            if (ready.isWritable()) {
                send();
            }
            if (!over && ready.isReadable()) {
                read();
            }
        } catch (RuntimeException | Error fault) {
            refuse(Reason.INTERNAL_ERROR, StreamConnection.text(fault));
        }
    }

    private void read() {
        byte[] bytes = new byte[READ_BYTES];
        try {
            int count = channel.read(ByteBuffer.wrap(bytes));
            if (count < 0) {
                refuse(Reason.END_OF_STREAM, "the peer closed the connection during the handshake");
            } else if (count > 0) {
                take(bytes, count);
            }
        } catch (ProtocolException violation) {
            sayLast();
            refuse(violation.reason(), String.valueOf(violation.getMessage()));
        } catch (IOException lost) {
            refuse(Reason.CONNECTION_LOST, String.valueOf(lost.getMessage()));
        }
    }

    /** What the handshake has to say to a peer that is refused, as far as the kernel takes it. */
    private void sayLast() {
        try {
            channel.write(ByteBuffer.wrap(handshake.takeOutput()));
        } catch (IOException ignored) {
            // the peer has gone first
        }
    }

    private void take(byte[] bytes, int count) throws ProtocolException {
        int taken = handshake.onBytes(bytes, 0, count, io.nanos());
        send();
        PeerIdentity peer = handshake.peer();
        if (peer == null && !over) {
            unread = Arrays.copyOfRange(bytes, taken, count);
            setTimer();
        } else if (peer != null && !over) {
            // a handshake is smaller than any kernel buffer, so our part of it is out by now
            if (output.hasRemaining()) {
                refuse(Reason.HANDSHAKE, "the peer does not take our handshake");
                return;
            }
            complete(peer, Arrays.copyOfRange(bytes, taken, count));
        }
    }

    private void complete(PeerIdentity peer, byte[] rest) {
        key.interestOps(0);
        finish();
        try {
            Codec codec = new Codec(protocol, peer, handshake.cipher());
            listener.onOpen(new Opened(channel, key, peer, codec, handshake.lastWord(), rest));
        } catch (RuntimeException | Error fault) {
            close(Reason.INTERNAL_ERROR, StreamConnection.text(fault));
        }
    }

    private void send() {
        byte[] more = handshake.takeOutput();
        if (more.length > 0) {
            ByteBuffer joined = ByteBuffer.allocate(output.remaining() + more.length);
            output = joined.put(output).put(more).flip();
        }
        try {
            channel.write(output);
        } catch (IOException lost) {
            refuse(Reason.CONNECTION_LOST, String.valueOf(lost.getMessage()));
            return;
        }
        int interest = handshake.isWaiting() ? 0 : SelectionKey.OP_READ;
        if (output.hasRemaining()) {
            interest |= SelectionKey.OP_WRITE;
        }
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    private void refuse(Reason reason, String detail) {
        if (!over) {
            finish();
            handshake.cancel();
            close(reason, detail);
        }
    }

    private void close(Reason reason, String detail) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // it is gone either way
        }
        listener.onRefused(reason, detail);
    }

    private void finish() {
        over = true;
        cancelTimer();
    }

    private void cancelTimer() {
        Timer set = timer;
        if (set != null) {
            set.cancel();
            timer = null;
        }
    }
}
