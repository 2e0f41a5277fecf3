package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.CloseReport;
import io.nolmq.message.Endpoint;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.SocketEvent;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketStatistics;
import io.nolmq.message.SocketType;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * One end of a pattern. It binds to and connects to any number of endpoints, over {@code tcp://}, {@code ipc://} and
 * {@code inproc://}. Safe for any number of threads, closing included.
 */
public abstract sealed class Socket implements AutoCloseable
        permits SendingSocket, ReceivingSocket, DuplexSocket, LockStepSocket {
    private final SocketCore core;

    Socket(SocketCore core) {
        this.core = core;
    }

    final SocketCore core() {
        return core;
    }

    /**
     * Binds: peers may connect from when this returns. Asks the name service, and waits for it, where the endpoint has
     * the name of a host; waits for nothing else.
     *
     * @param endpoint such as {@code tcp://*:5555}, {@code tcp://127.0.0.1:0}, {@code ipc:///tmp/x}, {@code inproc://x}
     * @return the endpoint that is bound, with the port that was chosen; this is what {@link #unbind} takes
     * @throws io.nolmq.message.EndpointException when the endpoint cannot be understood or bound
     * @throws io.nolmq.message.SocketClosedException when the socket is closed
     */
    public final Endpoint bind(String endpoint) {
        return core.endpoints().bind(Endpoint.parse(endpoint));
    }

    /**
     * Connects, in the background and again whenever the connection is lost; does not wait. DEALER, SUB, PUB and REQ
     * ignore an endpoint of tcp or ipc that they connect to already.
     *
     * @param endpoint such as {@code tcp://host:5555}
     * @return the endpoint, which is what {@link #disconnect} takes
     * @throws io.nolmq.message.EndpointException when the endpoint cannot be understood
     * @throws io.nolmq.message.SocketClosedException when the socket is closed
     */
    public final Endpoint connect(String endpoint) {
        return core.endpoints().connect(Endpoint.parse(endpoint));
    }

    /**
     * Stops listening at an endpoint. Connections that were accepted there stay. Waits, 2 s at most, until the port is
     * free.
     *
     * @param endpoint what {@link #bind} returned
     * @throws io.nolmq.message.EndpointException when this socket is not bound there
     */
    public final void unbind(Endpoint endpoint) {
        core.endpoints().unbind(endpoint);
    }

    /**
     * Ends a connection for good, after what is queued for it has been sent or the linger period is over; does not wait
     * for that.
     *
     * @param endpoint what {@link #connect} returned
     * @throws io.nolmq.message.EndpointException when this socket does not connect there
     */
    public final void disconnect(Endpoint endpoint) {
        core.endpoints().disconnect(endpoint);
    }

    /**
     * The kind of socket.
     *
     * @return its type
     */
    public final SocketType type() {
        return core.type();
    }

    /**
     * The options it was made with.
     *
     * @return its options
     */
    public final SocketOptions options() {
        return core.options();
    }

    /**
     * The peers it has now, and the endpoints that it is still trying to connect.
     *
     * @return a snapshot
     */
    public final List<PeerStatistics> peers() {
        return core.statistics().peers();
    }

    /**
     * What it has sent, received, dropped, refused and closed, by reason.
     *
     * @return a snapshot
     */
    public final SocketStatistics statistics() {
        return core.statistics();
    }

    /**
     * Waits until every endpoint that this socket connects to has a peer; where it connects to none, until it has at
     * least one peer.
     *
     * @param timeout how long to wait at most; zero or less only looks
     * @return whether it came to that
     * @throws io.nolmq.message.SocketClosedException when the socket is closed meanwhile
     * @throws io.nolmq.message.InterruptedSocketException when the thread is interrupted meanwhile
     */
    public final boolean awaitConnected(Duration timeout) {
        return core.awaitConnected(Durations.nanos(timeout));
    }

    /**
     * Has events of this socket's connections reported, from now on. Reports come one at a time and in order, on a
     * thread of the context that is made for it; every call is allowed from there, closing this socket included. What
     * a listener throws is logged, and the others have the event all the same.
     *
     * <p>Up to 10 000 events of a socket wait for listeners that are slow. Further ones are dropped, and counted as
     * {@link io.nolmq.message.Reason#SLOW_LISTENER}, until all that wait are told; then one event of
     * {@link io.nolmq.message.EventType#EVENTS_DROPPED} says how many were missed, and events are reported again.
     *
     * @param listener takes the events
     */
    public final void onEvent(Consumer<SocketEvent> listener) {
        core.events().listen(listener);
    }

    /**
     * Whether it was closed.
     *
     * @return true from the first {@link #close} on
     */
    public final boolean isClosed() {
        return core.isClosed();
    }

    /**
     * Closes the socket, without waiting for peers; only for its listeners it waits a moment, so that their ports are free
     * when this returns. Calls that wait end with a
     * {@link io.nolmq.message.SocketClosedException}. What is queued is sent in the background, for as long as the
     * linger option says; closing the context waits for that. Harmless when closed already.
     */
    @Override
    public final void close() {
        core.close();
    }

    /**
     * Closes the socket, and blocks until everything queued is with peers that have read it and closed, or the time is over;
     * what is not sent by then is discarded. The linger option bounds it as well. An interrupt does not end it.
     *
     * @param timeout the longest time to wait; zero or less discards at once
     * @return how much was delivered and how much was not, since this call began
     */
    public final CloseReport close(Duration timeout) {
        return core.close(Durations.nanos(timeout));
    }

    /** The type and number, as in log messages. */
    @Override
    public final String toString() {
        return core.name();
    }
}
