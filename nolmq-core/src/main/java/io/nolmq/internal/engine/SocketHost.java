package io.nolmq.internal.engine;

import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketEvent;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketType;
import io.nolmq.message.Traffic;
import io.nolmq.spi.ConnectionNotes;
import io.nolmq.spi.InputAccount;
import io.nolmq.spi.Link;
import io.nolmq.spi.Pattern;
import io.nolmq.spi.PatternSocket;
import io.nolmq.spi.PatternTraits;
import io.nolmq.spi.Pipe;
import io.nolmq.spi.PipeHost;
import io.nolmq.spi.PreparedWork;
import io.nolmq.spi.WireProtocol;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The middle of a socket, where its pattern and its pipes meet: the two sides, the threads that wait at them, and the
 * counters. The pattern sees it as {@link PatternSocket}, transports as {@link PipeHost}; those of this module have the
 * engine's own means besides.
 *
 * <p>Order of locks: the send side before the receive side, never two sockets at once. A type whose two directions share
 * their state has one side for both.
 */
public final class SocketHost implements PatternSocket, PipeHost {
    private final String name;
    private final PatternTraits traits;
    private final LiveOptions options;
    private final ContextServices services;
    private final WireProtocol protocol;
    private final SocketLife life;
    private final IoThread io;
    private final ReceiveSide receiveSide;
    private final Side sendSide;
    private final Pattern pattern;
    private final SocketEvents events;
    private final ReasonCounters reasons = new ReasonCounters();
    private final Deliveries deliveries = new Deliveries();
    private final Dirty dirty;
    private final InputBudget.Turns inputTurns;

    // ---- under the send side
    private final WaitQueue senders = new WaitQueue();
    private final WaitQueue peerWaiters = new WaitQueue();
    private final WriteBudget writes = new WriteBudget();

    SocketHost(
            String name,
            PatternTraits traits,
            SocketOptions options,
            ContextServices services,
            WireProtocol protocol,
            SocketLife life) {
        this.name = name;
        this.traits = traits;
        this.options = new LiveOptions(this, options, protocol);
        this.services = services;
        this.protocol = protocol;
        this.life = life;
        this.io = services.nextIoThread();
        this.receiveSide = new ReceiveSide(io, readable -> pattern().onReadable(readable.pipe()));
        this.sendSide = traits.has(PatternTraits.Trait.ONE_SIDE) ? receiveSide : new Side(io::execute);
        this.events = new SocketEvents(services.callbacks(), reasons);
        this.dirty = new Dirty(sendSide, services.flusher(), NanoClock.SYSTEM);
        this.inputTurns = services.inputBudget().turns();
        this.pattern = traits.pattern().apply(this);
    }

    // ------------------------------------------------------------------ for both

    @Override
    public String name() {
        return name;
    }

    @Override
    public SocketType type() {
        return traits.type();
    }

    @Override
    public SocketOptions options() {
        return options.now();
    }

    @Override
    public void drop(Reason reason, long messages) {
        if (messages > 0) {
            reasons.add(reason, messages);
        }
    }

    // ------------------------------------------------------------------ for the pattern

    @Override
    public int subscriptionMaximumBytes() {
        return protocol.subscriptionMaximumBytes();
    }

    @Override
    public boolean look() {
        return receiveSide.look();
    }

    @Override
    public void onSendSideFromReceive(Runnable work) {
        receiveSide.postAfterUnlock(sendSide, work);
    }

    @Override
    public void onSendSideSoon(Runnable work) {
        io.execute(() -> sendSide.post(work));
    }

    @Override
    public void receivable() {
        receiveSide.wake();
    }

    @Override
    public void subscribersChanged() {
        peerWaiters.wakeAll();
    }

    @Override
    public void matchesChanged() {
        senders.wakeAll();
    }

    // ------------------------------------------------------------------ for transports

    @Override
    public boolean accepts(SocketType peer) {
        return traits.accepts(peer);
    }

    @Override
    public boolean isClosed() {
        return life.isClosed();
    }

    @Override
    public void postToSendSide(Runnable work) {
        sendSide.post(work);
    }

    @Override
    public void postToReceiveSide(Runnable work) {
        receiveSide.post(work);
    }

    @Override
    public PreparedWork prepareForSendSide(Runnable work) {
        Duty duty = new Duty(work);
        return () -> sendSide.post(duty);
    }

    @Override
    public PreparedWork prepareForReceiveSide(Runnable work) {
        Duty duty = new Duty(work);
        return () -> receiveSide.post(duty);
    }

    @Override
    public <T> T readUnderSides(Supplier<T> read) {
        return sendSide.holding(sendSide == receiveSide ? read : () -> receiveSide.holding(read));
    }

    @Override
    public void attach(Pipe pipe) {
        assert sendSide.isHeld() : "not under its side";
        boolean taken = false;
        try {
            pattern.onAttached(pipe);
            senders.wakeAll();
            taken = true;
        } finally {
            if (!taken) {
                pattern.onDetached(pipe); // it may have taken the pipe, and failed then
            }
        }
    }

    @Override
    public void detach(Pipe pipe) {
        assert sendSide.isHeld() : "not under its side";
        pattern.onDetached(pipe);
        peersChanged();
    }

    @Override
    public boolean holdsReadyBack(boolean listening) {
        return pattern.holdsReadyBack(listening);
    }

    @Override
    public @Nullable Reason refusal(Pipe pipe) {
        assert sendSide.isHeld() : "not under its side";
        return pattern.refusal(pipe);
    }

    @Override
    public void connected(Pipe pipe) {
        assert sendSide.isHeld() : "not under its side";
        pattern.onConnected(pipe);
    }

    @Override
    public void disconnected(Pipe pipe) {
        assert sendSide.isHeld() : "not under its side";
        assert !pipe.isConnected() : "a pipe that still says that it is connected";
        pattern.onDisconnected(pipe);
    }

    @Override
    public void peersChanged() {
        assert sendSide.isHeld() : "not under its side";
        senders.wakeAll();
        peerWaiters.wakeAll();
    }

    @Override
    public void room(Pipe pipe) {
        assert sendSide.isHeld() : "not under its side";
        pattern.onRoom(pipe);
        senders.wakeAll();
    }

    @Override
    public void subscribed(Pipe pipe, byte[] topic) {
        assert sendSide.isHeld() : "not under its side";
        pattern.onSubscribe(pipe, topic);
    }

    @Override
    public void cancelled(Pipe pipe, byte[] topic) {
        assert sendSide.isHeld() : "not under its side";
        pattern.onCancel(pipe, topic);
    }

    @Override
    public void readable(Pipe pipe) {
        assert receiveSide.isHeld() : "not under its side";
        pattern.onReadable(pipe);
        receiveSide.wake();
    }

    @Override
    public void silent(Pipe pipe) {
        assert receiveSide.isHeld() : "not under its side";
        pattern.onSilent(pipe);
    }

    @Override
    public boolean hasIntake() {
        return pattern.hasIntake();
    }

    @Override
    public ConnectionNotes notes() {
        return pattern.notes();
    }

    @Override
    public @Nullable Message intake(Pipe pipe, Message message) {
        assert receiveSide.isHeld() : "not under its side";
        return pattern.intake(pipe, message);
    }

    @Override
    public void count(Reason reason) {
        reasons.add(reason, 1);
    }

    @Override
    public void countDeliveries(long delivered, long unknown) {
        deliveries.addDelivered(delivered);
        deliveries.addUnknown(unknown);
    }

    @Override
    public Timer after(long nanos, Runnable work) {
        DetachedTimer timer = new DetachedTimer(io, work);
        timer.start(nanos);
        return timer;
    }

    @Override
    public InputAccount openInputAccount(Runnable resume, Consumer<String> close) {
        return inputTurns.account(io, resume, close);
    }

    @Override
    public void report(SocketEvent event) {
        events.report(event);
    }

    @Override
    public void opened(Link link) {
        life.opened(link);
    }

    @Override
    public void ended(Link link, Traffic traffic) {
        life.ended(link, traffic);
    }

    // ------------------------------------------------------------------ for transports of this module

    /** The socket behind the contract; transports of this module are given no other. */
    public static SocketHost of(PipeHost host) {
        return (SocketHost) host;
    }

    /** For work under the send side. */
    public Side sendSide() {
        return sendSide;
    }

    /** For work under the receive side, and for the channels that are read there. */
    public ReceiveSide receiveSide() {
        return receiveSide;
    }

    /** The thread that serves the channels of this socket. */
    public IoThread io() {
        return io;
    }

    /** The threads and buffers that the sockets of a context share. */
    public ContextServices services() {
        return services;
    }

    /** The protocol that it speaks over streams of bytes; with the options of an endpoint it is in its {@link io.nolmq.spi.LinkOptions}. */
    public WireProtocol protocol() {
        return protocol;
    }

    /** Makes the accounts of its connections with the budget of the context. */
    public InputBudget.Turns inputTurns() {
        return inputTurns;
    }

    /** The fate of the messages that were with the kernel when pipes closed. From any thread. */
    public Deliveries deliveries() {
        return deliveries;
    }

    /** From under the receive side: work for the send side, which is the same where the type has one, else once ours is free. */
    public void toSendSide(Runnable work) {
        if (sendSide == receiveSide) {
            work.run();
        } else {
            receiveSide.postAfterUnlock(sendSide, work);
        }
    }

    /** Send side: whether this call may still write to a channel itself. */
    public boolean takeWrite() {
        return writes.take();
    }

    /** Send side: the same, for a batch that is far from full. */
    public boolean takeEarlyWrite() {
        return writes.takeEarly();
    }

    /** A write to a channel has just ended. */
    public void wrote() {
        CallerWrites.mine().busy();
    }

    /** Send side: something is left in a batch; the flusher or the next wait of this thread writes it. */
    public void markDirty(Dirty.Flushable flushable) {
        dirty.add(flushable);
    }

    // ------------------------------------------------------------------ within the engine

    Pattern pattern() {
        return pattern;
    }

    LiveOptions liveOptions() {
        return options;
    }

    void requireOpen() {
        life.requireOpen();
    }

    void forEachLink(Consumer<Link> action) {
        life.links().forEach(action);
    }

    PatternTraits traits() {
        return traits;
    }

    SocketEvents events() {
        return events;
    }

    ReasonCounters reasons() {
        return reasons;
    }

    Dirty dirty() {
        return dirty;
    }

    WaitQueue senders() {
        return senders;
    }

    WaitQueue peerWaiters() {
        return peerWaiters;
    }

    WriteBudget writes() {
        return writes;
    }
}
