package io.nolmq.internal.transport.inproc;

import io.nolmq.internal.engine.Duty;
import io.nolmq.internal.engine.LingerTimer;
import io.nolmq.internal.engine.Overflows;
import io.nolmq.internal.engine.SocketHost;
import io.nolmq.internal.queue.Ring;
import io.nolmq.message.Endpoint;
import io.nolmq.message.Message;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.QueueOptions;
import io.nolmq.message.Reason;
import io.nolmq.message.RoutingId;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketEvent;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.Traffic;
import io.nolmq.spi.Link;
import io.nolmq.spi.LinkOptions;
import io.nolmq.spi.Pipe;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One end of a pair between two sockets, with a {@link Lane} each way. While there is no listener yet, what is sent waits in
 * {@link #early}, up to our own mark.
 *
 * <p>Neither end ever takes a side of the other's socket: it leaves work there, which is done once our own side is free.
 */
final class InprocPipe implements Link, Pipe {
    private final SocketHost host;
    private final Endpoint endpoint;
    private final Kind kind;
    private final Consumer<InprocPipe> onAlone;
    private final LinkOptions options;
    private final boolean hasIntake;
    private final LingerTimer linger;
    private final Duty abandon = new Duty(() -> closeNow(0));
    private final AtomicBoolean abandoned = new AtomicBoolean();
    /** Whether there was no stack to ask for it: {@link #lookAfter} does. */
    private volatile boolean abandonOwed;

    /** For the other end's receive side, made before a message is put: it may have to be told of it. */
    private @Nullable Duty arrival;

    // ---- send side
    private final Ring<Message> early = new Ring<>();
    private @Nullable InprocPipe to;
    private @Nullable Lane out;
    private boolean attached;
    private boolean connected;
    /** Whether the accepting end has been told that this one knows of it. */
    private boolean told;

    private boolean closing;
    private boolean over;
    private int sendMark;
    /** The mark that the other end, which keeps it, has been told. */
    private int toldReceiveMark;

    private long messagesSent;
    private long bytesSent;
    private long dropped;

    // ---- receive side
    private boolean open;
    private boolean inTurn;
    private long messagesReceived;
    private long bytesReceived;
    /** For the other end's send side, made before a message is taken: it may have to be told of the room. */
    private @Nullable Duty room;

    // ---- between the sockets
    private volatile @Nullable InprocPipe peer;
    private volatile @Nullable Lane in;

    private volatile boolean isConnected;
    private volatile byte[] routingId = {};

    /** @param onAlone is told when this end closes without ever having had another */
    InprocPipe(SocketHost host, Endpoint endpoint, Kind kind, LinkOptions options, Consumer<InprocPipe> onAlone) {
        this.host = host;
        this.endpoint = endpoint;
        this.kind = kind;
        this.onAlone = onAlone;
        this.options = options;
        this.sendMark = queues().sendHighWaterMark();
        this.toldReceiveMark = queues().receiveHighWaterMark();
        this.hasIntake = host.hasIntake();
        this.linger = new LingerTimer(host.io(), () -> close(0));
    }

    // ------------------------------------------------------------------ beginning

    /** A connecting end takes messages before there is a listener, unless the option immediate is on. */
    void attachEarly() {
        if (!queues().immediate()) {
            host.sendSide().post(this::attach);
        }
    }

    /**
     * Makes two ends a pair. Each step is done under the send side of the socket that it concerns: the accepting end is
     * attached, the connecting end learns of it, the accepting end is told. It is told before it can hear that the
     * connecting end has closed meanwhile, so that what that one sent is received. Where this throws, nothing has begun.
     */
    static void join(InprocPipe connecting, InprocPipe accepting) {
        QueueOptions one = connecting.queues();
        QueueOptions other = accepting.queues();
        boolean conflates = one.conflate() || other.conflate();
        Lane toAccepting = new Lane(one.sendHighWaterMark(), other.receiveHighWaterMark(), conflates);
        Lane toConnecting = new Lane(other.sendHighWaterMark(), one.receiveHighWaterMark(), conflates);
        Duty third = new Duty(() -> accepting.connect(connecting));
        Duty second = new Duty(() -> connecting.learn(accepting, third));
        Duty first = new Duty(() -> accepting.attachTo(connecting, second));
        accepting.in = toAccepting;
        connecting.in = toConnecting;
        accepting.peer = connecting;
        connecting.peer = accepting;
        accepting.host.sendSide().post(first);
    }

    private void attachTo(InprocPipe connecting, Duty next) {
        if (!closing) {
            attach();
            to = connecting;
            out = connecting.in;
            adoptMarks(host.options());
        }
        toSendSideOf(connecting, next);
    }

    private void learn(InprocPipe accepting, Duty next) {
        if (!over && !told) {
            told = true;
            toSendSideOf(accepting, next);
        }
        connect(accepting);
    }

    private void attach() {
        if (!attached && !closing) {
            adoptMarks(host.options());
            host.attach(this);
            attached = true;
        }
    }

    /** A duty, repeated where it fails. */
    private void connect(InprocPipe with) {
        if (over) {
            tellClosed(with, new Duty(this::dropUnreceivable));
            return;
        }
        Duty open = new Duty(this::open);
        SocketEvent event = SocketEvent.handshakeSucceeded(endpoint, "");
        out = with.in;
        if (closing) {
            sendEarly(with);
            endIfSent();
            return;
        }
        attach();
        to = with;
        adoptMarks(host.options());
        connected = true;
        Reason refusal = host.refusal(this);
        if (refusal != null) {
            refuse(refusal, "refused by our " + host.type());
            return;
        }
        if (!isConnected) {
            host.connected(this);
            isConnected = true;
            host.report(event);
        }
        sendEarly(with);
        host.receiveSide().post(open);
        host.room(this);
        host.peersChanged();
    }

    private void open() {
        open = true;
        host.readable(this);
    }

    private void sendEarly(InprocPipe with) {
        for (Message message = early.peekFirst(); message != null; message = early.peekFirst()) {
            put(with, message, true);
            early.pollFirst();
        }
    }

    // ------------------------------------------------------------------ sending, under the send side

    @Override
    public SendResult trySend(Message message) {
        assert host.sendSide().isHeld() : "not under its side";
        if (closing) {
            return SendResult.NO_PEER;
        }
        InprocPipe with = to;
        if (with == null || !early.isEmpty()) {
            return sendLater(message);
        }
        return put(with, message.owned(), false) ? SendResult.SENT : SendResult.FULL;
    }

    private SendResult sendLater(Message message) {
        int mark = sendMark;
        Message owned = message.owned();
        early.makeRoom();
        if (queues().conflate()) {
            host.drop(Reason.CONFLATED, early.size());
            early.clear();
        } else if (mark > 0 && early.size() >= mark) {
            return SendResult.FULL;
        }
        early.addLast(owned);
        return SendResult.SENT;
    }

    /**
     * Where it throws, the message was not put.
     *
     * @param accepted whether it has been accepted, and there is room for it whatever the marks say by now
     */
    private boolean put(InprocPipe with, Message message, boolean accepted) {
        Lane lane = out;
        if (lane == null) {
            return false;
        }
        Duty tell = arrival;
        if (tell == null) {
            tell = new Duty(with::onArrival);
            arrival = tell;
        }
        if (lane.conflates()) {
            host.drop(Reason.CONFLATED, lane.replace(message) ? 1 : 0);
        } else if (accepted) {
            lane.putAboveMark(message);
        } else if (!lane.put(message)) {
            return false;
        }
        messagesSent++;
        try {
            bytesSent += message.sizeBytes();
            if (lane.ringsArrival()) {
                arrival = null;
                host.sendSide().postAfterUnlock(with.host.receiveSide(), tell);
            }
        } catch (Throwable deep) { // the message is there all the same
            Overflows.count++;
        }
        return true;
    }

    @Override
    public boolean hasRoom() {
        assert host.sendSide().isHeld() : "not under its side";
        Lane lane = out;
        if (closing) {
            return false;
        }
        if (lane == null) {
            return sendMark == 0 || early.size() < sendMark;
        }
        return lane.conflates() || lane.hasRoom();
    }

    @Override
    public void countDrop(Reason reason) {
        dropped++;
        host.drop(reason, 1);
    }

    @Override
    public void subscribe(byte[] topic) {
        InprocPipe with = to;
        if (with != null) {
            toSendSideOf(with, new Duty(() -> with.host.subscribed(with, topic)));
        }
    }

    @Override
    public void cancel(byte[] topic) {
        InprocPipe with = to;
        if (with != null) {
            toSendSideOf(with, new Duty(() -> with.host.cancelled(with, topic)));
        }
    }

    private void toSendSideOf(InprocPipe other, Duty duty) {
        host.sendSide().postAfterUnlock(other.host.sendSide(), duty);
    }

    // ------------------------------------------------------------------ high-water marks

    /** Of the endpoint, when it began. */
    private QueueOptions queues() {
        return options.snapshot().queue();
    }

    @Override
    public void onOptions(SocketOptions now) {
        adoptMarks(now);
    }

    /**
     * Send side: the marks are what these options of the socket make them. A {@link Lane} belongs to its sender: the mark for
     * receiving is told to the other end.
     */
    private void adoptMarks(SocketOptions now) {
        int mark = options.sendHighWaterMark(now);
        Lane toPeer = out;
        InprocPipe with = peer;
        if (mark != sendMark && attached) {
            sendMark = mark;
            host.room(this);
        }
        sendMark = mark;
        if (toPeer != null && with != null && toPeer.setSendMark(mark)) {
            onCapacity(toPeer, with);
        }
        Lane toUs = in;
        int receiveMark = options.receiveHighWaterMark(now);
        if (toUs != null && with != null && receiveMark != toldReceiveMark) {
            toSendSideOf(with, new Duty(() -> {
                toUs.setReceiveMark(receiveMark);
                with.onCapacity(toUs, this);
            }));
            toldReceiveMark = receiveMark;
        }
    }

    /** Send side: our lane holds more messages than before, or fewer. A duty, repeated where it fails. */
    private void onCapacity(Lane lane, InprocPipe receiver) {
        long capacity = lane.capacity();
        Duty tell = new Duty(() -> receiver.onCapacity(lane, this, capacity));
        host.sendSide().postAfterUnlock(receiver.host.receiveSide(), tell);
        if (attached) {
            host.room(this);
        }
    }

    /** Receive side: the same for the end that receives, which tells of room. */
    private void onCapacity(Lane lane, InprocPipe sender, long capacity) {
        Duty tell = new Duty(() -> sender.host.room(sender));
        lane.onCapacity(capacity);
        if (lane.ringsRoom(false)) {
            host.receiveSide().postAfterUnlock(sender.host.sendSide(), tell);
        }
    }

    // ------------------------------------------------------------------ receiving, under the receive side

    private void onArrival() {
        if (open) {
            host.readable(this);
        }
    }

    /** Shows a message to the pattern first, where it wants that. */
    private @Nullable Message keep(Message message) {
        try {
            return host.intake(this, message);
        } catch (RuntimeException | Error fault) { // it is the other end's fault, or that of the machine
            refuse(Reason.INTERNAL_ERROR, String.valueOf(fault.getMessage()));
            return null;
        }
    }

    @Override
    public @Nullable Message poll(boolean alone) {
        assert host.receiveSide().isHeld() : "not under its side";
        Message message = take(alone);
        while (message != null && hasIntake) {
            Message kept = keep(message);
            if (kept != null) {
                return kept;
            }
            message = take(false);
        }
        return message;
    }

    private @Nullable Message take(boolean alone) {
        Lane lane = in;
        if (lane == null) {
            return null;
        }
        InprocPipe from = peer;
        Duty tell = room;
        if (tell == null && from != null) {
            tell = new Duty(() -> from.host.room(from));
            room = tell;
        }
        Message message = alone ? lane.takePatiently() : lane.take();
        try {
            if (message != null) {
                messagesReceived++;
                bytesReceived += message.sizeBytes();
            }
            if (lane.ringsRoom(message != null) && from != null && tell != null) {
                room = null;
                host.receiveSide().postAfterUnlock(from.host.sendSide(), tell);
            }
        } catch (Throwable deep) { // the message is taken all the same
            Overflows.count++;
        }
        return message;
    }

    /** Both ways: what came may not have been reported, nor the room that was made. */
    @Override
    public void lookAfter() {
        if (abandonOwed) {
            abandonOwed = false;
            host.sendSide().post(abandon);
        }
        host.receiveSide().post(new Duty(this::onArrival));
        host.sendSide().post(new Duty(() -> {
            if (!over && isConnected) {
                host.room(this);
            }
        }));
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
                : with.options.snapshot().protocol().routingId().bytes();
    }

    @Override
    public byte[] chosenRoutingId() {
        return options.snapshot().connectRoutingId().bytes();
    }

    @Override
    public byte[] routingId() {
        return routingId;
    }

    @Override
    public byte[] senderRoutingId() {
        return routingId; // there is one connection
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
        host.sendSide().post(new Duty(() -> {
            if (over || to == null) {
                return;
            }
            SocketEvent event =
                    isConnected ? disconnectedEvent(reason, detail) : SocketEvent.refused(endpoint, "", reason, detail);
            closeNow(0);
            host.count(reason);
            host.report(event);
        }));
    }

    @Override
    public void finish() {
        close(host.options().queue().lingerNanos());
    }

    @Override
    public void close(long lingerNanos) {
        Duty start = linger.starting(lingerNanos);
        host.sendSide().post(new Duty(() -> closeNow(lingerNanos)));
        host.io().execute(start);
    }

    @Override
    public void abandon() {
        if (abandoned.compareAndSet(false, true)) {
            try {
                host.sendSide().post(abandon);
            } catch (Throwable deep) {
                abandonOwed = true;
                Overflows.count++;
            }
        }
    }

    private void closeNow(long lingerNanos) {
        assert host.sendSide().isHeld() : "not under its side";
        if (over) {
            return;
        }
        if (!closing) {
            detach();
            closing = true;
        }
        if (lingerNanos == 0) {
            dropped += early.size();
            host.drop(Reason.LINGER_EXPIRED, early.size());
            early.clear();
        }
        endIfSent();
    }

    /** Send side, while closing. */
    private void endIfSent() {
        if (over || !early.isEmpty()) {
            return;
        }
        InprocPipe with = peer;
        if (with == null) {
            Traffic last = traffic();
            Duty finish = new Duty(() -> finish(last));
            onAlone.accept(this);
            over = true;
            host.io().execute(finish);
        } else {
            tellClosed(with, new Duty(this::end));
            over = true;
            isConnected = false;
        }
    }

    /** Send side: tells the other end, and when that has stopped sending, goes on under our receive side. */
    private void tellClosed(InprocPipe with, Duty then) {
        toSendSideOf(with, new Duty(() -> {
            with.onPeerClosed();
            with.host.sendSide().postAfterUnlock(host.receiveSide(), then);
        }));
    }

    /** Receive side: the peer has stopped sending, and so have we. A duty, repeated where it fails. */
    private void end() {
        dropUnreceivable();
        Lane lane = in;
        if (lane == null || lane.size() == 0) {
            open = false;
            host.silent(this);
        }
        long bytesLeft = lane == null ? 0 : lane.bytesLeft(); // nobody asks this end once they are received
        Traffic last = new Traffic(messagesSent, bytesSent, messagesReceived, bytesReceived + bytesLeft);
        host.io().execute(new Duty(() -> finish(last)));
    }

    private void finish(Traffic last) {
        linger.stop();
        host.ended(this, last);
    }

    /** Receive side: the peer has stopped sending; what the application cannot receive any more is lost. */
    private void dropUnreceivable() {
        if (host.isClosed() || !open) {
            host.drop(Reason.NOT_RECEIVED, discardReceived());
        }
    }

    /** Send side: the other end is closed. What it sent may still be received. Repeated where it fails. */
    private void onPeerClosed() {
        assert host.sendSide().isHeld() : "not under its side";
        if (over) {
            return;
        }
        Duty end = new Duty(this::end);
        SocketEvent event = disconnectedEvent(Reason.END_OF_STREAM, "the peer closed its end");
        detach();
        closing = true;
        isConnected = false;
        dropped += early.size();
        host.drop(Reason.PEER_GONE, early.size());
        early.clear();
        over = true; // from here on this is not repeated
        try {
            host.count(Reason.END_OF_STREAM);
            host.report(event);
        } catch (Throwable deep) {
            Overflows.count++;
        }
        host.receiveSide().post(end);
    }

    private SocketEvent disconnectedEvent(Reason reason, String detail) {
        Lane lane = out;
        long inFlight = lane == null ? 0 : lane.notReceived();
        return SocketEvent.disconnected(endpoint, "", reason, detail, inFlight);
    }

    private void detach() {
        if (connected) {
            host.disconnected(this);
            connected = false;
        }
        if (attached) {
            host.detach(this);
            attached = false;
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
        return host.readUnderSides(() -> {
            InprocPipe with = peer;
            Lane toUs = in;
            Lane toPeer = out;
            return new PeerStatistics(
                    new PeerStatistics.Peer(
                            endpoint, "", with == null ? null : with.host.type(), RoutingId.of(routingId)),
                    new PeerStatistics.Connection(isConnected, 0, 0),
                    traffic(),
                    new PeerStatistics.Queues(
                            early.size() + (toPeer == null ? 0 : toPeer.size()),
                            toUs == null ? 0 : toUs.size(),
                            dropped));
        });
    }
}
