package io.nolmq.internal.transport.inproc;

import io.nolmq.internal.engine.Duty;
import io.nolmq.internal.engine.Overflows;
import io.nolmq.internal.engine.SocketHost;
import io.nolmq.internal.queue.Ring;
import io.nolmq.message.Message;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.QueueOptions;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketType;
import io.nolmq.message.Traffic;
import io.nolmq.spi.LinkOptions;
import io.nolmq.spi.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * One end of a pair between two sockets, with a {@link Lane} each way. While there is no listener yet, what is sent waits in
 * {@link #early}, up to our own mark. Its life is its {@link InprocLink}'s.
 *
 * <p>Neither end ever takes a side of the other's socket: it leaves work there, which is done once our own side is free.
 */
final class InprocPipe implements Pipe {
    private final SocketHost host;
    private final LinkOptions options;
    private final InprocLink link;
    private final boolean hasIntake;

    /** For the other end's receive side, made before a message is put: it may have to be told of it. */
    private @Nullable Duty arrival;

    // ---- send side
    private final Ring<Message> early = new Ring<>();
    private @Nullable InprocPipe to;
    private @Nullable Lane out;
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
    private volatile byte[] routingId = {};

    InprocPipe(SocketHost host, LinkOptions options, InprocLink link) {
        this.host = host;
        this.options = options;
        this.link = link;
        this.sendMark = queues().sendHighWaterMark();
        this.toldReceiveMark = queues().receiveHighWaterMark();
        this.hasIntake = host.hasIntake();
    }

    InprocLink link() {
        return link;
    }

    // ------------------------------------------------------------------ two ends become a pair

    /** Gives two ends a lane each way. Where this throws, neither has one. */
    static void connectLanes(InprocPipe connecting, InprocPipe accepting) {
        QueueOptions one = connecting.queues();
        QueueOptions other = accepting.queues();
        boolean conflates = one.conflate() || other.conflate();
        Lane toAccepting = new Lane(one.sendHighWaterMark(), other.receiveHighWaterMark(), conflates);
        Lane toConnecting = new Lane(other.sendHighWaterMark(), one.receiveHighWaterMark(), conflates);
        accepting.in = toAccepting;
        connecting.in = toConnecting;
        accepting.peer = connecting;
        connecting.peer = accepting;
    }

    /** The other end; null where there is none yet. From any thread. */
    @Nullable
    InprocPipe peer() {
        return peer;
    }

    /** Send side: the lane to the other end is ours now. */
    void takeLaneTo(InprocPipe with) {
        out = with.in;
    }

    /** Send side: from now on messages go to the other end. */
    void sendTo(InprocPipe with) {
        to = with;
    }

    /** Send side: whether messages go to another end. */
    boolean isSending() {
        return to != null;
    }

    /** Send side: what waited for the other end goes to it. */
    void sendEarly(InprocPipe with) {
        for (Message message = early.peekFirst(); message != null; message = early.peekFirst()) {
            put(with, message, true);
            early.pollFirst();
        }
    }

    /** Send side: whether nothing waits for another end. */
    boolean hasSentEarly() {
        return early.isEmpty();
    }

    /** Send side: gives up what waits for another end. */
    void dropEarly(Reason reason) {
        dropped += early.size();
        host.drop(reason, early.size());
        early.clear();
    }

    /** Send side: how many messages the other end has not received. */
    long inFlight() {
        Lane lane = out;
        return lane == null ? 0 : lane.notReceived();
    }

    /** Receive side: what comes may be received. */
    void open() {
        open = true;
        host.readable(this);
    }

    /** Receive side: the peer has stopped sending; what the application cannot receive any more is lost. */
    void dropUnreceivable() {
        if (host.isClosed() || !open) {
            host.drop(Reason.NOT_RECEIVED, discardReceived());
        }
    }

    /** Receive side: nothing more comes. Tells what went over this end, with what is still to be received. */
    Traffic endReceiving() {
        dropUnreceivable();
        Lane lane = in;
        if (lane == null || lane.size() == 0) {
            open = false;
            host.silent(this);
        }
        long bytesLeft = lane == null ? 0 : lane.bytesLeft(); // nobody asks this end once they are received
        return new Traffic(messagesSent, bytesSent, messagesReceived, bytesReceived + bytesLeft);
    }

    /** Both sides may not have been told: what came, and the room that was made. From any thread. */
    void lookAfter() {
        host.receiveSide().post(new Duty(this::onArrival));
    }

    // ------------------------------------------------------------------ sending, under the send side

    @Override
    public SendResult trySend(Message message) {
        assert host.sendSide().isHeld() : "not under its side";
        if (link.isClosing()) {
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
        if (link.isClosing()) {
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

    /**
     * Send side: takes the marks from the options of the socket. A {@link Lane} belongs to its sender: the mark for
     * receiving is told to the other end.
     */
    void adoptMarks(SocketOptions now) {
        int mark = options.sendHighWaterMark(now);
        Lane toPeer = out;
        InprocPipe with = peer;
        if (mark != sendMark && link.isAttached()) {
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
        if (link.isAttached()) {
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
    public boolean isConnected() {
        return link.isConnected();
    }

    @Override
    public void lookAlive() {
        // the other end tells when it closes
    }

    @Override
    public void refuse(Reason reason, String detail) {
        link.refuse(reason, detail);
    }

    @Override
    public void finish() {
        link.close(host.options().queue().lingerNanos());
    }

    // ------------------------------------------------------------------ what is known of it

    /** Under both sides; exact once the pipe is over. */
    Traffic traffic() {
        return new Traffic(messagesSent, bytesSent, messagesReceived, bytesReceived);
    }

    /** Under both sides. */
    PeerStatistics.Queues queueStatistics() {
        Lane toUs = in;
        Lane toPeer = out;
        return new PeerStatistics.Queues(
                early.size() + (toPeer == null ? 0 : toPeer.size()), toUs == null ? 0 : toUs.size(), dropped);
    }

    /** That of the other end; null where there is none. */
    @Nullable
    SocketType peerType() {
        InprocPipe with = peer;
        return with == null ? null : with.host.type();
    }
}
