package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.IoThread;
import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.Endpoint;
import io.nolmq.message.Message;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.Reason;
import io.nolmq.message.RoutingId;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketEvent;
import io.nolmq.message.Traffic;
import io.nolmq.spi.PeerIdentity;
import io.nolmq.spi.Pipe;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One peer over a stream of bytes: two halves, and the life that they share. On a connecting end it outlives its
 * connections; on a binding end it has one.
 *
 * <p>Its life: attached to the pattern (a session at once, an accepted connection when its handshake is complete), then any
 * number of connections, then closing: detached, nothing more is received, what is queued is sent, and it is over.
 */
final class StreamPipe implements Pipe {
    private static final int ADMISSION_TRIES = 4;
    private static final long ADMISSION_NANOS = TimeUnit.MILLISECONDS.toNanos(15);
    private static final byte[] NO_ROUTING_ID = {};

    /** Whoever made the pipe and decides what its end means. Called on the I/O thread. */
    interface Owner {
        /** For events. */
        Endpoint endpoint();

        /** Whether it may find another connection, so that what is queued is kept. */
        boolean isPersistent();

        /** A connection is gone. */
        void onDisconnected(Reason reason, String detail);

        /** Everything is sent, or given up, and the last connection is closed. */
        void onOver();
    }

    private final SocketCore socket;
    private final byte[] chosenRoutingId;
    private final Owner owner;
    private final SendingHalf out;
    private final ReceivingHalf in;

    // ---- send side
    private boolean attached;
    private boolean closing;
    private boolean over;
    private long connections;
    private long inFlightAtDisconnect;

    /** Written under the send side. */
    private volatile @Nullable PeerIdentity peer;

    private volatile byte[] routingId = NO_ROUTING_ID;
    private volatile String peerAddress = "";

    StreamPipe(SocketCore socket, byte[] chosenRoutingId, Owner owner) {
        this.socket = socket;
        this.chosenRoutingId = chosenRoutingId;
        this.owner = owner;
        this.out = new SendingHalf(socket, this);
        this.in = new ReceivingHalf(socket, this);
    }

    boolean isConnected() {
        return peer != null;
    }

    // ------------------------------------------------------------------ the sending half, under the send side

    @Override
    public SendResult trySend(Message message) {
        return closing ? SendResult.NO_PEER : out.trySend(message, false);
    }

    @Override
    public SendResult trySendShared(Message message) {
        return closing ? SendResult.NO_PEER : out.trySend(message, true);
    }

    @Override
    public boolean hasRoom() {
        return !closing && out.hasRoom();
    }

    @Override
    public void countDrop(Reason reason) {
        out.countDrop(reason);
    }

    @Override
    public void subscribe(byte[] topic) {
        PeerIdentity to = peer;
        if (to != null) {
            out.subscribe(topic, to.minorVersion());
        }
    }

    @Override
    public void cancel(byte[] topic) {
        PeerIdentity to = peer;
        if (to != null) {
            out.cancel(topic, to.minorVersion());
        }
    }

    void sendPong(byte @Nullable [] context) {
        if (context != null && peer != null) {
            out.pong(context);
        }
    }

    /** A write has just been tried, and the connection still stands. */
    void onWritten() {
        if (closing) {
            endIfSent();
        }
    }

    // ------------------------------------------------------------------ the receiving half, under the receive side

    @Override
    public @Nullable Message poll(boolean alone) {
        return in.poll();
    }

    @Override
    public long discardReceived() {
        return in.discardReceived();
    }

    @Override
    public boolean isInTurn() {
        return in.isInTurn();
    }

    @Override
    public void setInTurn(boolean now) {
        in.setInTurn(now);
    }

    // ------------------------------------------------------------------ names

    @Override
    public byte[] peerRoutingId() {
        PeerIdentity to = peer;
        return to == null ? NO_ROUTING_ID : to.routingId();
    }

    @Override
    public byte[] chosenRoutingId() {
        return chosenRoutingId;
    }

    @Override
    public byte[] routingId() {
        return routingId;
    }

    @Override
    public void name(byte[] name) {
        routingId = name;
    }

    @Override
    public void lookAlive() {
        socket.onReceiveSide(in::readNow);
    }

    @Override
    public void refuse(Reason reason, String detail) {
        socket.onSendSide(() -> {
            StreamConnection refused = out.connection();
            if (refused != null) {
                io().execute(() -> refused.end(reason, detail));
            }
        });
    }

    // ------------------------------------------------------------------ a connection begins

    /** A session's pipe takes messages before there is a connection, unless the option immediate is on. */
    void attachEarly() {
        socket.onSendSide(() -> {
            if (!closing) {
                attach();
            }
        });
    }

    /** A peer has said who it is. On the I/O thread. */
    void open(StreamConnection connection) {
        socket.onSendSide(orEnd(connection, () -> admit(connection, ADMISSION_TRIES)));
    }

    /** What fails inside ends this connection, and it alone. */
    private Runnable orEnd(StreamConnection connection, Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException | Error fault) {
                io().execute(() -> connection.end(Reason.INTERNAL_ERROR, fault.toString()));
            }
        };
    }

    /**
     * Asks the pattern whether the peer is welcome, and only then tells the peer, all under one hold of the send side: of two
     * peers with one routing id the second finds the first, however their handshakes interleave, and a peer that is refused
     * has not begun to send.
     */
    private void admit(StreamConnection connection, int triesLeft) {
        if (over) {
            io().execute(() -> connection.end(Reason.CLOSED_LOCALLY, ""));
            return;
        }
        peer = connection.peer();
        peerAddress = connection.peerAddress();
        out.open(connection);
        if (closing) {
            connection.stopReading();
        } else {
            attach();
            Reason refusal = socket.pattern().refusal(this);
            if (refusal != null) {
                out.shut();
                peer = null;
                refuseOrTryAgain(connection, triesLeft, refusal);
                return;
            }
        }
        try {
            connection.welcome();
        } catch (IOException gone) {
            out.shut();
            peer = null;
            io().execute(() -> connection.end(Reason.CONNECTION_LOST, String.valueOf(gone.getMessage())));
            return;
        }
        if (!closing) {
            socket.pattern().onConnected(this);
            connections++;
            socket.events().report(SocketEvent.handshakeSucceeded(owner.endpoint(), peerAddress));
            socket.onReceiveSide(orEnd(connection, () -> in.open(connection)));
            io().execute(connection.heartbeat()::start);
        }
        out.write();
        socket.peersChanged();
    }

    /** A routing id may still be held by a connection whose end is on its way: that is given a moment. */
    private void refuseOrTryAgain(StreamConnection connection, int triesLeft, Reason refusal) {
        io().execute(() -> {
            if (triesLeft > 0 && refusal == Reason.DUPLICATE_ROUTING_ID) {
                Runnable again = orEnd(connection, () -> admit(connection, triesLeft - 1));
                io().timers().after(ADMISSION_NANOS, () -> socket.onSendSide(again));
            } else {
                connection.end(refusal, "refused by our " + socket.type());
            }
        });
    }

    private void attach() {
        if (!attached) {
            attached = true;
            socket.attach(this);
        }
    }

    private void detach() {
        if (attached) {
            attached = false;
            socket.detach(this);
        }
    }

    // ------------------------------------------------------------------ a connection ends

    /** On the I/O thread. */
    void onConnectionEnded(StreamConnection connection, Reason reason, String detail) {
        socket.onReceiveSide(() -> {
            in.close(connection); // first, so that what is told of the pipe's traffic at its end is all of it
            socket.onSendSideFromReceive(() -> onDisconnected(connection, reason, detail));
        });
    }

    private void onDisconnected(StreamConnection connection, Reason reason, String detail) {
        if (out.connection() != connection) {
            return;
        }
        boolean welcome = peer != null;
        peer = null;
        long inFlight = out.disconnect();
        socket.reasons().add(reason, 1);
        if (welcome) {
            inFlightAtDisconnect += inFlight;
            socket.events().report(SocketEvent.disconnected(owner.endpoint(), peerAddress, reason, detail, inFlight));
            if (attached) {
                socket.pattern().onDisconnected(this);
            }
        } else {
            socket.events().report(SocketEvent.refused(owner.endpoint(), peerAddress, reason, detail));
        }
        if (owner.isPersistent()) {
            rewind(reason, detail);
            if (socket.options().queue().immediate()) {
                out.drop(Reason.PEER_GONE);
                detach();
            }
        } else {
            out.drop(closing ? Reason.LINGER_EXPIRED : Reason.PEER_GONE);
            closing = true;
            detach();
        }
        socket.peersChanged();
        if (over) {
            io().execute(owner::onOver);
        } else if (closing) {
            endIfSent();
        }
        if (!over) {
            io().execute(() -> owner.onDisconnected(reason, detail));
        }
    }

    /** Only the peer's end of a connection says anything about a message that was on its way. */
    private void rewind(Reason reason, String detail) {
        if (reason != Reason.END_OF_STREAM && reason != Reason.CONNECTION_LOST) {
            out.rewind();
            return;
        }
        long bytes = out.rewindFromPeer();
        if (bytes > 0) {
            socket.events()
                    .report(SocketEvent.messageDropped(
                            owner.endpoint(),
                            peerAddress,
                            Reason.UNDELIVERABLE,
                            "the connection ended three times running before the peer had taken a message: bytes="
                                    + bytes
                                    + ", last end=" + reason + " (" + detail
                                    + "); the peer may limit the size of a frame or the number of frames"));
        }
    }

    // ------------------------------------------------------------------ the pipe ends

    /** Detaches, and sends what is queued; with linger 0 gives it up instead. From any thread. */
    void close(long lingerNanos) {
        socket.onSendSide(() -> {
            if (over) {
                return;
            }
            if (!closing) {
                closing = true;
                detach();
                socket.onReceiveSide(in::stop);
            }
            if (lingerNanos == 0) {
                out.drop(Reason.LINGER_EXPIRED);
            }
            if (out.isBlocked() || out.connection() == null) {
                endIfSent();
            } else {
                out.write();
            }
        });
    }

    /** Send side, while closing. */
    private void endIfSent() {
        if (over || out.hasUnsent()) {
            return;
        }
        over = true;
        out.drop(Reason.LINGER_EXPIRED); // no message is left, but a command may be
        out.shut(); // a message that was given up may be torn: nothing may follow it
        StreamConnection last = out.connection();
        io().execute(last == null ? owner::onOver : last::finish);
    }

    // ------------------------------------------------------------------ on the I/O thread

    void onWritable() {
        socket.onSendSide(out::resume);
    }

    void sendPing(int ttlDeciseconds, byte[] context) {
        socket.onSendSide(() -> out.ping(ttlDeciseconds, context));
    }

    /** How many reads have brought bytes. From any thread. */
    long reads() {
        return in.reads();
    }

    /** Bytes came that nobody receives any more. */
    void onDiscarded() {
        in.onDiscarded();
    }

    /** Reads once more before a silent peer is given up; calls one of the two back on the I/O thread. */
    void lookForLife(Runnable looked, Runnable standstill) {
        socket.onReceiveSide(() -> in.lookForLife(looked, standstill));
    }

    private IoThread io() {
        return socket.io();
    }

    // ------------------------------------------------------------------ what is known of it

    /** From any thread; exact once the pipe is over. */
    Traffic traffic() {
        return new Traffic(out.messages(), out.bytes(), in.messages(), in.bytes());
    }

    /** From any thread, under no side. */
    PeerStatistics statistics() {
        return socket.readUnderSides(() -> {
            PeerIdentity identity = peer;
            return new PeerStatistics(
                    new PeerStatistics.Peer(
                            owner.endpoint(),
                            peerAddress,
                            identity == null ? null : identity.socketType(),
                            RoutingId.of(routingId)),
                    new PeerStatistics.Connection(identity != null, Math.max(0, connections - 1), inFlightAtDisconnect),
                    traffic(),
                    new PeerStatistics.Queues(out.pending(), in.queued(), out.dropped()));
        });
    }
}
