package io.nolmq.internal.transport.stream;

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
import io.nolmq.spi.LinkOptions;
import io.nolmq.spi.PeerIdentity;
import io.nolmq.spi.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * One peer over a stream of bytes: an {@link Outbox} and who writes it, an {@link Inbox} and who fills it, and the
 * {@link PipeLife} that they share.
 */
final class StreamPipe implements Pipe {
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
    private final boolean conflate;
    private final Outbox outbox;
    private final Inbox inbox;
    private final PipeWriter out;
    private final PipeReader in;
    private final PipeLife life;

    // ---- receive side
    private boolean inTurn;

    /** Written under the send side. */
    private volatile byte[] routingId = NO_ROUTING_ID;

    StreamPipe(SocketHost host, LinkOptions options, byte[] chosenRoutingId, Owner owner) {
        this.host = host;
        this.chosenRoutingId = chosenRoutingId;
        this.owner = owner;
        this.conflate = options.snapshot().queue().conflate();
        this.out = new PipeWriter(host, options, this);
        this.outbox = out.outbox();
        this.in = new PipeReader(host, options, this);
        this.inbox = in.inbox();
        this.life = new PipeLife(host, options, this, owner, out, in);
    }

    PipeLife life() {
        return life;
    }

    @Override
    public boolean isConnected() {
        return life.isConnected();
    }

    // ------------------------------------------------------------------ messages out, under the send side

    /** Where it throws, the message was not accepted. What fails afterwards is this connection's affair, not the caller's. */
    @Override
    public SendResult trySend(Message message) {
        assert host.sendSide().isHeld() : "not under its side";
        if (!life.isAttached()) {
            return SendResult.NO_PEER;
        }
        SendResult result;
        try {
            result = outbox.offer(message);
            if (result == SendResult.FULL && hasRoom()) {
                result = outbox.offer(message);
            }
        } catch (Throwable fault) {
            out.onNotAccepted(fault);
            throw fault;
        }
        if (result == SendResult.SENT) {
            try {
                out.onAccepted();
            } catch (Throwable deep) { // accepted all the same: the I/O thread looks after it
                Overflows.count++;
            }
        }
        return result;
    }

    @Override
    public SendResult trySendShared(Message message) {
        assert host.sendSide().isHeld() : "not under its side";
        if (!life.isAttached()) {
            return SendResult.NO_PEER;
        }
        SendResult result;
        try {
            result = outbox.offerShared(message);
            if (result == SendResult.FULL && hasRoom()) {
                result = outbox.offerShared(message);
            }
        } catch (Throwable fault) {
            out.onNotAccepted(fault);
            throw fault;
        }
        if (result == SendResult.SENT) {
            try {
                out.onAccepted();
            } catch (Throwable deep) {
                Overflows.count++;
            }
        }
        return result;
    }

    @Override
    public boolean hasRoom() {
        assert host.sendSide().isHeld() : "not under its side";
        return life.isAttached() && out.hasRoom();
    }

    @Override
    public void countDrop(Reason reason) {
        out.countDrop(reason);
    }

    @Override
    public void subscribe(byte[] topic) {
        if (life.peer() != null) {
            out.subscribe(topic);
        }
    }

    @Override
    public void cancel(byte[] topic) {
        if (life.peer() != null) {
            out.cancel(topic);
        }
    }

    void sendPong(byte @Nullable [] context) {
        if (context != null && life.peer() != null) {
            out.pong(context);
        }
    }

    /** A PONG has come over a connection. */
    void onPong(StreamConnection from, byte @Nullable [] context) {
        if (context != null && out.connection() == from) {
            out.onPong(context);
        }
    }

    // ------------------------------------------------------------------ messages in, under the receive side

    @Override
    public @Nullable Message poll(boolean alone) {
        assert host.receiveSide().isHeld() : "not under its side";
        Message message = inbox.poll();
        if (conflate) {
            host.drop(Reason.CONFLATED, inbox.takeConflated());
        }
        return message;
    }

    @Override
    public void holdReading(Reason reason, String detail) {
        inbox.hold(true);
        host.count(reason);
        host.report(SocketEvent.readingHeld(owner.endpoint(), life.peerAddress(), reason, detail));
    }

    @Override
    public void resumeReading() {
        inbox.hold(false);
    }

    @Override
    public long discardReceived() {
        assert host.receiveSide().isHeld() : "not under its side";
        return inbox.discardAhead();
    }

    @Override
    public boolean isInTurn() {
        return inTurn;
    }

    @Override
    public void setInTurn(boolean now) {
        inTurn = now;
    }

    // ------------------------------------------------------------------ names

    @Override
    public byte[] peerRoutingId() {
        PeerIdentity to = life.peer();
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
        return life.peerReturned();
    }

    /** Whether what waits is for the peer of one name, which the pattern gave it. */
    boolean isForOnePeer() {
        return routingId.length > 0 && chosenRoutingId.length == 0;
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
        life.retryNow();
    }

    // ------------------------------------------------------------------ what its connection tells

    /** Send side: the kernel takes bytes again. */
    void onWritable() {
        assert host.sendSide().isHeld() : "not under its side";
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
        host.receiveSide()
                .post(PipeLife.orEnd(
                        of, () -> in.lookForLife(PipeLife.orEnd(of, looked), PipeLife.orEnd(of, standstill))));
    }

    // ------------------------------------------------------------------ what is known of it

    /** From any thread; exact once the pipe is over. */
    Traffic traffic() {
        return new Traffic(out.messages(), out.bytes(), in.messages(), in.bytes());
    }

    /** From any thread, under no side. */
    PeerStatistics statistics() {
        return host.readUnderSides(() -> {
            PeerIdentity identity = life.peer();
            return new PeerStatistics(
                    new PeerStatistics.Peer(
                            owner.endpoint(),
                            life.peerAddress(),
                            identity == null ? null : identity.socketType(),
                            RoutingId.of(routingId)),
                    life.statistics(),
                    traffic(),
                    new PeerStatistics.Queues(out.pending(), in.queued(), out.dropped()));
        });
    }
}
