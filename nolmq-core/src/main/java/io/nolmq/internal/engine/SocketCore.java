package io.nolmq.internal.engine;

import io.nolmq.message.CloseReport;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.InterruptedSocketException;
import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketOptionsBuilder;
import io.nolmq.message.SocketStatistics;
import io.nolmq.message.SocketType;
import io.nolmq.message.ZmqException;
import io.nolmq.spi.Pattern;
import io.nolmq.spi.PatternTraits;
import io.nolmq.spi.WireProtocol;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A socket without its type: the calls of the application, and how they wait. Thread-safe. The middle, where pattern and
 * pipes meet, is {@link SocketHost}; the end is {@link SocketLife}.
 */
public final class SocketCore {
    private static final int SHOWN_BYTES = 32;

    private final String name;
    private final SocketLife life;
    private final SocketHost host;
    private final Endpoints endpoints;

    // ---- of the host
    private final Side sendSide;
    private final ReceiveSide receiveSide;
    private final Pattern pattern;
    private final WaitQueue senders;
    private final WaitQueue peerWaiters;
    private final WriteBudget writes;

    /** Under the send side. */
    private final Spinning spinning = new Spinning();

    public SocketCore(
            String name, PatternTraits traits, SocketOptions options, ContextServices services, WireProtocol protocol) {
        this.name = name;
        this.life = new SocketLife(this);
        this.host = new SocketHost(name, traits, options, services, protocol, life);
        this.endpoints = new Endpoints(host, life, traits, services.transports());
        this.sendSide = host.sendSide();
        this.receiveSide = host.receiveSide();
        this.pattern = host.pattern();
        this.senders = host.senders();
        this.peerWaiters = host.peerWaiters();
        this.writes = host.writes();
        host.io().serve(life);
    }

    // ------------------------------------------------------------------ sending

    /** Sends what {@link #trySend} did not take; waits for as long as it takes. Where it throws, it was not accepted. */
    public void sendWaiting(Message message) {
        sendSlowly(message, false, 0);
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

    /**
     * Sends several, in order, and waits for room: for as long as it takes, or up to a deadline. Where it throws, none was
     * accepted.
     *
     * @return how many were accepted; fewer than all when the deadline has passed, when the socket was closed or the thread
     *     interrupted meanwhile, or when the next one cannot be sent
     */
    public int sendAll(List<Message> messages, boolean timed, long deadlineNanos) {
        int sent = 0;
        while (sent < messages.size()) {
            try {
                sent += trySendSome(messages, sent);
                if (sent < messages.size()) {
                    SendResult result = sendSlowly(messages.get(sent), timed, deadlineNanos);
                    if (result != SendResult.SENT) {
                        return sent;
                    }
                    sent++;
                }
            } catch (Throwable fault) {
                if (sent == 0) {
                    throw fault;
                }
                return sent;
            }
        }
        return sent;
    }

    /** As many as there is room for, under one hold of the side, which is no longer than a hold may be. */
    private int trySendSome(List<Message> messages, int from) {
        int end = Math.min(messages.size(), from + HoldLimit.MESSAGES_MAXIMUM);
        int sent = 0;
        boolean held = false;
        try {
            sendSide.lock();
            held = true;
            try {
                requireOpen();
                long until = System.nanoTime() + HoldLimit.HOLD_NANOS;
                writes.beginBatch();
                boolean last = false;
                while (!last && from + sent < end) {
                    last = from + sent + 1 == end || HoldLimit.isOver(sent, until);
                    if (last) {
                        writes.beginLast();
                    }
                    if (pattern.trySend(messages.get(from + sent)) != SendResult.SENT) {
                        break;
                    }
                    sent++;
                }
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
            if (sent == 0) {
                throw fault;
            }
        }
        return sent;
    }

    private SendResult sendSlowly(Message message, boolean timed, long deadlineNanos) {
        while (true) {
            SendResult result = SendResult.FULL;
            ThreadWaiter waiter = null;
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

    private void awaitRoom(ThreadWaiter waiter, boolean timed, long deadlineNanos) {
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

    private void leaveUnlessWoken(ThreadWaiter waiter, WaitQueue queue) {
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

    // ------------------------------------------------------------------ readiness

    /** Whether a message can be received now. */
    public boolean isReadable() {
        return receiveSide.holding(() -> {
            requireOpen();
            return pattern.isReadable();
        });
    }

    /** Whether a message can be sent now. */
    public boolean isWritable() {
        return sendSide.holding(() -> {
            requireOpen();
            return pattern.isWritable();
        });
    }

    /**
     * Has an observer woken, once, when there may be a message, when the socket is closed or its context shut down.
     *
     * @return whether there is a message now: then the observer is not woken
     */
    public boolean observeReadable(Waiter observer) {
        return receiveSide.holding(() -> {
            requireOpen();
            if (pattern.isReadable()) {
                return true;
            }
            receiveSide.enter(observer);
            return false;
        });
    }

    /** The observer does not want to know any more. Harmless when it was woken. */
    public void ignoreReadable(Waiter observer) {
        receiveSide.holding(() -> {
            receiveSide.leave(observer);
            return null;
        });
    }

    /** The same for room: woken as well when peers or subscriptions come and go. */
    public boolean observeWritable(Waiter observer) {
        return sendSide.holding(() -> {
            requireOpen();
            if (pattern.isWritable()) {
                return true;
            }
            senders.enter(observer);
            return false;
        });
    }

    /** The observer does not want to know any more. Harmless when it was woken. */
    public void ignoreWritable(Waiter observer) {
        sendSide.holding(() -> {
            senders.forget(observer);
            return null;
        });
    }

    // ------------------------------------------------------------------ receiving

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

    /**
     * Receives up to a number of messages: waits for the first alone, for as long as it takes or up to a deadline. Where it
     * throws, none was taken.
     *
     * @return empty when the deadline has passed
     */
    public List<Message> receiveAll(int most, boolean timed, long deadlineNanos) {
        ArrayList<Message> messages = new ArrayList<>();
        if (!receiveSome(messages, most)) {
            Message first = receiveWaiting(timed, deadlineNanos);
            if (first == null) {
                return messages;
            }
            messages.add(first); // there is room: it cannot fail
        }
        try {
            while (messages.size() < most && receiveSome(messages, most)) {
                // some more, under another hold
            }
        } catch (Throwable fault) { // closed meanwhile, or no memory: what was taken is given out
            Overflows.count++;
        }
        return messages;
    }

    /** Takes what is there, under one hold of the side, which is no longer than a hold may be. False when nothing is. */
    @SuppressWarnings("NonApiType") // a list of which the capacity can be ensured
    private boolean receiveSome(ArrayList<Message> into, int most) {
        int before = into.size();
        int end = Math.min(most, before + HoldLimit.MESSAGES_MAXIMUM);
        into.ensureCapacity(end); // from here on to add one cannot fail
        boolean held = false;
        try {
            receiveSide.lock();
            held = true;
            try {
                requireOpen();
                long until = System.nanoTime() + HoldLimit.HOLD_NANOS;
                Message message = pattern.tryReceive();
                while (message != null) {
                    into.add(message);
                    receiveSide.countReceive();
                    int taken = into.size() - before;
                    message = into.size() < end && !HoldLimit.isOver(taken, until) ? pattern.tryReceive() : null;
                }
                if (into.size() > before && receiveSide.isWaitedFor() && pattern.mayHaveMore()) {
                    receiveSide.wake();
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
            if (into.size() == before) {
                throw fault;
            }
        }
        return into.size() > before;
    }

    /** Receives, or returns null when the time is over. Where it throws, no message was taken. */
    public @Nullable Message receive(long timeoutNanos) {
        return timeoutNanos <= 0 ? tryReceive() : receiveWaiting(true, System.nanoTime() + timeoutNanos);
    }

    /**
     * Receives; waits for as long as it takes, or up to a deadline. Where it throws, no message was taken.
     *
     * @return null when the deadline has passed
     */
    public @Nullable Message receiveWaiting(boolean timed, long deadlineNanos) {
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
            ThreadWaiter waiter = new ThreadWaiter();
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
    private @Nullable Boolean lookForPeers(BooleanSupplier condition, ThreadWaiter waiter, long deadlineNanos) {
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

    // ------------------------------------------------------------------ its parts, and its end

    public String name() {
        return name;
    }

    public SocketType type() {
        return host.type();
    }

    public SocketOptions options() {
        return host.options();
    }

    /** Replaces the options, all or none. */
    public SocketOptions reconfigure(Consumer<SocketOptionsBuilder> change) {
        return host.liveOptions().change(change);
    }

    /** The endpoints that it is bound and connected to. */
    public Endpoints endpoints() {
        return endpoints;
    }

    /** The listeners that are told of its connections. */
    public SocketEvents events() {
        return host.events();
    }

    /** How often each reason came up. */
    public ReasonCounters reasons() {
        return host.reasons();
    }

    /** The fate of the messages that were with the kernel when pipes closed. */
    public Deliveries deliveries() {
        return host.deliveries();
    }

    /** Everything counted so far; takes the sides, one after the other. */
    public SocketStatistics statistics() {
        return life.statistics();
    }

    /** The middle, as pipes see it. */
    public SocketHost host() {
        return host;
    }

    /** The links that have not come to their end yet. */
    Links links() {
        return life.links();
    }

    boolean hasPeer() {
        return life.hasPeer();
    }

    /** Ends every call that waits, and lets what is queued go out in the background; returns at once. */
    public void close() {
        life.close();
    }

    /** Closes because the context does. */
    public void terminate() {
        life.terminate();
    }

    /** Ends every call that waits, and refuses others, because the context is shut down. */
    public void shutDown() {
        life.shutDown();
    }

    /** Closes, waits for the end, and abandons what has not come to it in time. */
    public CloseReport close(long timeoutNanos) {
        return host.services().close(this, timeoutNanos);
    }

    /** Gives up what still lingers: messages that are not sent by now are dropped and counted. */
    public void abandon() {
        life.abandon();
    }

    public boolean isClosed() {
        return life.isClosed();
    }

    private void requireOpen() {
        life.requireOpen();
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
