package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.BufferPool;
import io.nolmq.internal.engine.IoThread;
import io.nolmq.internal.engine.ReadableChannel;
import io.nolmq.internal.engine.ReceiveSide;
import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.Endpoint;
import io.nolmq.message.Message;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.QueueOptions;
import io.nolmq.message.Reason;
import io.nolmq.message.RoutingId;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketEvent;
import io.nolmq.message.Traffic;
import io.nolmq.spi.PeerIdentity;
import io.nolmq.spi.Pipe;
import io.nolmq.spi.WireEncoder;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One peer over a stream of bytes. The outbox belongs to the send side, the inbox to the receive side. On a connecting end
 * it outlives its connections; on a binding end it has one.
 *
 * <p>Its life: attached to the pattern (a session at once, an accepted connection when its handshake is complete), then any
 * number of connections, then closing: detached, nothing more is received, what is queued is sent, and it is over.
 */
final class StreamPipe implements Pipe, ReadableChannel, SocketCore.Flushable {
    private static final int CLOCK_UP_TO_MESSAGES = 32;
    private static final int FEW_CHANNELS = 4;
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
    private final WireEncoder encoder;
    private final QueueOptions queues;
    private final boolean conflate;
    private final byte[] chosenRoutingId;
    private final Owner owner;
    private final Outbox outbox;
    private final Inbox inbox;

    // ---- send side
    private @Nullable StreamConnection sending;
    private boolean attached;
    private boolean closing;
    private boolean over;
    private boolean dirty;
    private boolean wasFull;
    private boolean writeArmed;
    private long dropped;
    private long connections;
    private long inFlightAtDisconnect;

    // ---- receive side
    private @Nullable StreamConnection receiving;
    private ReceiveSide.@Nullable Registration registration;
    private boolean deaf;
    private boolean inTurn;

    /** Written on the I/O thread. */
    private final AtomicLong discardedReads = new AtomicLong();

    /** Written under the send side. */
    private volatile @Nullable PeerIdentity peer;

    private volatile byte[] routingId = NO_ROUTING_ID;
    private volatile String peerAddress = "";

    StreamPipe(SocketCore socket, byte[] chosenRoutingId, Owner owner) {
        this.socket = socket;
        this.encoder = socket.protocol().encoder();
        this.queues = socket.options().queue();
        this.conflate = queues.conflate();
        this.chosenRoutingId = chosenRoutingId;
        this.owner = owner;
        this.outbox = new Outbox(encoder, socket.threads().buffers(), queues);
        this.inbox = new Inbox(
                socket.threads().buffers(),
                queues,
                socket.pattern().receives() ? null : message -> socket.pattern().onUnwanted(this, message),
                this::onInboxEnd);
    }

    boolean isConnected() {
        return peer != null;
    }

    // ------------------------------------------------------------------ sending, under the send side

    @Override
    public SendResult trySend(Message message) {
        if (closing) {
            return SendResult.NO_PEER;
        }
        SendResult result = outbox.offer(message);
        if (result == SendResult.FULL) {
            if (outbox.isBlocked() || !write()) {
                wasFull = true;
                return SendResult.FULL;
            }
            result = outbox.offer(message);
        }
        if (conflate) {
            socket.drop(Reason.CONFLATED, outbox.takeConflated());
        }
        writeIfTime();
        return result;
    }

    @Override
    public boolean hasRoom() {
        if (closing || !outbox.isFull() || (!outbox.isBlocked() && write())) {
            return !closing;
        }
        wasFull = true;
        return false;
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

    void sendPong(byte @Nullable [] context) {
        if (context != null && peer != null) {
            outbox.offerPong(encoder.pong(context));
            flush();
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
            armWrite();
            return;
        }
        if (outbox.isFull() || outbox.batchBytes() >= Outbox.WRITE_AT_BYTES) {
            if (socket.takeWrite()) {
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
        StreamConnection to = sending;
        if (!writeArmed && to != null) {
            writeArmed = true;
            to.armWrite();
        }
    }

    /** Writes what waits. True when there is room afterwards. */
    private boolean write() {
        StreamConnection to = sending;
        if (to == null) {
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
            socket.roomIn(this);
        }
        if (closing) {
            endIfSent();
        }
        return room;
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
        socket.onReceiveSide(() -> {
            if (inbox.isOpen() && !inbox.isFull()) {
                inbox.readAhead();
                if (inbox.queued() > 0) {
                    socket.readable(this);
                }
            }
        });
    }

    @Override
    public void refuse(Reason reason, String detail) {
        socket.onSendSide(() -> {
            StreamConnection refused = sending;
            if (refused != null) {
                io().execute(() -> refused.end(reason, detail));
            }
        });
    }

    // ------------------------------------------------------------------ receiving, under the receive side

    @Override
    public @Nullable Message poll() {
        Message message = inbox.poll();
        if (conflate) {
            socket.drop(Reason.CONFLATED, inbox.takeConflated());
        }
        return message;
    }

    @Override
    public boolean isInTurn() {
        return inTurn;
    }

    @Override
    public void setInTurn(boolean now) {
        inTurn = now;
    }

    @Override
    public SelectableChannel channel() {
        StreamConnection open = receiving;
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
        return inbox.readAhead();
    }

    private void onInboxEnd(Reason reason, String detail) {
        StreamConnection ended = receiving;
        removeRegistration();
        if (ended != null) {
            io().execute(() -> ended.end(reason, detail));
        }
    }

    private void removeRegistration() {
        ReceiveSide.Registration known = registration;
        if (known != null) {
            registration = null;
            socket.receiveSide().remove(known);
        }
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

    /** A handshake is complete; {@code rest} came behind it. On the I/O thread. */
    void open(StreamConnection connection, byte[] rest) {
        socket.onSendSide(() -> openSending(connection, rest, ADMISSION_TRIES));
    }

    private void openSending(StreamConnection connection, byte[] rest, int triesLeft) {
        if (over) {
            io().execute(() -> connection.end(Reason.CLOSED_LOCALLY, ""));
            return;
        }
        sending = connection;
        peer = connection.peer();
        peerAddress = connection.peerAddress();
        outbox.open(connection.channel());
        writeArmed = false;
        if (closing) {
            connection.stopReading();
        } else {
            attach();
            Reason refusal = socket.pattern().onConnected(this);
            if (refusal != null) {
                outbox.close();
                peer = null;
                refuseOrTryAgain(connection, rest, triesLeft, refusal);
                return;
            }
            connections++;
            socket.events().report(SocketEvent.handshakeSucceeded(owner.endpoint(), peerAddress));
            socket.onReceiveSide(() -> openReceiving(connection, rest));
            io().execute(() -> connection.heartbeat().start(socket.options().heartbeat()));
        }
        write();
        socket.peersChanged();
    }

    /** A routing id may still be held by a connection whose end is on its way: that is given a moment. */
    private void refuseOrTryAgain(StreamConnection connection, byte[] rest, int triesLeft, Reason refusal) {
        io().execute(() -> {
            if (triesLeft > 0 && refusal == Reason.DUPLICATE_ROUTING_ID) {
                io().timers()
                        .after(
                                ADMISSION_NANOS,
                                () -> socket.onSendSide(() -> openSending(connection, rest, triesLeft - 1)));
            } else {
                connection.end(refusal, "refused by our " + socket.type());
            }
        });
    }

    private void openReceiving(StreamConnection connection, byte[] rest) {
        if (deaf) {
            connection.stopReading();
            return;
        }
        receiving = connection;
        var decoder = socket.protocol().decoder(new PeerCommands(socket, this, connection), this::readBuffer);
        decoder.prime(rest, 0, rest.length);
        inbox.count(rest.length);
        inbox.open(connection.channel(), decoder);
        ReceiveSide.Registration added = socket.receiveSide().add(this, connection.key());
        if (inbox.isOpen()) {
            registration = added;
            connection.reads(added);
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
        socket.onReceiveSide(() -> closeReceiving(connection));
        socket.onSendSide(() -> closeSending(connection, reason, detail));
    }

    private void closeReceiving(StreamConnection connection) {
        if (receiving == connection) {
            receiving = null;
            removeRegistration();
            inbox.close();
            if (inbox.queued() > 0) {
                socket.readable(this);
            }
        }
        socket.receiveSide().releaseClosed();
    }

    private void closeSending(StreamConnection connection, Reason reason, String detail) {
        if (sending != connection) {
            return;
        }
        boolean welcome = peer != null;
        sending = null;
        peer = null;
        outbox.close();
        socket.reasons().add(reason, 1);
        if (welcome) {
            inFlightAtDisconnect += outbox.takenByConnection();
            socket.events()
                    .report(SocketEvent.disconnected(
                            owner.endpoint(), peerAddress, reason, detail, outbox.takenByConnection()));
            if (attached) {
                socket.pattern().onDisconnected(this);
            }
        } else {
            socket.events().report(SocketEvent.refused(owner.endpoint(), peerAddress, reason, detail));
        }
        if (owner.isPersistent()) {
            outbox.rewind();
            if (queues.immediate()) {
                drop(Reason.PEER_GONE);
                detach();
            }
        } else {
            drop(closing ? Reason.LINGER_EXPIRED : Reason.PEER_GONE);
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

    private void drop(Reason reason) {
        int messages = outbox.discard();
        dropped += messages;
        socket.drop(reason, messages);
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
                socket.onReceiveSide(this::stopReceiving);
            }
            if (lingerNanos == 0) {
                drop(Reason.LINGER_EXPIRED);
            }
            if (outbox.isBlocked() || sending == null) {
                endIfSent();
            } else {
                write();
            }
        });
    }

    private void stopReceiving() {
        deaf = true;
        removeRegistration();
        if (socket.isClosed()) {
            socket.drop(Reason.NOT_RECEIVED, inbox.discard());
        } else {
            inbox.close();
            if (inbox.queued() > 0) {
                socket.readable(this);
            }
        }
        StreamConnection open = receiving;
        if (open != null) {
            open.stopReading();
        }
    }

    /** Send side, while closing. */
    private void endIfSent() {
        if (over || outbox.pending() > 0) {
            return;
        }
        over = true;
        outbox.discard();
        outbox.close(); // a message that was given up may be torn: nothing may follow it
        StreamConnection last = sending;
        io().execute(last == null ? owner::onOver : last::finish);
    }

    // ------------------------------------------------------------------ on the I/O thread

    void onWritable() {
        socket.onSendSide(() -> {
            writeArmed = false;
            outbox.unblock();
            write();
        });
    }

    void sendPing(int ttlDeciseconds, byte[] context) {
        socket.onSendSide(() -> {
            if (!outbox.isBlocked()) { // else it would wait behind data, and say nothing of the peer
                outbox.offerCommand(encoder.ping(ttlDeciseconds, context));
                write();
            }
        });
    }

    /** How many reads have brought bytes, those that are thrown away included. From any thread. */
    long reads() {
        return inbox.reads() + discardedReads.get();
    }

    /** Bytes came that nobody receives any more: a sign of life all the same. On the I/O thread. */
    void onDiscarded() {
        discardedReads.incrementAndGet();
    }

    /** Reads once more before a silent peer is given up; calls back on the I/O thread unless there is life. */
    void lookForLife(long readsSeen, long nanos, LongConsumer silent, Runnable paused) {
        socket.onReceiveSide(() -> {
            if (inbox.isFull()) {
                io().execute(paused);
                return;
            }
            inbox.readAhead();
            if (inbox.queued() > 0) {
                socket.readable(this);
            }
            if (reads() == readsSeen) {
                io().execute(() -> silent.accept(nanos));
            }
        });
    }

    private IoThread io() {
        return socket.io();
    }

    // ------------------------------------------------------------------ what is known of it

    /** From any thread; exact once the pipe is over. */
    Traffic traffic() {
        return new Traffic(outbox.messagesSent(), outbox.bytesSent(), inbox.messages(), inbox.bytes());
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
                    new PeerStatistics.Queues(outbox.pending(), inbox.queued(), dropped));
        });
    }

    /** A message that its pattern dropped for this peer. Send side. */
    @Override
    public void countDrop(Reason reason) {
        dropped++;
        socket.drop(reason, 1);
    }
}
