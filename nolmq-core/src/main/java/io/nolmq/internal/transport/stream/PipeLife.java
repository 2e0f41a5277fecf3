package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.Duty;
import io.nolmq.internal.engine.IoThread;
import io.nolmq.internal.engine.Letter;
import io.nolmq.internal.engine.Overflows;
import io.nolmq.internal.engine.PipeState;
import io.nolmq.internal.engine.SocketHost;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketEvent;
import io.nolmq.message.SocketOptions;
import io.nolmq.spi.LinkOptions;
import io.nolmq.spi.PeerIdentity;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The life of a {@link StreamPipe}: how it gets a peer, loses it and gets another one, and how it ends. On a connecting end it
 * outlives its connections; on a binding end it has one. {@link PipeState} has the picture. Belongs to the send side, but
 * where a method says otherwise.
 */
final class PipeLife {
    /** Refusals because of another peer, which may be about to go. */
    private static final Set<Reason> PLACE_TAKEN =
            EnumSet.of(Reason.DUPLICATE_ROUTING_ID, Reason.PEER_ALREADY_CONNECTED);

    private static final int ADMISSION_TRIES = 4;
    private static final long ADMISSION_NANOS = TimeUnit.MILLISECONDS.toNanos(15);
    /** How long a context that closes waits for a peer to which nothing is under way: for an end in order, no more. */
    private static final long IDLE_GOODBYE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SocketHost host;
    private final LinkOptions options;
    private final StreamPipe pipe;
    private final StreamPipe.Owner owner;
    private final PipeWriter out;
    private final PipeReader in;
    /** Made beforehand: the end must be told even where there is no memory. */
    private final Duty isOver;

    private final Duty abandon = new Duty(() -> closeNow(0));
    private final AtomicBoolean abandoned = new AtomicBoolean();
    /** Whether there was no stack to ask for it: {@link #lookAfter} does. */
    private volatile boolean abandonOwed;

    private volatile PipeState state = PipeState.DETACHED;
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

    /** The peer, from the moment that our pattern is asked about it. */
    private volatile @Nullable PeerIdentity peer;

    private volatile String peerAddress = "";

    PipeLife(
            SocketHost host,
            LinkOptions options,
            StreamPipe pipe,
            StreamPipe.Owner owner,
            PipeWriter out,
            PipeReader in) {
        this.host = host;
        this.options = options;
        this.pipe = pipe;
        this.owner = owner;
        this.out = out;
        this.in = in;
        this.isOver = new Duty(owner::onOver);
    }

    /** Whether the pattern knows of it, so that it takes messages. */
    boolean isAttached() {
        return state.isAttached();
    }

    /** From any thread. */
    boolean isConnected() {
        return state == PipeState.CONNECTED;
    }

    private boolean isClosing() {
        return state.isClosing();
    }

    /** Whether another connection may follow a lost one. From any thread. */
    boolean isPersistent() {
        return owner.isPersistent();
    }

    /** The peer, welcome or not known to be; null for none. From any thread. */
    @Nullable
    PeerIdentity peer() {
        return peer;
    }

    /** From any thread. */
    String peerAddress() {
        return peerAddress;
    }

    /** Whether the peer has the name of the last one that was welcome, or none like that one. */
    boolean peerReturned() {
        return lastPeerRoutingId != null && Arrays.equals(lastPeerRoutingId, pipe.peerRoutingId());
    }

    /** For the statistics. */
    PeerStatistics.Connection statistics() {
        return new PeerStatistics.Connection(peer != null, Math.max(0, connections - 1), inFlightAtDisconnect);
    }

    /** Our pattern may take the peer now that it refused. */
    void retryNow() {
        if (refused && out.connection() != null) {
            retriesAtEnd = true;
        } else if (refused) {
            io().execute(owner::retryNow);
        }
    }

    /** A write has just been tried, and the connection still stands. */
    void onWritten() {
        assert host.sendSide().isHeld() : "not under its side";
        if (isClosing()) {
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

    // ------------------------------------------------------------------ a connection begins

    /** A session's pipe takes messages before there is a connection, unless the option immediate is on. */
    void attachEarly() {
        host.sendSide().post(new Duty(() -> {
            if (!isClosing()) {
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
        assert host.sendSide().isHeld() : "not under its side";
        if (state == PipeState.OVER) {
            connection.end(Reason.CLOSED_LOCALLY, "");
            return;
        }
        peer = connection.peer();
        peerAddress = connection.peerAddress();
        out.open(connection);
        if (isClosing()) {
            connection.stopReading();
        } else {
            attach();
            Reason refusal = host.refusal(pipe);
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
        if (pipe.isForOnePeer() && !peerReturned()) {
            out.drop(Reason.PEER_GONE); // what waits is for the peer of the old name
        }
        if (!isClosing()) {
            state = PipeState.CONNECTED;
            host.connected(pipe);
            lastPeerRoutingId = pipe.peerRoutingId();
            connections++;
            host.report(SocketEvent.handshakeSucceeded(owner.endpoint(), peerAddress));
            byte[] name = pipe.routingId().clone();
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
        if (!isAttached()) {
            out.adoptMark(host.options());
            host.attach(pipe);
            state = PipeState.WAITING;
        }
    }

    /** Both sides: the options of the socket have changed. */
    void onOptions(SocketOptions now) {
        out.adoptMark(now);
        in.adopt(now);
    }

    private void detach() {
        if (isAttached()) {
            host.detach(pipe);
            state = PipeState.DETACHED;
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
        assert host.sendSide().isHeld() : "not under its side";
        if (out.connection() != connection) {
            return;
        }
        Reason reason = connection.endReason();
        String detail = connection.endDetail();
        Duty tellOwner = new Duty(() -> owner.onDisconnected(reason, detail));
        Duty next = new Duty(() -> goOnWithout(tellOwner));
        Duty look = new Duty(host::peersChanged);
        out.settle();
        boolean welcome = peer != null;
        long inFlight = welcome ? out.inFlight() : 0;
        SocketEvent event = welcome
                ? SocketEvent.disconnected(owner.endpoint(), peerAddress, reason, detail, inFlight)
                : SocketEvent.refused(owner.endpoint(), peerAddress, reason, detail);
        if (state == PipeState.CONNECTED) {
            state = PipeState.WAITING; // first: the pattern may look for the peers that it has left
        }
        if (welcome && isAttached()) {
            host.disconnected(pipe);
        }
        boolean goesOn = owner.isPersistent();
        if (!goesOn || (options.snapshot().queue().immediate() && !refused)) {
            detach();
            out.drop(isClosing() && !goesOn ? Reason.LINGER_EXPIRED : Reason.PEER_GONE);
        } else if (host.protocol().hasFrames()) {
            rewind(reason, detail);
        } else {
            out.drop(Reason.PEER_GONE);
        }
        if (state == PipeState.OVER && connection.isEndOfStream()) {
            host.deliveries().addDelivered(out.taken());
        } else if (isClosing()) {
            host.deliveries().addDelivered(out.taken() - out.inFlight());
            host.deliveries().addUnknown(out.inFlight());
        }
        if (!goesOn && state != PipeState.OVER) {
            state = PipeState.CLOSING;
        }
        peer = null;
        inFlightAtDisconnect += inFlight;
        out.disconnect(); // from here on this is not repeated: nothing keeps what follows from being asked for
        try {
            host.count(reason);
            host.report(event);
        } catch (Throwable deep) {
            Overflows.count++;
        }
        host.sendSide().post(look);
        if (state == PipeState.OVER) {
            io().execute(isOver);
        } else {
            host.sendSide().post(next);
        }
    }

    /** Send side: there is no connection any more, and the pipe may be over with it. */
    private void goOnWithout(Duty tellOwner) {
        assert host.sendSide().isHeld() : "not under its side";
        if (isClosing()) {
            endIfSent();
        }
        if (state != PipeState.OVER) {
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
            if (isAttached()) {
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
        assert host.sendSide().isHeld() : "not under its side";
        lingerOver |= lingerNanos == 0;
        if (state == PipeState.OVER) {
            endGoodbye();
            return;
        }
        if (state != PipeState.CLOSING) {
            Duty stop = new Duty(in::stop);
            detach();
            state = PipeState.CLOSING;
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
        if (state == PipeState.OVER || out.hasUnsent()) {
            return;
        }
        StreamConnection last = out.connection();
        long nanos = goodbyeNanos();
        Duty finish = new Duty(() -> io().execute(new Duty(() -> {
            if (last != null) {
                last.finish(nanos);
            }
        })));
        out.drop(Reason.LINGER_EXPIRED); // no message is left, but a command may be
        out.shut(); // a message that was given up may be torn: nothing may follow it
        state = PipeState.OVER;
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
            if (state == PipeState.OVER) {
                endGoodbye();
            }
        }));
    }

    private IoThread io() {
        return host.io();
    }
}
