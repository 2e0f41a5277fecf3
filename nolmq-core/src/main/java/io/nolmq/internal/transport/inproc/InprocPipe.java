package io.nolmq.internal.transport.inproc;

import io.nolmq.internal.engine.LingerTimer;
import io.nolmq.internal.engine.Link;
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
import io.nolmq.spi.Pipe;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One end of a pair between two sockets, with a {@link Lane} each way. While there is no listener yet, what is sent waits in
 * {@link #early}, up to our own mark.
 *
 * <p>Neither end ever takes a side of the other's socket: it leaves work there, which is done once our own side is free.
 */
final class InprocPipe implements Link, Pipe {
    private final SocketCore socket;
    private final Endpoint endpoint;
    private final Kind kind;
    private final byte[] chosenRoutingId;
    private final Consumer<InprocPipe> onAlone;
    private final QueueOptions queues;
    private final LingerTimer linger;

    // ---- send side
    private final ArrayDeque<Message> early = new ArrayDeque<>();
    private @Nullable InprocPipe to;
    private @Nullable Lane out;
    private boolean attached;
    private boolean connected;
    private boolean closing;
    private boolean over;
    private long messagesSent;
    private long bytesSent;
    private long dropped;

    // ---- receive side
    private boolean open;
    private boolean inTurn;
    private long messagesReceived;
    private long bytesReceived;

    // ---- between the sockets
    private volatile @Nullable InprocPipe peer;
    private volatile @Nullable Lane in;

    private volatile boolean isConnected;
    private volatile byte[] routingId = {};

    /** @param onAlone is told when this end closes without ever having had another */
    InprocPipe(SocketCore socket, Endpoint endpoint, Kind kind, byte[] chosenRoutingId, Consumer<InprocPipe> onAlone) {
        this.socket = socket;
        this.endpoint = endpoint;
        this.kind = kind;
        this.chosenRoutingId = chosenRoutingId;
        this.onAlone = onAlone;
        this.queues = socket.options().queue();
        this.linger = new LingerTimer(socket.io(), () -> close(0));
    }

    // ------------------------------------------------------------------ beginning

    /** A connecting end takes messages before there is a listener, unless the option immediate is on. */
    void attachEarly() {
        if (!queues.immediate()) {
            socket.onSendSide(this::attach);
        }
    }

    /**
     * Makes two ends a pair. Each step is done under the send side of the socket that it concerns: the accepting end is
     * attached, the connecting end learns of it, the accepting end is told. It is told before it can hear that the
     * connecting end has closed meanwhile, so that what that one sent is received.
     */
    static void join(InprocPipe connecting, InprocPipe accepting) {
        QueueOptions one = connecting.queues;
        QueueOptions other = accepting.queues;
        boolean conflates = one.conflate() || other.conflate();
        accepting.in = new Lane(one.sendHighWaterMark(), other.receiveHighWaterMark(), conflates);
        connecting.in = new Lane(other.sendHighWaterMark(), one.receiveHighWaterMark(), conflates);
        accepting.peer = connecting;
        connecting.peer = accepting;
        accepting.socket.onSendSide(() -> {
            if (!accepting.closing) {
                accepting.to = connecting;
                accepting.out = connecting.in;
                accepting.attach();
            }
            accepting.toSendSideOf(connecting, () -> {
                if (!connecting.over) {
                    connecting.toSendSideOf(accepting, () -> accepting.connect(connecting));
                }
                connecting.connect(accepting);
            });
        });
    }

    private void attach() {
        if (!attached && !closing) {
            attached = true;
            socket.attach(this);
        }
    }

    private void connect(InprocPipe with) {
        if (over) {
            tellClosed(with, this::dropUnreceivable);
            return;
        }
        out = with.in;
        if (closing) {
            sendEarly(with);
            endIfSent();
            return;
        }
        attach();
        to = with;
        connected = true;
        Reason refusal = socket.pattern().refusal(this);
        if (refusal != null) {
            refuse(refusal, "refused by our " + socket.type());
            return;
        }
        socket.pattern().onConnected(this);
        isConnected = true;
        socket.events().report(SocketEvent.handshakeSucceeded(endpoint, ""));
        sendEarly(with);
        socket.onReceiveSide(() -> {
            open = true;
            socket.readable(this);
        });
        socket.roomIn(this);
        socket.peersChanged();
    }

    private void sendEarly(InprocPipe with) {
        for (Message message = early.poll(); message != null; message = early.poll()) {
            put(with, message);
        }
    }

    // ------------------------------------------------------------------ sending, under the send side

    @Override
    public SendResult trySend(Message message) {
        if (closing) {
            return SendResult.NO_PEER;
        }
        InprocPipe with = to;
        if (with == null || !early.isEmpty()) {
            return sendLater(message);
        }
        return put(with, message.owned()) ? SendResult.SENT : SendResult.FULL;
    }

    private SendResult sendLater(Message message) {
        int mark = queues.sendHighWaterMark();
        if (queues.conflate()) {
            socket.drop(Reason.CONFLATED, early.size());
            early.clear();
        } else if (mark > 0 && early.size() >= mark) {
            return SendResult.FULL;
        }
        early.add(message.owned());
        return SendResult.SENT;
    }

    private boolean put(InprocPipe with, Message message) {
        Lane lane = out;
        if (lane == null) {
            return false;
        }
        if (lane.conflates()) {
            socket.drop(Reason.CONFLATED, lane.replace(message) ? 1 : 0);
        } else if (!lane.put(message)) {
            return false;
        }
        messagesSent++;
        bytesSent += message.sizeBytes();
        if (lane.ringsArrival()) {
            socket.toReceiveSideOf(with.socket, with::onArrival);
        }
        return true;
    }

    @Override
    public boolean hasRoom() {
        Lane lane = out;
        if (closing) {
            return false;
        }
        if (lane == null) {
            int mark = queues.sendHighWaterMark();
            return mark == 0 || early.size() < mark;
        }
        return lane.conflates() || lane.hasRoom();
    }

    @Override
    public void countDrop(Reason reason) {
        dropped++;
        socket.drop(reason, 1);
    }

    @Override
    public void subscribe(byte[] topic) {
        InprocPipe with = to;
        if (with != null) {
            toSendSideOf(with, () -> with.socket.pattern().onSubscribe(with, topic));
        }
    }

    @Override
    public void cancel(byte[] topic) {
        InprocPipe with = to;
        if (with != null) {
            toSendSideOf(with, () -> with.socket.pattern().onCancel(with, topic));
        }
    }

    private void toSendSideOf(InprocPipe other, Runnable work) {
        socket.toSendSideOfFromSend(other.socket, work);
    }

    // ------------------------------------------------------------------ receiving, under the receive side

    private void onArrival() {
        if (open) {
            socket.readable(this);
        }
    }

    @Override
    public @Nullable Message poll(boolean alone) {
        Lane lane = in;
        if (lane == null) {
            return null;
        }
        Message message = alone ? lane.takePatiently() : lane.take();
        if (message != null) {
            messagesReceived++;
            bytesReceived += message.sizeBytes();
        }
        if (lane.ringsRoom(message != null)) {
            InprocPipe from = peer;
            if (from != null) {
                socket.toSendSideOf(from.socket, () -> from.socket.roomIn(from));
            }
        }
        return message;
    }

    @Override
    public long discardReceived() {
        Lane lane = in;
        return lane == null ? 0 : lane.discard();
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
        InprocPipe with = peer;
        return with == null
                ? new byte[0]
                : with.socket.options().protocol().routingId().bytes();
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

    // ------------------------------------------------------------------ ending

    @Override
    public void lookAlive() {
        // the other end tells when it closes
    }

    /** An end that has nobody yet goes on waiting, for nobody is there to be refused. */
    @Override
    public void refuse(Reason reason, String detail) {
        socket.onSendSide(() -> {
            if (over || to == null) {
                return;
            }
            if (isConnected) {
                reportDisconnected(reason, detail);
            } else {
                socket.reasons().add(reason, 1);
                socket.events().report(SocketEvent.refused(endpoint, "", reason, detail));
            }
            close(0);
        });
    }

    @Override
    public void close(long lingerNanos) {
        socket.onSendSide(() -> {
            if (over) {
                return;
            }
            if (!closing) {
                closing = true;
                detach();
            }
            if (lingerNanos == 0) {
                dropped += early.size();
                socket.drop(Reason.LINGER_EXPIRED, early.size());
                early.clear();
            }
            endIfSent();
        });
        linger.start(lingerNanos);
    }

    /** Send side, while closing. */
    private void endIfSent() {
        if (over || !early.isEmpty()) {
            return;
        }
        over = true;
        isConnected = false;
        InprocPipe with = peer;
        if (with == null) {
            onAlone.accept(this);
            Traffic last = traffic();
            socket.io().execute(() -> finish(last));
        } else {
            tellClosed(with, this::end);
        }
    }

    /** Send side: tells the other end, and when that has stopped sending, goes on under our receive side. */
    private void tellClosed(InprocPipe with, Runnable then) {
        toSendSideOf(with, with::onPeerClosed);
        toSendSideOf(with, () -> with.socket.toReceiveSideOf(socket, then));
    }

    /** Receive side: the peer has stopped sending, and so have we. */
    private void end() {
        dropUnreceivable();
        Lane lane = in;
        long bytesLeft = lane == null ? 0 : lane.bytesLeft(); // nobody asks this end once they are received
        Traffic last = new Traffic(messagesSent, bytesSent, messagesReceived, bytesReceived + bytesLeft);
        socket.io().execute(() -> finish(last));
    }

    private void finish(Traffic last) {
        linger.stop();
        socket.ended(this, last);
    }

    /** Receive side: the peer has stopped sending; what the application cannot receive any more is lost. */
    private void dropUnreceivable() {
        if (socket.isClosed() || !open || !socket.pattern().receives()) {
            socket.drop(Reason.NOT_RECEIVED, discardReceived());
        }
    }

    /** Send side: the other end is closed. What it sent may still be received. */
    private void onPeerClosed() {
        if (over) {
            return;
        }
        closing = true;
        over = true;
        isConnected = false;
        dropped += early.size();
        socket.drop(Reason.PEER_GONE, early.size());
        early.clear();
        reportDisconnected(Reason.END_OF_STREAM, "the peer closed its end");
        detach();
        socket.onReceiveSide(this::end);
    }

    private void reportDisconnected(Reason reason, String detail) {
        Lane lane = out;
        long inFlight = lane == null ? 0 : lane.notReceived();
        socket.reasons().add(reason, 1);
        socket.events().report(SocketEvent.disconnected(endpoint, "", reason, detail, inFlight));
    }

    private void detach() {
        if (connected) {
            connected = false;
            socket.pattern().onDisconnected(this);
        }
        if (attached) {
            attached = false;
            socket.detach(this);
        }
    }

    // ------------------------------------------------------------------ what is known of it

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public boolean isConnected() {
        return isConnected;
    }

    private Traffic traffic() {
        return new Traffic(messagesSent, bytesSent, messagesReceived, bytesReceived);
    }

    @Override
    public PeerStatistics statistics() {
        return socket.readUnderSides(() -> {
            InprocPipe with = peer;
            Lane toUs = in;
            Lane toPeer = out;
            return new PeerStatistics(
                    new PeerStatistics.Peer(
                            endpoint, "", with == null ? null : with.socket.type(), RoutingId.of(routingId)),
                    new PeerStatistics.Connection(isConnected, 0, 0),
                    traffic(),
                    new PeerStatistics.Queues(
                            early.size() + (toPeer == null ? 0 : toPeer.size()),
                            toUs == null ? 0 : toUs.size(),
                            dropped));
        });
    }
}
