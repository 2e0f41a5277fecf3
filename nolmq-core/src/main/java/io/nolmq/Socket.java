package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.CloseReport;
import io.nolmq.message.Endpoint;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.SocketEvent;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketOptionsBuilder;
import io.nolmq.message.SocketStatistics;
import io.nolmq.message.SocketType;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * One end of a messaging pattern. It binds and connects to any number of endpoints, over {@code tcp://}, {@code ipc://}
 * and {@code inproc://}. Thread-safe, including closing.
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
     * Starts listening on an endpoint. Blocks only to resolve a host name; peers can connect once it returns.
     *
     * @param endpoint the endpoint, such as {@code tcp://*:5555}, {@code tcp://127.0.0.1:0}, {@code ipc:///tmp/x} or
     *     {@code inproc://x}
     * @return the bound endpoint, with the actual port, as accepted by {@link #unbind}
     * @throws io.nolmq.message.EndpointException if the endpoint is invalid or cannot be bound
     * @throws io.nolmq.message.SocketClosedException if the socket is closed
     */
    public final Endpoint bind(String endpoint) {
        return core.endpoints().bind(Endpoint.parse(endpoint));
    }

    /**
     * Connects in the background, and reconnects whenever the connection is lost; does not block. DEALER, SUB, PUB and
     * REQ ignore a tcp or ipc endpoint to which they already connect.
     *
     * @param endpoint the endpoint, such as {@code tcp://host:5555}
     * @return the endpoint, as accepted by {@link #disconnect}
     * @throws io.nolmq.message.EndpointException if the endpoint is invalid
     * @throws io.nolmq.message.SocketClosedException if the socket is closed
     */
    public final Endpoint connect(String endpoint) {
        return core.endpoints().connect(Endpoint.parse(endpoint));
    }

    /**
     * Starts listening on an endpoint with options of its own, which count for its connections alone; otherwise like
     * {@link #bind(String)}. An option that is not set there has the value that the socket has now; of these the
     * high-water marks follow later changes of the socket.
     *
     * @param endpoint the endpoint, such as {@code tcp://*:5555}
     * @param change sets options of scope {@link io.nolmq.message.Option.Scope#LINK}, as in {@code o ->
     *     o.backlog(1000)}; called once, on this thread
     * @return the bound endpoint, with the actual port, as accepted by {@link #unbind}
     * @throws io.nolmq.message.ZmqException with {@link io.nolmq.message.ErrorCode#INVALID_OPTION} if an option is set
     *     that an endpoint cannot have of its own, or that does not apply to this socket type
     * @throws io.nolmq.message.EndpointException if the endpoint is invalid or cannot be bound
     * @throws io.nolmq.message.SocketClosedException if the socket is closed
     */
    public final Endpoint bind(String endpoint, Consumer<SocketOptionsBuilder> change) {
        return core.endpoints().bind(Endpoint.parse(endpoint), change);
    }

    /**
     * Connects with options of its own, which count for this endpoint alone; otherwise like {@link #connect(String)}. An
     * option that is not set there has the value that the socket has now; of these the high-water marks follow later
     * changes of the socket. Where the endpoint is ignored because the socket connects to it already, so are the options.
     *
     * @param endpoint the endpoint, such as {@code tcp://host:5555}
     * @param change sets options of scope {@link io.nolmq.message.Option.Scope#LINK}, as in {@code o ->
     *     o.reconnectInterval(Duration.ofSeconds(1))}; called once, on this thread
     * @return the endpoint, as accepted by {@link #disconnect}
     * @throws io.nolmq.message.ZmqException with {@link io.nolmq.message.ErrorCode#INVALID_OPTION} if an option is set
     *     that an endpoint cannot have of its own, or that does not apply to this socket type
     * @throws io.nolmq.message.EndpointException if the endpoint is invalid
     * @throws io.nolmq.message.SocketClosedException if the socket is closed
     */
    public final Endpoint connect(String endpoint, Consumer<SocketOptionsBuilder> change) {
        return core.endpoints().connect(Endpoint.parse(endpoint), change);
    }

    /**
     * Stops listening on an endpoint. Accepted connections stay open. Blocks until the port is free, 2 s at most.
     *
     * @param endpoint the endpoint returned by {@link #bind}
     * @throws io.nolmq.message.EndpointException if this socket is not bound to the endpoint
     */
    public final void unbind(Endpoint endpoint) {
        core.endpoints().unbind(endpoint);
    }

    /**
     * Disconnects from an endpoint for good, once its queued messages have been sent or the linger period has expired;
     * does not block until then.
     *
     * @param endpoint the endpoint returned by {@link #connect}
     * @throws io.nolmq.message.EndpointException if this socket does not connect to the endpoint
     */
    public final void disconnect(Endpoint endpoint) {
        core.endpoints().disconnect(endpoint);
    }

    /**
     * The type of this socket.
     *
     * @return the socket type
     */
    public final SocketType type() {
        return core.type();
    }

    /**
     * The options of this socket: those it was created with, and later changes by {@link #reconfigure}. Does not
     * block.
     *
     * @return the current options
     */
    public final SocketOptions options() {
        return core.options();
    }

    /**
     * Changes options of this socket: all of the changes, or none. Each option takes effect at the moment that its {@link
     * io.nolmq.message.Option#effect} tells: at once, also for existing peers, or for endpoints that are bound or
     * connected afterwards. A message is sent or received under the old options or under the new ones, never under some
     * of each. A higher high-water mark lets waiting senders send and resumes reading at once; a lower one drops nothing.
     *
     * <p>Blocks only while other calls are in the middle of sending or receiving, and never for a peer. Any thread may
     * call it, from a listener of events as well.
     *
     * @param change sets options on a builder that has the current ones, as in {@code o -> o.linger(Duration.ZERO)}; must
     *     have no other effect, since it is called again if another thread changes options at the same time
     * @return the new options
     * @throws io.nolmq.message.ZmqException with {@link io.nolmq.message.ErrorCode#INVALID_OPTION} if a value is not
     *     allowed, if an option does not apply to this socket type or not to a socket as a whole, or if one is changed
     *     that is fixed at creation; nothing has changed then
     * @throws io.nolmq.message.SocketClosedException if the socket is closed
     */
    public final SocketOptions reconfigure(Consumer<SocketOptionsBuilder> change) {
        return core.reconfigure(change);
    }

    /**
     * The current peers of this socket, and the endpoints to which it is still trying to connect.
     *
     * @return a snapshot
     */
    public final List<PeerStatistics> peers() {
        return core.statistics().peers();
    }

    /**
     * The traffic of this socket, and its counts of dropped messages, refused peers and closed connections, by reason.
     *
     * @return a snapshot
     */
    public final SocketStatistics statistics() {
        return core.statistics();
    }

    /**
     * Blocks until every endpoint to which this socket connects has a peer; if it connects to none, until it has at
     * least one peer.
     *
     * @param timeout the maximum time to block; zero or less only checks the current state
     * @return true if connected before the timeout
     * @throws io.nolmq.message.SocketClosedException if the socket is closed, or is closed while this call blocks
     * @throws io.nolmq.message.InterruptedSocketException if the thread is interrupted while blocked
     */
    public final boolean awaitConnected(Duration timeout) {
        return core.awaitConnected(Durations.nanos(timeout));
    }

    /**
     * Registers a listener for connection events. Events from then on are delivered one at a time, in order, on a
     * dedicated thread of the context. Every call is allowed on that thread, including closing this socket. An
     * exception thrown by a listener is logged, and the other listeners still receive the event.
     *
     * <p>Up to 10 000 events of a socket are queued for slow listeners. Further events are discarded, and counted as
     * {@link io.nolmq.message.Reason#SLOW_LISTENER}, until all queued events have been delivered; then one event of
     * {@link io.nolmq.message.EventType#EVENTS_DROPPED} reports the number missed, and delivery resumes.
     *
     * @param listener the receiver of the events
     */
    public final void onEvent(Consumer<SocketEvent> listener) {
        core.events().listen(listener);
    }

    /**
     * Tests whether this socket has been closed.
     *
     * @return true once {@link #close} has been called
     */
    public final boolean isClosed() {
        return core.isClosed();
    }

    /**
     * Closes the socket without waiting for peers. Returns once its ports are free (2 s at most). Blocked calls end
     * with a {@link io.nolmq.message.SocketClosedException}. Queued messages are sent in the background, within the
     * limit of the linger option; closing the context waits for them. Does nothing if already closed.
     */
    @Override
    public final void close() {
        core.close();
    }

    /**
     * Closes the socket, and blocks until the peers have read everything queued for them and have closed their ends, or
     * the timeout expires; messages not sent by then are discarded. The linger option limits the wait as well. An
     * interrupt does not end it.
     *
     * @param timeout the maximum time to block; zero or less discards at once
     * @return a report of the messages delivered and not delivered since this call began
     */
    public final CloseReport close(Duration timeout) {
        return core.close(Durations.nanos(timeout));
    }

    /** The type and number of this socket, as in log messages. */
    @Override
    public final String toString() {
        return core.name();
    }
}
