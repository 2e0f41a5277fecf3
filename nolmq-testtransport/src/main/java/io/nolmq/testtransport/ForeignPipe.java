package io.nolmq.testtransport;

import io.nolmq.message.Endpoint;
import io.nolmq.message.Message;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.Reason;
import io.nolmq.message.RoutingId;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketEvent;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.Traffic;
import io.nolmq.spi.LinkOptions;
import io.nolmq.spi.Pipe;
import io.nolmq.spi.PipeHost;
import io.nolmq.spi.PreparedWork;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One peer: an {@link Outbox} and an {@link Inbox}, and the life that they share. On a connecting end it outlives its
 * connections; on a binding end it has one.
 *
 * <p>Its life: attached to the pattern (a session at once, an accepted connection when it is welcome), then any number of
 * connections, then closing: detached, nothing more is received, what is queued is sent, and it is over.
 */
final class ForeignPipe implements Pipe, Connection.Handler {
    private static final byte[] NO_ROUTING_ID = {};
    /** How long a context that closes waits for a peer to which nothing is under way. */
    private static final long IDLE_GOODBYE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The maker of the pipe. Called on the loop, but where it says otherwise. */
    interface Owner {
        /** From any thread. */
        Endpoint endpoint();

        /** Whether it may find another connection, so that what is queued is kept. From any thread. */
        boolean isPersistent();

        /** A connection is gone. */
        void onDisconnected(Reason reason, String detail);

        /** Waits no longer: our pattern may take the peer now that it refused. */
        void retryNow();

        /** Ends the link, after what is queued has been sent. From any thread. */
        void close(long lingerNanos);

        /** Everything is sent, or given up, and the last connection is closed. */
        void onOver(Traffic traffic);
    }

    /** The end of one connection: first under the receive side, then under the send side. Made before it is needed. */
    private final class Ending {
        private final Connection connection;
        private final PreparedWork sending;
        private final PreparedWork receiving;
        private volatile Reason reason = Reason.CLOSED_LOCALLY;
        private volatile String detail = "";
        private volatile boolean inOrder;

        Ending(Connection connection) {
            this.connection = connection;
            this.sending = host.prepareForSendSide(() -> onDisconnected(this));
            this.receiving = host.prepareForReceiveSide(() -> {
                in.close(owner.isPersistent());
                loop.execute(sending::post); // not from under this side
            });
        }
    }

    private final PipeHost host;
    private final LinkOptions options;
    private final Loop loop;
    private final byte[] chosenRoutingId;
    private final Owner owner;
    private final Outbox out;
    private final Inbox in;
    private final PreparedWork abandon;
    private final AtomicBoolean abandoned = new AtomicBoolean();

    // ---- send side
    private boolean attached;
    private boolean closing;
    private boolean lingerOver;
    private boolean contextCloses;
    private long connections;
    private long inFlightAtDisconnect;
    private byte @Nullable [] lastPeerRoutingId;
    private boolean refused;
    private boolean retriesAtEnd;
    private PipeHost.@Nullable Timer lingerTimer;
    private PipeHost.@Nullable Timer goodbyeTimer;

    // ---- written under the send side
    private volatile Frame.@Nullable Hello peer;
    private volatile byte[] routingId = NO_ROUTING_ID;
    private volatile boolean leaving;

    private volatile boolean over;
    private volatile @Nullable Connection current;

    // ---- on the loop
    private @Nullable Ending ending;

    ForeignPipe(PipeHost host, LinkOptions options, Loop loop, byte[] chosenRoutingId, Owner owner) {
        this.host = host;
        this.options = options;
        this.loop = loop;
        this.chosenRoutingId = chosenRoutingId;
        this.owner = owner;
        this.out = new Outbox(host, options);
        this.in = new Inbox(host, options, this);
        this.abandon = host.prepareForSendSide(() -> closeNow(0));
    }

    /** Both sides: the options of the socket have changed. */
    void onOptions(SocketOptions now) {
        out.setMark(options.sendHighWaterMark(now));
        in.setMark(options.receiveHighWaterMark(now));
        if (attached && out.hasRoom()) {
            host.room(this);
        }
    }

    // ------------------------------------------------------------------ sending, under the send side

    @Override
    public SendResult trySend(Message message) {
        return attached ? out.offer(message) : SendResult.NO_PEER;
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
        out.command(new Frame.Subscription(topic, true));
    }

    @Override
    public void cancel(byte[] topic) {
        out.command(new Frame.Subscription(topic, false));
    }

    private void onWritable() {
        out.flush();
        if (attached && out.hasRoom()) {
            host.room(this);
        }
        if (closing) {
            endIfSent();
        }
    }

    // ------------------------------------------------------------------ receiving, under the receive side

    @Override
    public @Nullable Message poll(boolean alone) {
        return in.poll();
    }

    @Override
    public void holdReading(Reason reason, String detail) {
        in.holdReading(true);
        host.count(reason);
        host.report(SocketEvent.readingHeld(owner.endpoint(), "", reason, detail));
    }

    @Override
    public void resumeReading() {
        in.holdReading(false);
    }

    @Override
    public long discardReceived() {
        return in.discard();
    }

    @Override
    public boolean isInTurn() {
        return in.isInTurn();
    }

    @Override
    public void setInTurn(boolean now) {
        in.setInTurn(now);
    }

    // ------------------------------------------------------------------ frames, on the loop

    @Override
    public boolean mayRead() {
        return in.mayRead();
    }

    @Override
    public void onFrame(Connection from, Frame frame) {
        if (frame instanceof Frame.Payload payload) {
            onMessage(from, payload.message());
        } else if (frame instanceof Frame.Subscription command) {
            host.postToSendSide(orEnd(from, () -> onSubscription(from, command)));
        } else if (frame instanceof Frame.Ready) {
            host.postToSendSide(orEnd(from, () -> onReady(from)));
        } else {
            from.endNow(Reason.MALFORMED, "a second hello");
        }
    }

    private void onMessage(Connection from, Message message) {
        long maximumBytes = options.snapshot().protocol().maxMessageSizeBytes();
        if (message.frameCount() > options.snapshot().protocol().framesMaximum()) {
            from.endNow(Reason.FRAME_COUNT, "a message of too many frames: frames=" + message.frameCount());
        } else if (maximumBytes >= 0 && message.sizeBytes() > maximumBytes) {
            from.endNow(Reason.FRAME_SIZE, "a message that is too large: bytes=" + message.sizeBytes());
        } else {
            in.arrive(copy(message));
        }
    }

    /** A network gives the receiver arrays of its own. */
    private static Message copy(Message message) {
        byte[] first = message.frame(0).clone();
        byte[][] rest = new byte[message.frameCount() - 1][];
        Arrays.setAll(rest, i -> message.frame(i + 1).clone());
        return Message.wrap(first, rest);
    }

    private void onSubscription(Connection from, Frame.Subscription command) {
        if (!attached || out.connection() != from) {
            return;
        }
        if (command.begins()) {
            host.subscribed(this, command.topic());
        } else {
            host.cancelled(this, command.topic());
        }
    }

    private void onReady(Connection from) {
        if (out.connection() == from && !over) {
            out.ready();
            onWritable();
        }
    }

    @Override
    public void onRoom(Connection of) {
        if (of.out().isCancelled()) { // nobody reads what we send: what the peer has sent is read to its end
            in.readToEnd();
            of.wake();
        } else {
            host.postToSendSide(orEnd(of, this::onWritable));
        }
    }

    /** Has the loop read on. From any thread. */
    void wake() {
        Connection connection = current;
        if (connection != null) {
            connection.wake();
        }
    }

    // ------------------------------------------------------------------ names

    @Override
    public boolean isConnected() {
        return peer != null && current != null && !leaving;
    }

    @Override
    public byte[] peerRoutingId() {
        Frame.Hello known = peer;
        return known == null ? NO_ROUTING_ID : known.routingId().bytes();
    }

    @Override
    public boolean peerReturned() {
        return lastPeerRoutingId != null && Arrays.equals(lastPeerRoutingId, peerRoutingId());
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
        return in.lastName();
    }

    @Override
    public void name(byte[] name) {
        routingId = name;
    }

    @Override
    public void lookAlive() {
        wake();
    }

    @Override
    public void refuse(Reason reason, String detail) {
        host.postToSendSide(() -> {
            Connection connection = out.connection();
            if (connection != null) {
                connection.endSoon(reason, detail);
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
            loop.execute(owner::retryNow);
        }
    }

    /** Whether nothing is left to be sent, nor will be. From any thread. */
    boolean isOver() {
        return over;
    }

    // ------------------------------------------------------------------ a connection begins

    /** A session's pipe takes messages before there is a connection. */
    void attachEarly() {
        host.prepareForSendSide(() -> {
                    if (!closing) {
                        attach();
                    }
                })
                .post();
    }

    /** A peer has said who it is. On the loop. */
    void open(Connection connection, Frame.Hello who, boolean isReady) {
        ending = new Ending(connection);
        connection.handOver(this);
        host.postToSendSide(orEnd(connection, () -> admit(connection, who, isReady)));
    }

    /** What fails inside ends this connection, and it alone. */
    private static Runnable orEnd(Connection connection, Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException | Error fault) {
                connection.fail(fault);
            }
        };
    }

    /** The same for the connection that there is. */
    Runnable orEnd(Runnable work) {
        Connection connection = current;
        return connection == null ? work : orEnd(connection, work);
    }

    /** Question, our word that the peer is welcome, and what follows, are one hold of the send side. */
    private void admit(Connection connection, Frame.Hello who, boolean isReady) {
        if (over) {
            connection.endSoon(Reason.CLOSED_LOCALLY, "");
            return;
        }
        peer = who;
        current = connection;
        out.connect(connection);
        if (!closing) {
            attach();
            Reason refusal = host.refusal(this);
            refused = refusal != null;
            retriesAtEnd = false;
            if (refusal != null) {
                peer = null;
                connection.endSoon(refusal, "refused by our " + host.type());
                return;
            }
        }
        out.sendReady(connection);
        if (routingId.length > 0 && chosenRoutingId.length == 0 && !peerReturned()) {
            out.drop(Reason.PEER_GONE); // what waits is for the peer of the old name
        }
        if (!closing) {
            host.connected(this);
            lastPeerRoutingId = peerRoutingId();
            connections++;
            host.report(SocketEvent.handshakeSucceeded(owner.endpoint(), ""));
            byte[] name = routingId.clone();
            host.postToReceiveSide(orEnd(connection, () -> in.open(name)));
        }
        if (isReady) {
            onReady(connection);
        }
        host.peersChanged();
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

    @Override
    public void onEnd(Connection ended, Reason reason, String detail, boolean inOrder) {
        Ending known = ending;
        if (known != null && known.connection == ended) {
            known.reason = reason;
            known.detail = detail;
            known.inOrder = inOrder;
            known.receiving.post();
        }
    }

    /** Send side, when nothing more is received over it. Repeated where it fails. */
    private void onDisconnected(Ending known) {
        if (out.connection() != known.connection) {
            return;
        }
        boolean ours = over && known.inOrder; // the peer has answered our end with its own
        Reason reason = ours ? Reason.CLOSED_LOCALLY : known.reason;
        String detail = ours ? "" : known.detail;
        boolean welcome = peer != null;
        int inFlight = welcome ? out.inFlight() : 0;
        current = null; // first: the pattern may look for the peers that it has left
        if (welcome && attached) {
            host.disconnected(this);
        }
        boolean goesOn = owner.isPersistent();
        if (!goesOn || (options.snapshot().queue().immediate() && !refused)) {
            detach();
            out.drop(closing && !goesOn ? Reason.LINGER_EXPIRED : Reason.PEER_GONE);
        }
        if (closing) {
            host.countDeliveries(out.taken() - inFlight, inFlight);
        }
        if (!goesOn) {
            closing = true;
            leaving = true;
        }
        peer = null;
        out.disconnect();
        inFlightAtDisconnect += inFlight;
        host.count(reason);
        host.report(
                welcome
                        ? SocketEvent.disconnected(owner.endpoint(), "", reason, detail, inFlight)
                        : SocketEvent.refused(owner.endpoint(), "", reason, detail));
        host.peersChanged();
        if (over) {
            finishLink();
        } else {
            goOnWithout(reason, detail);
        }
    }

    private void goOnWithout(Reason reason, String detail) {
        if (closing) {
            endIfSent();
        }
        if (!over) {
            boolean again = retriesAtEnd;
            retriesAtEnd = false;
            loop.execute(() -> {
                owner.onDisconnected(reason, detail);
                if (again) {
                    owner.retryNow();
                }
            });
        }
    }

    // ------------------------------------------------------------------ the pipe ends

    /** Detaches, and sends what is queued; with linger 0 gives it up instead. From any thread. */
    void close(long lingerNanos) {
        host.prepareForSendSide(() -> closeNow(lingerNanos)).post();
    }

    /** The same with linger 0, without allocating. */
    void abandon() {
        if (abandoned.compareAndSet(false, true)) {
            abandon.post();
        }
    }

    private void closeNow(long lingerNanos) {
        lingerOver |= lingerNanos == 0;
        if (over) {
            endGoodbye();
            return;
        }
        if (!closing) {
            detach();
            closing = true;
            leaving = true;
            host.prepareForReceiveSide(in::stop).post();
        }
        if (lingerNanos > 0 && lingerTimer == null) {
            lingerTimer = host.after(lingerNanos, () -> close(0));
        }
        if (lingerOver) {
            out.drop(Reason.LINGER_EXPIRED);
        }
        out.flush();
        endIfSent();
    }

    private void endIfSent() {
        if (over || out.waiting() > 0) {
            return;
        }
        over = true;
        Connection last = out.connection();
        if (last == null) {
            finishLink();
            return;
        }
        out.shut();
        last.shutDown();
        if (lingerOver) {
            last.endSoon(Reason.CLOSED_LOCALLY, "");
        } else {
            long nanos = host.options().queue().goodbyeNanos();
            awaitPeersEnd(last, contextCloses && out.inFlight() == 0 ? Math.min(nanos, IDLE_GOODBYE_NANOS) : nanos);
        }
    }

    private void awaitPeersEnd(Connection last, long nanos) {
        PipeHost.Timer before = goodbyeTimer;
        goodbyeTimer = host.after(
                nanos, () -> last.endSoon(Reason.CLOSED_LOCALLY, "the peer had not closed when its time was over"));
        if (before != null) {
            before.cancel();
        }
    }

    /** Send side, once over: linger may have ended since, or the context may close. */
    private void endGoodbye() {
        Connection last = out.connection();
        if (last != null && lingerOver) {
            last.endSoon(Reason.CLOSED_LOCALLY, "the peer had not closed when linger was over");
        } else if (last != null && contextCloses && out.inFlight() == 0) {
            awaitPeersEnd(last, IDLE_GOODBYE_NANOS);
        }
    }

    /** From any thread. */
    void onContextClosing() {
        host.postToSendSide(() -> {
            contextCloses = true;
            if (over) {
                endGoodbye();
            }
        });
    }

    private void finishLink() {
        Traffic last = traffic();
        cancel(lingerTimer);
        cancel(goodbyeTimer);
        loop.execute(() -> owner.onOver(last));
    }

    private static void cancel(PipeHost.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    /** A caller may have left something undone here. From any thread. */
    void lookAfter() {
        wake();
        host.postToSendSide(orEnd(this::onWritable));
        host.postToReceiveSide(orEnd(in::take));
    }

    // ------------------------------------------------------------------ what is known of it

    private Traffic traffic() {
        return new Traffic(out.messages(), out.bytes(), in.messages(), in.bytes());
    }

    /** From any thread, under no side. */
    PeerStatistics statistics() {
        return host.readUnderSides(() -> {
            Frame.Hello who = peer;
            return new PeerStatistics(
                    new PeerStatistics.Peer(
                            owner.endpoint(), "", who == null ? null : who.type(), RoutingId.of(routingId)),
                    new PeerStatistics.Connection(who != null, Math.max(0, connections - 1), inFlightAtDisconnect),
                    traffic(),
                    new PeerStatistics.Queues(out.waiting(), in.held(), out.dropped()));
        });
    }
}
