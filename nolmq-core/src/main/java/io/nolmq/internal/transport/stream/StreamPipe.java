package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.Duty;
import io.nolmq.internal.engine.IoThread;
import io.nolmq.internal.engine.Letter;
import io.nolmq.internal.engine.Overflows;
import io.nolmq.internal.engine.SocketHost;
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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One peer over a stream of bytes: two halves, and the life that they share. On a connecting end it outlives its
 * connections; on a binding end it has one.
 *
 * <p>Its life: attached to the pattern (a session at once, an accepted connection when its handshake is complete), then any
 * number of connections, then closing: detached, nothing more is received, what is queued is sent, and it is over.
 */
final class StreamPipe implements Pipe {
    /** Refusals because of another peer, which may be about to go. */
    private static final Set<Reason> PLACE_TAKEN =
            EnumSet.of(Reason.DUPLICATE_ROUTING_ID, Reason.PEER_ALREADY_CONNECTED);

    private static final int ADMISSION_TRIES = 4;
    private static final long ADMISSION_NANOS = TimeUnit.MILLISECONDS.toNanos(15);
    /** How long a context that closes waits for a peer to which nothing is under way: for an end in order, no more. */
    private static final long IDLE_GOODBYE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final byte[] NO_ROUTING_ID = {};

    /** Whoever made the pipe and decides what its end means. Called on the I/O thread. */
    interface Owner {
        /** For events. */
        Endpoint endpoint();

        /** Whether it may find another connection, so that what is queued is kept. */
        boolean isPersistent();

        /** A connection is gone. */
        void onDisconnected(Reason reason, String detail);

        /** Waits no longer: our pattern may take the peer now that it refused. */
        void retryNow();

        /** Ends the link, after what is queued has been sent. */
        void close(long lingerNanos);

        /** Everything is sent, or given up, and the last connection is closed. */
        void onOver();
    }

    private final SocketHost host;
    private final byte[] chosenRoutingId;
    private final Owner owner;
    private final SendingHalf out;
    private final ReceivingHalf in;
    /** Made beforehand: the end must be told even where there is no memory. */
    private final Duty isOver;

    private final Duty abandon = new Duty(() -> closeNow(0));
    private final AtomicBoolean abandoned = new AtomicBoolean();
    /** Whether there was no stack to ask for it: {@link #lookAfter} does. */
    private volatile boolean abandonOwed;

    // ---- send side
    private boolean attached;
    private boolean closing;
    private boolean over;
    private boolean lingerOver;
    private boolean contextCloses;
    private long connections;
    private long inFlightAtDisconnect;
    /** The routing id that the last welcome peer gave itself; null before there was one. */
    private byte @Nullable [] lastPeerRoutingId;
    /** Whether our pattern refused the last peer. */
    private boolean refused;
    /** Whether to try again as soon as the connection of the refused peer is closed. */
    private boolean retriesAtEnd;

    /** Written under the send side. */
    private volatile @Nullable PeerIdentity peer;

    private volatile byte[] routingId = NO_ROUTING_ID;
    private volatile String peerAddress = "";
    /** The same as closing, for those who look without the side. */
    private volatile boolean leaving;

    StreamPipe(SocketHost host, byte[] chosenRoutingId, Owner owner) {
        this.host = host;
        this.chosenRoutingId = chosenRoutingId;
        this.owner = owner;
        this.out = new SendingHalf(host, this);
        this.in = new ReceivingHalf(host, this);
        this.isOver = new Duty(owner::onOver);
    }

    @Override
    public boolean isConnected() {
        return peer != null && !leaving;
    }

    /** Whether another connection may follow a lost one. */
    boolean isPersistent() {
        return owner.isPersistent();
    }

    // ------------------------------------------------------------------ the sending half, under the send side

    @Override
    public SendResult trySend(Message message) {
        return attached ? out.trySend(message, false) : SendResult.NO_PEER;
    }

    @Override
    public SendResult trySendShared(Message message) {
        return attached ? out.trySend(message, true) : SendResult.NO_PEER;
    }

    @Override
    public boolean hasRoom() {
        return attached && out.hasRoom();
    }

    @Override
    public void countDrop(Reason reason) {
        out.countDrop(reason);
    }

    @Override
    public void subscribe(byte[] topic) {
        if (peer != null) {
            out.subscribe(topic);
        }
    }

    @Override
    public void cancel(byte[] topic) {
        if (peer != null) {
            out.cancel(topic);
        }
    }

    void sendPong(byte @Nullable [] context) {
        if (context != null && peer != null) {
            out.pong(context);
        }
    }

    /** A PONG has come over a connection. */
    void onPong(StreamConnection from, byte @Nullable [] context) {
        if (context != null && out.connection() == from) {
            out.onPong(context);
        }
    }

    /** A write has just been tried, and the connection still stands. */
    void onWritten() {
        if (closing) {
            endIfSent();
        }
    }

    /** A write has failed: the peer is gone. What the kernel still holds from it is received, then the connection ends. */
    void onBroken(StreamConnection broken, String detail) {
        try {
            host.receiveSide().post(orEnd(broken, () -> in.readToEnd(broken, detail)));
        } catch (OutOfMemoryError none) {
            broken.end(Reason.CONNECTION_LOST, detail);
        }
    }

    // ------------------------------------------------------------------ the receiving half, under the receive side

    @Override
    public @Nullable Message poll(boolean alone) {
        return in.poll();
    }

    @Override
    public void holdReading(Reason reason, String detail) {
        in.holdReading(true);
        host.count(reason);
        host.report(SocketEvent.readingHeld(owner.endpoint(), peerAddress, reason, detail));
    }

    @Override
    public void resumeReading() {
        in.holdReading(false);
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
    public byte[] senderRoutingId() {
        return in.senderName();
    }

    @Override
    public boolean peerReturned() {
        return lastPeerRoutingId != null && Arrays.equals(lastPeerRoutingId, peerRoutingId());
    }

    @Override
    public void name(byte[] name) {
        routingId = name;
    }

    @Override
    public void lookAlive() {
        host.receiveSide().post(in::readNow);
    }

    @Override
    public void refuse(Reason reason, String detail) {
        host.sendSide().post(() -> {
            StreamConnection refused = out.connection();
            if (refused != null) {
                refused.end(reason, detail);
            }
        });
    }

    @Override
    public void finish() {
        owner.close(host.options().queue().lingerNanos());
    }

    @Override
    public void retryNow() {
        if (refused && out.connection() != null) {
            retriesAtEnd = true;
        } else if (refused) {
            io().execute(owner::retryNow);
        }
    }

    // ------------------------------------------------------------------ a connection begins

    /** A session's pipe takes messages before there is a connection, unless the option immediate is on. */
    void attachEarly() {
        host.sendSide().post(new Duty(() -> {
            if (!closing) {
                attach();
            }
        }));
    }

    /** A peer has said who it is. On the I/O thread. */
    void open(StreamConnection connection) {
        host.sendSide().post(orEnd(connection, () -> admit(connection, ADMISSION_TRIES)));
    }

    /** What fails inside ends this connection, and it alone. */
    static Runnable orEnd(StreamConnection connection, Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException | Error fault) {
                connection.fail(fault);
            }
        };
    }

    /**
     * Asks the pattern whether the peer is welcome, and only then sends a READY that was held back, all under one hold of the
     * send side: of two peers with one routing id the second finds the first, however their handshakes interleave, and a peer
     * that is refused without our READY has not begun to send.
     */
    private void admit(StreamConnection connection, int triesLeft) {
        if (over) {
            connection.end(Reason.CLOSED_LOCALLY, "");
            return;
        }
        peer = connection.peer();
        peerAddress = connection.peerAddress();
        out.open(connection);
        if (closing) {
            connection.stopReading();
        } else {
            attach();
            Reason refusal = host.refusal(this);
            refused = refusal != null;
            retriesAtEnd = false;
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
            connection.end(Reason.CONNECTION_LOST, String.valueOf(gone.getMessage()));
            return;
        }
        if (routingId.length > 0 && chosenRoutingId.length == 0 && !peerReturned()) {
            out.drop(Reason.PEER_GONE); // what waits is for the peer of the old name
        }
        if (!closing) {
            host.connected(this);
            lastPeerRoutingId = peerRoutingId();
            connections++;
            host.report(SocketEvent.handshakeSucceeded(owner.endpoint(), peerAddress));
            byte[] name = routingId.clone();
            host.receiveSide().post(orEnd(connection, () -> in.open(connection, name)));
            io().execute(orEnd(connection, connection.heartbeat()::start));
        }
        out.write();
        host.peersChanged();
    }

    /** The place may still be held by a connection whose end is on its way: that is given a moment. */
    private void refuseOrTryAgain(StreamConnection connection, int triesLeft, Reason refusal) {
        if (triesLeft == 0 || !PLACE_TAKEN.contains(refusal)) {
            io().execute(orEnd(connection, () -> connection.dismiss(host, refusal, "refused by our " + host.type())));
            return;
        }
        Letter again = new Letter(orEnd(connection, () -> admit(connection, triesLeft - 1)));
        io().execute(orEnd(
                connection,
                () -> io().timers().after(ADMISSION_NANOS, () -> host.sendSide().post(again))));
    }

    private void attach() {
        if (!attached) {
            host.attach(this);
            attached = true;
        }
    }

    private void detach() {
        if (attached) {
            host.detach(this);
            attached = false;
        }
    }

    // ------------------------------------------------------------------ a connection ends

    /** Receive side: the channel is closed. A duty, repeated where it fails. */
    void onReceivingEnded(StreamConnection connection) {
        in.close(connection); // first, so that what is told of the pipe's traffic at its end is all of it
        host.receiveSide().postAfterUnlock(host.sendSide(), connection.disconnected());
    }

    /** Send side, after that. A duty, repeated where it fails: what may fail comes first, and may be done twice. */
    void onDisconnected(StreamConnection connection) {
        if (out.connection() != connection) {
            return;
        }
        Reason reason = connection.endReason();
        String detail = connection.endDetail();
        Duty tellOwner = new Duty(() -> owner.onDisconnected(reason, detail));
        Duty next = new Duty(() -> goOnWithout(tellOwner));
        boolean welcome = peer != null;
        long inFlight = welcome ? out.inFlight() : 0;
        SocketEvent event = welcome
                ? SocketEvent.disconnected(owner.endpoint(), peerAddress, reason, detail, inFlight)
                : SocketEvent.refused(owner.endpoint(), peerAddress, reason, detail);
        if (welcome && attached) {
            host.disconnected(this);
        }
        boolean goesOn = owner.isPersistent();
        if (!goesOn || (host.options().queue().immediate() && !refused)) {
            detach();
            out.drop(closing && !goesOn ? Reason.LINGER_EXPIRED : Reason.PEER_GONE);
        } else if (host.protocol().hasFrames()) {
            rewind(reason, detail);
        } else {
            out.drop(Reason.PEER_GONE);
        }
        if (over && connection.isEndOfStream()) {
            host.deliveries().addDelivered(out.taken());
        } else if (closing) {
            host.deliveries().addDelivered(out.taken() - out.inFlight());
            host.deliveries().addUnknown(out.inFlight());
        }
        if (!goesOn) {
            closing = true;
            leaving = true;
        }
        peer = null;
        out.disconnect();
        inFlightAtDisconnect += inFlight;
        host.count(reason);
        host.report(event);
        host.peersChanged();
        if (over) {
            io().execute(isOver);
        } else {
            host.sendSide().post(next);
        }
    }

    /** Send side: there is no connection any more, and the pipe may be over with it. */
    private void goOnWithout(Duty tellOwner) {
        if (closing) {
            endIfSent();
        }
        if (!over) {
            Duty again = retriesAtEnd ? new Duty(owner::retryNow) : null;
            retriesAtEnd = false;
            io().execute(tellOwner);
            if (again != null) {
                io().execute(again);
            }
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
            host.report(SocketEvent.messageDropped(
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

    /**
     * Detaches, and sends what is queued; with linger 0 gives it up instead, and does not wait for the peer to close either.
     * From any thread.
     */
    void close(long lingerNanos) {
        host.sendSide().post(closing(lingerNanos));
    }

    /** A caller ran out of stack, and may have left something undone here. From any thread. */
    void lookAfter() {
        host.sendSide().post(new Duty(() -> {
            if (attached) {
                out.lookAfter();
            }
            StreamConnection connection = out.connection();
            if (connection != null) {
                connection.lookAfter();
            }
        }));
        host.receiveSide().post(new Duty(in::reportQueued));
        if (abandonOwed) {
            abandonOwed = false;
            host.sendSide().post(abandon);
        }
    }

    /** The same with linger 0, without allocating. */
    void abandon() {
        if (abandoned.compareAndSet(false, true)) {
            try {
                host.sendSide().post(abandon);
            } catch (Throwable deep) {
                abandonOwed = true;
                Overflows.count++;
            }
        }
    }

    /** What does so, for the send side. */
    Duty closing(long lingerNanos) {
        return new Duty(() -> closeNow(lingerNanos));
    }

    private void closeNow(long lingerNanos) {
        lingerOver |= lingerNanos == 0;
        if (over) {
            endGoodbye();
            return;
        }
        if (!closing) {
            Duty stop = new Duty(in::stop);
            detach();
            closing = true;
            leaving = true;
            host.receiveSide().post(stop);
        }
        if (lingerNanos == 0) {
            out.drop(Reason.LINGER_EXPIRED);
        }
        if (out.isBlocked() || out.connection() == null) {
            endIfSent();
        } else {
            out.write();
        }
    }

    /** Send side, while closing. */
    private void endIfSent() {
        if (over || out.hasUnsent()) {
            return;
        }
        StreamConnection last = out.connection();
        long nanos = goodbyeNanos();
        Duty finish = new Duty(() -> io().execute(new Duty(() -> {
            if (last != null) {
                last.finish(nanos);
            }
        })));
        over = true;
        out.drop(Reason.LINGER_EXPIRED); // no message is left, but a command may be
        out.shut(); // a message that was given up may be torn: nothing may follow it
        if (last == null) {
            io().execute(isOver);
        } else {
            host.receiveSide().post(finish);
        }
    }

    /** Send side: how long the peer may take to close. */
    private long goodbyeNanos() {
        if (lingerOver) {
            return 0;
        }
        long nanos = host.options().queue().goodbyeNanos();
        return contextCloses && out.inFlight() == 0 ? Math.min(nanos, IDLE_GOODBYE_NANOS) : nanos;
    }

    /** Send side, once over: linger may have ended since, or the context may close. */
    private void endGoodbye() {
        StreamConnection last = out.connection();
        if (last != null && lingerOver) {
            behindTheReader(() -> last.giveUp(Reason.CLOSED_LOCALLY, "the peer had not closed when linger was over"));
        } else if (last != null && contextCloses && out.inFlight() == 0) {
            behindTheReader(() -> last.shortenGoodbye(IDLE_GOODBYE_NANOS));
        }
    }

    /** Has work done on the I/O thread when nobody reads the connection any more, in the order of asking. */
    private void behindTheReader(Runnable work) {
        host.receiveSide().post(new Duty(() -> io().execute(new Duty(work))));
    }

    /** The context waits for this pipe only as long as messages may be under way. From any thread. */
    void onContextClosing() {
        host.sendSide().post(new Duty(() -> {
            contextCloses = true;
            if (over) {
                endGoodbye();
            }
        }));
    }

    // ------------------------------------------------------------------ on the I/O thread

    /** Send side: the kernel takes bytes again. */
    void onWritable() {
        out.resume();
    }

    /** From any thread; allocates nothing. */
    void onSendSide(Letter letter) {
        host.sendSide().post(letter);
    }

    /** From any thread; allocates nothing. */
    void onReceiveSide(Letter letter) {
        host.receiveSide().post(letter);
    }

    void sendPing(int ttlDeciseconds) {
        host.sendSide().post(() -> out.ping(ttlDeciseconds));
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
    void lookForLife(StreamConnection of, Runnable looked, Runnable standstill) {
        host.receiveSide().post(orEnd(of, () -> in.lookForLife(orEnd(of, looked), orEnd(of, standstill))));
    }

    private IoThread io() {
        return host.io();
    }

    // ------------------------------------------------------------------ what is known of it

    /** From any thread; exact once the pipe is over. */
    Traffic traffic() {
        return new Traffic(out.messages(), out.bytes(), in.messages(), in.bytes());
    }

    /** From any thread, under no side. */
    PeerStatistics statistics() {
        return host.readUnderSides(() -> {
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
