package io.nolmq.internal.engine;

import io.nolmq.message.CloseReport;
import io.nolmq.message.InterruptedSocketException;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketOptionsBuilder;
import io.nolmq.message.SocketStatistics;
import io.nolmq.message.SocketType;
import io.nolmq.spi.Pattern;
import io.nolmq.spi.PatternTraits;
import io.nolmq.spi.WireProtocol;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A socket without its type, as its typed socket sees it: the calls that wait for peers, and its parts. Thread-safe. The
 * middle, where pattern and pipes meet, is {@link SocketHost}; the end is {@link SocketLife}.
 */
public final class SocketCore {
    private final String name;
    private final SocketLife life;
    private final SocketHost host;
    private final Endpoints endpoints;

    private final SendCalls sending;
    private final ReceiveCalls receiving;
    private final Side sendSide;
    private final WaitQueue peerWaiters;

    public SocketCore(
            String name, PatternTraits traits, SocketOptions options, ContextServices services, WireProtocol protocol) {
        this.name = name;
        this.life = new SocketLife(this);
        this.host = new SocketHost(name, traits, options, services, protocol, life);
        this.endpoints = new Endpoints(host, life, traits, services.transports());
        this.sending = new SendCalls(host, life);
        this.receiving = new ReceiveCalls(host, life);
        this.sendSide = host.sendSide();
        this.peerWaiters = host.peerWaiters();
        host.io().serve(life);
    }

    // ------------------------------------------------------------------ waiting for peers, calls of single types

    /** The pattern, for the typed socket that has calls of its own. */
    public <P extends Pattern> P pattern(Class<P> type) {
        return type.cast(host.pattern());
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
                peerWaiters.leaveUnlessWoken(waiter, sendSide);
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
                requireUninterrupted(name, "wait for peers");
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

    /** The calls that send. */
    public SendCalls sending() {
        return sending;
    }

    /** The calls that receive. */
    public ReceiveCalls receiving() {
        return receiving;
    }

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

    static void requireUninterrupted(String socket, String call) {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedSocketException("interrupted in " + call + ": socket=" + socket);
        }
    }
}
