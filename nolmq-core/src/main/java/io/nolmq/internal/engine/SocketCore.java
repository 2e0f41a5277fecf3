package io.nolmq.internal.engine;

import io.nolmq.message.ContextTerminatedException;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.InterruptedSocketException;
import io.nolmq.message.Message;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketClosedException;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketStatistics;
import io.nolmq.message.SocketType;
import io.nolmq.message.Traffic;
import io.nolmq.message.ZmqException;
import io.nolmq.spi.Pattern;
import io.nolmq.spi.PatternSocket;
import io.nolmq.spi.PatternTraits;
import io.nolmq.spi.Pipe;
import io.nolmq.spi.WireProtocol;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A socket without its type: two sides, a pattern, and the calls that wait. Safe for any number of threads.
 *
 * <p>Order of locks: the send side before the receive side, never two sockets at once. A lock-step type has one side for
 * both directions.
 */
public final class SocketCore implements PatternSocket {
    private static final int SHOWN_BYTES = 32;
    private final String name;
    private final PatternTraits traits;
    private final SocketOptions options;
    private final EngineThreads threads;
    private final WireProtocol protocol;
    private final IoThread io;
    private final ReceiveSide receiveSide;
    private final Side sendSide;
    private final Pattern pattern;
    private final Endpoints endpoints;
    private final SocketEvents events;
    private final ReasonCounters reasons = new ReasonCounters();
    private final Deliveries deliveries = new Deliveries();
    private final Links links = new Links();
    private final Dirty dirty;
    private final InputBudget.Turns inputTurns;

    // ---- under the send side
    private final WaitQueue senders = new WaitQueue();
    private final WaitQueue peerWaiters = new WaitQueue();
    private final Spinning spinning = new Spinning();
    private final WriteBudget writes = new WriteBudget();

    private volatile boolean closed;
    private volatile boolean terminated;

    public SocketCore(
            String name, PatternTraits traits, SocketOptions options, EngineThreads threads, WireProtocol protocol) {
        this.name = name;
        this.traits = traits;
        this.options = options;
        this.threads = threads;
        this.protocol = protocol;
        this.io = threads.nextIoThread();
        this.receiveSide = new ReceiveSide(io, readable -> pattern().onReadable(readable.pipe()));
        this.sendSide = traits.has(PatternTraits.Trait.ONE_SIDE) ? receiveSide : new Side(io::execute);
        this.events = new SocketEvents(threads.callbacks(), reasons);
        this.endpoints = new Endpoints(this, threads.transports());
        this.dirty = new Dirty(sendSide, threads.flusher(), NanoClock.SYSTEM);
        this.inputTurns = threads.inputBudget().turns();
        this.pattern = traits.pattern().apply(this);
        io.serve(this);
    }

    // ------------------------------------------------------------------ sending

    /** Sends; waits for room for as long as it takes. Where it throws, the message was not accepted. */
    public void send(Message message) {
        if (trySend(message) != SendResult.SENT) {
            sendSlowly(message, false, 0);
        }
    }

    /** Sends if that is possible without waiting. Where it throws, the message was not accepted. */
    public SendResult trySend(Message message) {
        SendResult result = SendResult.FULL;
        boolean held = false;
        try {
            sendSide.lock();
            held = true;
            try {
                requireOpen();
                writes.beginCall();
                result = pattern.trySend(message);
                writes.endCall();
            } finally {
                sendSide.unlock();
                held = false;
            }
        } catch (Throwable fault) {
            if (held) { // no stack to call anything
                sendSide.state = Side.FREE;
            }
            if (fault instanceof Error) {
                Overflows.count++;
            }
            if (result != SendResult.SENT) {
                throw fault;
            }
        }
        return result;
    }

    /** Sends, or gives up when the time is over. Where it throws, the message was not accepted. */
    public SendResult send(Message message, long timeoutNanos) {
        SendResult result = trySend(message);
        return result == SendResult.SENT || timeoutNanos <= 0
                ? result
                : sendSlowly(message, true, System.nanoTime() + timeoutNanos);
    }

    private SendResult sendSlowly(Message message, boolean timed, long deadlineNanos) {
        while (true) {
            SendResult result = SendResult.FULL;
            WaitQueue.Waiter waiter = null;
            boolean held = false;
            try {
                sendSide.lock();
                held = true;
                try {
                    requireOpen();
                    writes.beginCall();
                    result = pattern.trySend(message);
                    writes.endCall();
                    if (waitsToSend(message, result, timed, deadlineNanos)) {
                        waiter = senders.enter();
                    }
                } finally {
                    sendSide.unlock();
                    held = false;
                }
            } catch (Throwable fault) {
                if (held) { // no stack to call anything
                    sendSide.state = Side.FREE;
                }
                if (fault instanceof Error) {
                    Overflows.count++;
                }
                if (waiter != null) {
                    waiter.abandon();
                }
                if (result != SendResult.SENT) {
                    throw fault;
                }
            }
            if (waiter == null) {
                return result;
            }
            CallerWrites.flushMine();
            awaitRoom(waiter, timed, deadlineNanos);
        }
    }

    /** Whether a message that was not accepted is to be tried again. */
    private boolean waitsToSend(Message message, SendResult result, boolean timed, long deadlineNanos) {
        if (result == SendResult.UNROUTABLE && !timed) {
            throw unroutable(message);
        }
        if (result == SendResult.SENT
                || result == SendResult.UNROUTABLE
                || (timed && deadlineNanos - System.nanoTime() <= 0)) {
            return false;
        }
        requireUninterrupted("send");
        return true;
    }

    private void awaitRoom(WaitQueue.Waiter waiter, boolean timed, long deadlineNanos) {
        try {
            if (receiveSide.channels() > 0) {
                waiter.park(this, deadlineNanos, timed);
            } else {
                spinning.await(waiter, this, deadlineNanos, timed);
            }
        } finally {
            leaveUnlessWoken(waiter, senders);
        }
    }

    private void leaveUnlessWoken(WaitQueue.Waiter waiter, WaitQueue queue) {
        if (waiter.isWoken()) {
            return;
        }
        boolean left = false;
        try {
            sendSide.holding(waiter.place(), () -> {
                queue.leave(waiter);
                return null;
            });
            left = true;
        } finally {
            if (!left) {
                waiter.abandon();
            }
        }
    }

    // ------------------------------------------------------------------ receiving

    /** Receives; waits for as long as it takes. */
    public Message receive() {
        Message message = receive(false, 0);
        if (message == null) {
            throw new AssertionError("an untimed receive came back with nothing");
        }
        return message;
    }

    /** Receives if a message is there. Where it throws, no message was taken. */
    public @Nullable Message tryReceive() {
        Message message = null;
        boolean held = false;
        try {
            receiveSide.lock();
            held = true;
            try {
                requireOpen();
                message = pattern.tryReceive();
                if (message != null) {
                    onReceived();
                }
            } finally {
                receiveSide.unlock();
                held = false;
            }
        } catch (Throwable fault) {
            if (held) { // no stack to call anything
                receiveSide.state = Side.FREE;
            }
            if (fault instanceof Error) {
                Overflows.count++;
            }
            if (message == null) {
                throw fault;
            }
        }
        return message;
    }

    /** Receives, or returns null when the time is over. Where it throws, no message was taken. */
    public @Nullable Message receive(long timeoutNanos) {
        return timeoutNanos <= 0 ? tryReceive() : receive(true, System.nanoTime() + timeoutNanos);
    }

    private @Nullable Message receive(boolean timed, long deadlineNanos) {
        Message message = null;
        ReceiveSide.Wait wait = null;
        boolean held = false;
        try {
            receiveSide.lock();
            held = true;
            while (true) {
                requireOpen();
                message = pattern.tryReceive();
                if (message != null) {
                    onReceived();
                    break;
                }
                requireUninterrupted("receive");
                if (timed && deadlineNanos - System.nanoTime() <= 0) {
                    receiveSide.leave();
                    break;
                }
                wait = receiveSide.beginWait();
                receiveSide.unlock();
                held = false;
                wait.await(timed, deadlineNanos);
                receiveSide.lock(wait.place());
                held = true;
                wait.end();
                wait = null;
            }
            receiveSide.unlock();
            held = false;
        } catch (Throwable fault) {
            try {
                leaveReceiving(held, wait);
            } catch (Throwable deep) {
                if (held) { // no stack to call anything
                    receiveSide.state = Side.FREE;
                }
                Overflows.count++;
            }
            if (message == null) {
                throw fault;
            }
        }
        return message;
    }

    /** Ends a wait that failed, and gives the side back. Where it throws, nothing has changed but that the wait is over. */
    private void leaveReceiving(boolean held, ReceiveSide.@Nullable Wait wait) {
        if (!held) {
            if (wait == null) {
                return;
            }
            boolean locked = false;
            try {
                receiveSide.lock(wait.place());
                locked = true;
            } finally {
                if (!locked) {
                    wait.abandon();
                }
            }
        }
        try {
            if (wait != null) {
                wait.end();
            }
            receiveSide.leave();
        } catch (Throwable again) { // others are woken late
            Overflows.count++;
        }
        receiveSide.unlock();
    }

    /**
     * A receiver took a message. The kernel wakes one thread for many messages, and another may have read them all: so
     * whoever takes one wakes the next thread that waits, if there may be more.
     */
    private void onReceived() {
        receiveSide.countReceive();
        if (receiveSide.isWaitedFor() && pattern.mayHaveMore()) {
            receiveSide.wake();
        }
    }

    // ------------------------------------------------------------------ waiting for peers, calls of single types

    /** The pattern, for the typed socket that has calls of its own. */
    public <P extends Pattern> P pattern(Class<P> type) {
        return type.cast(pattern);
    }

    /** Waits until every session has a peer; where there is none, for any peer. */
    public boolean awaitConnected(long timeoutNanos) {
        return awaitPeers(endpoints::areConnected, timeoutNanos);
    }

    /** Waits until a condition holds that peers bring about; it is looked at under the send side. */
    public boolean awaitPeers(BooleanSupplier condition, long timeoutNanos) {
        long deadlineNanos = System.nanoTime() + timeoutNanos;
        while (true) {
            WaitQueue.Waiter waiter = new WaitQueue.Waiter();
            Boolean holds = lookForPeers(condition, waiter, deadlineNanos);
            if (holds != null) {
                return holds;
            }
            CallerWrites.flushMine();
            try {
                waiter.park(this, deadlineNanos, true);
            } finally {
                leaveUnlessWoken(waiter, peerWaiters);
            }
        }
    }

    /** Whether the condition holds, or null where it does not, and the waiter has entered to wait for it. */
    private @Nullable Boolean lookForPeers(BooleanSupplier condition, WaitQueue.Waiter waiter, long deadlineNanos) {
        boolean done = false;
        try {
            Boolean holds = sendSide.holding(waiter.place(), () -> {
                requireOpen();
                peerWaiters.enter(waiter); // before the look, since sessions are looked at without their own lock
                if (condition.getAsBoolean()) {
                    peerWaiters.leave(waiter);
                    return true;
                }
                if (deadlineNanos - System.nanoTime() <= 0) {
                    peerWaiters.leave(waiter);
                    return false;
                }
                requireUninterrupted("wait for peers");
                return null;
            });
            done = true;
            return holds;
        } finally {
            if (!done) {
                waiter.abandon();
            }
        }
    }

    /** Does work of the pattern under the send side, of a socket that is open. */
    public void underSendSide(Runnable work) {
        sendSide.holding(() -> {
            requireOpen();
            work.run();
            return null;
        });
        CallerWrites.flushMine();
    }

    // ------------------------------------------------------------------ for the pattern

    @Override
    public String name() {
        return name;
    }

    @Override
    public SocketOptions options() {
        return options;
    }

    @Override
    public int subscriptionMaximumBytes() {
        return protocol.subscriptionMaximumBytes();
    }

    @Override
    public boolean look() {
        return receiveSide.look();
    }

    @Override
    public void drop(Reason reason, long messages) {
        if (messages > 0) {
            reasons.add(reason, messages);
        }
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
    public void subscribersChanged() {
        peerWaiters.wakeAll();
    }

    @Override
    public void matchesChanged() {
        senders.wakeAll();
    }

    // ------------------------------------------------------------------ for pipes and transports

    public SocketType type() {
        return traits.type();
    }

    /** Whether a second connection to the same endpoint is one too many. */
    boolean connectsOnce() {
        return traits.has(PatternTraits.Trait.CONNECTS_ONCE);
    }

    /** What it is bound and connected to. */
    public Endpoints endpoints() {
        return endpoints;
    }

    /** Who is told what happens to its connections. */
    public SocketEvents events() {
        return events;
    }

    /** The thread that serves the channels of this socket. */
    public IoThread io() {
        return io;
    }

    /** The threads and transports that it shares with the others of its context. */
    public EngineThreads threads() {
        return threads;
    }

    /** Makes the accounts of its connections with the budget of the context. */
    public InputBudget.Turns inputTurns() {
        return inputTurns;
    }

    /** What was dropped, refused or closed, and why. From any thread. */
    public ReasonCounters reasons() {
        return reasons;
    }

    /** What became of the messages that were with the kernel when pipes closed. From any thread. */
    public Deliveries deliveries() {
        return deliveries;
    }

    /** What it speaks over streams of bytes. */
    public WireProtocol protocol() {
        return protocol;
    }

    public Pattern pattern() {
        return pattern;
    }

    public ReceiveSide receiveSide() {
        return receiveSide;
    }

    /** Has work done under the send side, by whoever holds it. From any thread; never waits. */
    public void onSendSide(Runnable work) {
        sendSide.post(work);
    }

    /** Has work done under the receive side, by whoever holds it. From any thread; never waits. */
    public void onReceiveSide(Runnable work) {
        receiveSide.post(work);
    }

    /** The same with a letter made beforehand: allocates nothing, and throws nothing once it is posted. */
    public void onSendSide(Letter letter) {
        sendSide.post(letter);
    }

    /** The same with a letter made beforehand: allocates nothing, and throws nothing once it is posted. */
    public void onReceiveSide(Letter letter) {
        receiveSide.post(letter);
    }

    /** From under the receive side: has work done under the send side, once ours is free. Allocates nothing. */
    public void onSendSideFromReceive(Letter letter) {
        receiveSide.postAfterUnlock(sendSide, letter);
    }

    /** From under our send side: has work done under another socket's receive side, once ours is free. */
    public void toReceiveSideOf(SocketCore other, Letter letter) {
        sendSide.postAfterUnlock(other.receiveSide, letter);
    }

    /** From under our receive side: has work done under another socket's send side, once ours is free. */
    public void toSendSideOf(SocketCore other, Letter letter) {
        receiveSide.postAfterUnlock(other.sendSide, letter);
    }

    /** From under our send side: has work done under another socket's send side, once ours is free. */
    public void toSendSideOfFromSend(SocketCore other, Letter letter) {
        sendSide.postAfterUnlock(other.sendSide, letter);
    }

    /** Send side: a pipe has come. */
    public void attach(Pipe pipe) {
        pattern.onAttached(pipe);
        senders.wakeAll();
    }

    /** Send side: a pipe has gone. */
    public void detach(Pipe pipe) {
        pattern.onDetached(pipe);
        peersChanged();
    }

    /** Send side: a peer is there, or gone. */
    public void peersChanged() {
        senders.wakeAll();
        peerWaiters.wakeAll();
    }

    /** Send side: a pipe that was full has room. */
    public void roomIn(Pipe pipe) {
        pattern.onRoom(pipe);
        senders.wakeAll();
    }

    /** Receive side: a pipe has something to poll. */
    public void readable(Pipe pipe) {
        pattern.onReadable(pipe);
        receiveSide.wake();
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

    // ------------------------------------------------------------------ links, and the end

    /** A listener, session or connection has begun. From any thread. */
    public void opened(Link link) {
        links.add(link);
        if (closed) {
            link.close(0);
        }
    }

    /**
     * A listener, session or connection has come to its end. From any thread, under no lock; may be told again, where that
     * failed.
     *
     * @param traffic what went over it
     */
    public void ended(Link link, Traffic traffic) {
        endpoints.forget(link);
        links.remove(link, traffic);
        finishIfClosed();
    }

    boolean hasPeer() {
        return links.haveConnected();
    }

    /** Ends every call that waits, and lets what is queued go out in the background. From any thread; returns at once. */
    public void close() {
        close(options.queue().lingerNanos());
    }

    /** Closes because the context does. */
    public void terminate() {
        terminated = true;
        close();
        links.onContextClosing();
    }

    private void close(long lingerNanos) {
        markClosed();
        links.close(lingerNanos); // again, where an Error ended the first call in the middle
        endpoints.awaitUnbound();
        finishIfClosed();
    }

    /** Gives up what still lingers: messages that are not sent by now are dropped and counted. */
    public void abandon() {
        links.close(0);
    }

    /** What has not come to its end yet. From any thread. */
    Links links() {
        return links;
    }

    private void markClosed() {
        sendSide.holding(() -> {
            if (!closed) {
                if (StackRoom.isEnough()) {
                    dirty.flushAll();
                }
                closed = true;
            }
            senders.wakeAll();
            peerWaiters.wakeAll();
            return null;
        });
        receiveSide.holding(() -> {
            drop(Reason.NOT_RECEIVED, pattern.discardReceived());
            receiveSide.wakeAll();
            receiveSide.closeSelector();
            return null;
        });
    }

    /** Tells the context, once nothing is left. Under no lock. */
    void finishIfClosed() {
        if (closed && !endpoints.isBinding() && links.isEmpty()) {
            threads.finished(this);
            io.forget(this);
        }
    }

    /** A caller ran out of stack, and may have left something undone. On the I/O thread; never waits. */
    void lookAfter() {
        sendSide.post(() -> {
            senders.wakeAll();
            peerWaiters.wakeAll();
        });
        receiveSide.lookAfter();
        dirty.lookAfter();
        links.lookAfter();
    }

    public boolean isClosed() {
        return closed;
    }

    // ------------------------------------------------------------------ what is known of it

    /** Everything counted so far. From any thread; takes the sides, one after the other. */
    public SocketStatistics statistics() {
        List<PeerStatistics> peers = new ArrayList<>();
        Traffic traffic = links.describe(peers);
        long received = readUnderSides(receiveSide::receives);
        Traffic whole = new Traffic(traffic.messagesSent(), traffic.bytesSent(), received, traffic.bytesReceived());
        return new SocketStatistics(traits.type(), whole, reasons.snapshot(), peers);
    }

    /** Takes both sides for a look at what a pipe tells of itself. */
    public <T> T readUnderSides(Supplier<T> read) {
        return sendSide.holding(sendSide == receiveSide ? read : () -> receiveSide.holding(read));
    }

    void requireOpen() {
        if (closed) {
            throw terminated
                    ? new ContextTerminatedException("the context is closed: socket=" + name)
                    : new SocketClosedException("the socket is closed: socket=" + name);
        }
    }

    private void requireUninterrupted(String call) {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedSocketException("interrupted in " + call + ": socket=" + name);
        }
    }

    private ZmqException unroutable(Message message) {
        return new ZmqException(
                ErrorCode.UNROUTABLE,
                "no peer of that routing id: socket=" + name + ", routingId="
                        + HexFormat.of().formatHex(message.bytes(), 0, Math.min(SHOWN_BYTES, message.bytes().length)));
    }
}
