package io.nolmq.message;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A builder for {@link SocketOptions}, with one method for each option. Each method validates its value at once and
 * throws {@link ZmqException} with {@link ErrorCode#INVALID_OPTION} if it is out of range. Not thread-safe.
 */
public final class SocketOptionsBuilder {
    QueueOptions queue;
    ReconnectOptions reconnect;
    HandshakeOptions handshake;
    HeartbeatOptions heartbeat;
    ProtocolOptions protocol;
    StreamOptions stream;
    PatternOptions pattern;
    RoutingId connectRoutingId;

    /** The options set since the builder was made, even to the values that they had. */
    private final Set<Option<?>> touched = new LinkedHashSet<>();

    SocketOptionsBuilder() {
        queue = QueueOptions.DEFAULTS;
        reconnect = ReconnectOptions.DEFAULTS;
        handshake = HandshakeOptions.DEFAULTS;
        heartbeat = HeartbeatOptions.DEFAULTS;
        protocol = ProtocolOptions.DEFAULTS;
        stream = StreamOptions.DEFAULTS;
        pattern = PatternOptions.DEFAULTS;
        connectRoutingId = RoutingId.EMPTY;
    }

    SocketOptionsBuilder(SocketOptions options) {
        queue = options.queue();
        reconnect = options.reconnect();
        handshake = options.handshake();
        heartbeat = options.heartbeat();
        protocol = options.protocol();
        stream = options.stream();
        pattern = options.pattern();
        connectRoutingId = options.connectRoutingId();
    }

    /**
     * Builds the options from the current values.
     *
     * @return a new, immutable value
     */
    public SocketOptions build() {
        return new SocketOptions(this);
    }

    /**
     * Sets any option. The methods below do the same for one option each.
     *
     * @param option the option, one of a socket
     * @param value the value; of a time, -1 ns where the option has a meaning for it
     * @param <T> the type of the value
     * @return this builder
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} if the value is not allowed
     * @throws IllegalArgumentException if it is not an option of a socket
     */
    public <T> SocketOptionsBuilder set(Option<T> option, T value) {
        option.write(this, value);
        touched.add(option);
        return this;
    }

    /**
     * Sets any option from text; see {@link Option#parse}. A repeatable option keeps the values that it has.
     *
     * @param option the option, one of a socket
     * @param text the value
     * @return this builder
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} if the text is no allowed value
     * @throws IllegalArgumentException if it is not an option of a socket
     */
    public SocketOptionsBuilder setText(Option<?> option, String text) {
        option.writeText(this, text);
        touched.add(option);
        return this;
    }

    /**
     * The options set since this builder was created, including those set to the value they had.
     *
     * @return the options, unmodifiable
     */
    public Set<Option<?>> touched() {
        return Collections.unmodifiableSet(touched);
    }

    /**
     * Limits the number of messages waiting to be sent to one peer.
     *
     * @param messages the high-water mark: 0..2^31-1, 0 = unlimited, default 1000
     * @return this builder
     */
    public SocketOptionsBuilder sendHighWaterMark(int messages) {
        return set(Options.SEND_HIGH_WATER_MARK, messages);
    }

    /**
     * Limits the number of messages from one peer waiting to be received.
     *
     * @param messages the high-water mark: 0..2^31-1, 0 = unlimited, default 1000
     * @return this builder
     */
    public SocketOptionsBuilder receiveHighWaterMark(int messages) {
        return set(Options.RECEIVE_HIGH_WATER_MARK, messages);
    }

    /**
     * Queues messages for completed connections only.
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder immediate(boolean on) {
        return set(Options.IMMEDIATE, on);
    }

    /**
     * Keeps only the newest message in a queue (PULL, PUSH, PUB, SUB, DEALER).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder conflate(boolean on) {
        return set(Options.CONFLATE, on);
    }

    /**
     * Limits the time for which the closed socket goes on sending queued messages and waits for its peers to read them;
     * a SUB socket has nothing to send.
     *
     * @param time the linger period: 0..2^31-1 ms; default for ever
     * @return this builder
     */
    public SocketOptionsBuilder linger(Duration time) {
        return set(Options.LINGER, OptionRange.time(Options.LINGER, time));
    }

    /**
     * Lets the closed socket send queued messages without a time limit, which is the default.
     *
     * @return this builder
     */
    public SocketOptionsBuilder lingerForever() {
        return set(Options.LINGER, OptionValues.Times.MINUS_ONE);
    }

    /**
     * Limits the time a peer may take, once the socket has sent everything and is closed, to read it and to close its
     * end. The linger period runs meanwhile, and ends the wait as well.
     *
     * @param time the timeout: 0..2^31-1 ms, 0 = do not wait, default 30 s
     * @return this builder
     */
    public SocketOptionsBuilder goodbyeTimeout(Duration time) {
        return set(Options.GOODBYE_TIMEOUT, OptionRange.time(Options.GOODBYE_TIMEOUT, time));
    }

    /**
     * Sets the delay before reconnecting.
     *
     * @param time the delay: 0..2^31-1 ms, 0 = do not reconnect, default 100 ms
     * @return this builder
     */
    public SocketOptionsBuilder reconnectInterval(Duration time) {
        return set(Options.RECONNECT_INTERVAL, OptionRange.time(Options.RECONNECT_INTERVAL, time));
    }

    /**
     * Sets the upper limit of the exponential back-off between attempts.
     *
     * @param time the limit: 0..2^31-1 ms, 0 = the delay does not grow, default 0
     * @return this builder
     */
    public SocketOptionsBuilder reconnectIntervalMaximum(Duration time) {
        return set(Options.RECONNECT_INTERVAL_MAXIMUM, OptionRange.time(Options.RECONNECT_INTERVAL_MAXIMUM, time));
    }

    /**
     * Sets the occasions on which not to reconnect.
     *
     * @param occasions the occasions, copied; default none
     * @return this builder
     */
    public SocketOptionsBuilder reconnectStop(Set<ReconnectStop> occasions) {
        return set(Options.RECONNECT_STOP, occasions);
    }

    /**
     * Limits the time of one attempt to connect.
     *
     * @param time the timeout: 0..2^31-1 ms, 0 = the operating system's limit, default 0
     * @return this builder
     */
    public SocketOptionsBuilder connectTimeout(Duration time) {
        return set(Options.CONNECT_TIMEOUT, OptionRange.time(Options.CONNECT_TIMEOUT, time));
    }

    /**
     * Names the peer at one endpoint, whatever it calls itself (ROUTER, STREAM). For one call of {@code connect} alone:
     * a socket that is given it, at birth or later, refuses it.
     *
     * @param id the routing id; {@link RoutingId#EMPTY}, the default, leaves the choice to the peer
     * @return this builder
     */
    public SocketOptionsBuilder connectRoutingId(RoutingId id) {
        return set(Options.CONNECT_ROUTING_ID, id);
    }

    /**
     * Limits the time of a handshake, on either side.
     *
     * @param time the timeout: 0..2^31-1 ms, 0 = no limit; default 10 s where the socket listens, 30 s where it
     *     connects
     * @return this builder
     */
    public SocketOptionsBuilder handshakeInterval(Duration time) {
        touched.add(Options.CONNECT_HANDSHAKE_INTERVAL);
        return set(Options.HANDSHAKE_INTERVAL, OptionRange.time(Options.HANDSHAKE_INTERVAL, time));
    }

    /**
     * Limits the time of a handshake where the socket connects, and nowhere else; see {@link #handshakeInterval}, which
     * sets both.
     *
     * @param time the timeout: 0..2^31-1 ms, 0 = no limit; default 30 s
     * @return this builder
     */
    public SocketOptionsBuilder connectHandshakeInterval(Duration time) {
        return set(Options.CONNECT_HANDSHAKE_INTERVAL, OptionRange.time(Options.CONNECT_HANDSHAKE_INTERVAL, time));
    }

    /**
     * Limits the time of the peer's greeting.
     *
     * @param time the timeout: 0..2^31-1 ms, 0 = no limit of its own, default 5 s
     * @return this builder
     */
    public SocketOptionsBuilder greetingTimeout(Duration time) {
        return set(Options.GREETING_TIMEOUT, OptionRange.time(Options.GREETING_TIMEOUT, time));
    }

    /**
     * Limits the number of concurrent handshakes per listener; above it the oldest is evicted.
     *
     * @param handshakes the number of handshakes: 1..2^31-1, default 256
     * @return this builder
     */
    public SocketOptionsBuilder handshakesPerListener(int handshakes) {
        return set(Options.HANDSHAKES_PER_LISTENER, handshakes);
    }

    /**
     * Sends PINGs, and closes a connection whose peer stays silent for one interval after a PING.
     *
     * @param interval the interval between PINGs: 0..2^31-1 ms, 0 = no PINGs, default 0
     * @return this builder
     */
    public SocketOptionsBuilder heartbeat(Duration interval) {
        return set(Options.HEARTBEAT_INTERVAL, OptionRange.time(Options.HEARTBEAT_INTERVAL, interval))
                .set(Options.HEARTBEAT_TIMEOUT, Options.HEARTBEAT_TIMEOUT.defaultValue())
                .set(Options.HEARTBEAT_TIME_TO_LIVE, Options.HEARTBEAT_TIME_TO_LIVE.defaultValue());
    }

    /**
     * Sends PINGs, with limits for silence on both sides.
     *
     * @param interval the interval between PINGs: 0..2^31-1 ms, 0 = no PINGs
     * @param timeout the time the peer may be silent after a PING: 0..2^31-1 ms, 0 = for ever
     * @param timeToLive the time-to-live announced to the peer, for which it waits for our next sign of life: 0..65.5
     *     s, 0 = none announced; the maximum is due to libzmq, which multiplies in 16 bits
     * @return this builder
     */
    public SocketOptionsBuilder heartbeat(Duration interval, Duration timeout, Duration timeToLive) {
        return set(Options.HEARTBEAT_INTERVAL, OptionRange.time(Options.HEARTBEAT_INTERVAL, interval))
                .set(Options.HEARTBEAT_TIMEOUT, OptionRange.time(Options.HEARTBEAT_TIMEOUT, timeout))
                .set(Options.HEARTBEAT_TIME_TO_LIVE, OptionRange.time(Options.HEARTBEAT_TIME_TO_LIVE, timeToLive));
    }

    /**
     * Limits the size of one received frame; the connection of a peer that sends more is closed.
     *
     * @param bytes the maximum size: -1..2^63-1, -1 = unlimited, default -1
     * @return this builder
     */
    public SocketOptionsBuilder maxMessageSizeBytes(long bytes) {
        return set(Options.MAX_MESSAGE_SIZE_BYTES, bytes);
    }

    /**
     * Limits the number of frames of one message on the wire: sending more is an error, and the connection of a peer
     * that sends more is closed.
     *
     * @param frames the maximum number of frames: 1..2^31-1, default 65 536
     * @return this builder
     */
    public SocketOptionsBuilder framesMaximum(int frames) {
        return set(Options.FRAMES_MAXIMUM, frames);
    }

    /**
     * Sets the name by which ROUTER peers know this socket (REQ, REP, DEALER, ROUTER).
     *
     * @param id the routing id: 0..255 bytes, copied, the first one not 0; default empty: the ROUTER chooses
     * @return this builder
     */
    public SocketOptionsBuilder routingId(byte[] id) {
        return set(Options.ROUTING_ID, RoutingId.of(id));
    }

    /**
     * Sets the name by which ROUTER peers know this socket (REQ, REP, DEALER, ROUTER).
     *
     * @param id the routing id: 0..255 bytes in UTF-8; default empty: the ROUTER chooses
     * @return this builder
     */
    public SocketOptionsBuilder routingId(String id) {
        return set(Options.ROUTING_ID, RoutingId.of(id));
    }

    /**
     * Adds or replaces a property announced to peers in the handshake.
     *
     * @param name the name: 3..255 letters, digits and {@code -_.+} of ASCII, beginning with {@code X-}
     * @param value the value, not empty; sent in UTF-8
     * @return this builder
     */
    public SocketOptionsBuilder metadata(String name, String value) {
        Map<String, String> more = new HashMap<>(protocol.metadata());
        more.put(name, value);
        return set(Options.METADATA, more);
    }

    /**
     * Sets the size of the kernel's send buffer.
     *
     * @param bytes the size: -1..2^31-1; -1 and 0 = the operating system's, default -1
     * @return this builder
     */
    public SocketOptionsBuilder sendBufferBytes(int bytes) {
        return set(Options.SEND_BUFFER_BYTES, bytes);
    }

    /**
     * Sets the size of the kernel's receive buffer.
     *
     * @param bytes the size: -1..2^31-1; -1 and 0 = the operating system's, default -1
     * @return this builder
     */
    public SocketOptionsBuilder receiveBufferBytes(int bytes) {
        return set(Options.RECEIVE_BUFFER_BYTES, bytes);
    }

    /**
     * Limits the number of connections waiting to be accepted.
     *
     * @param connections the number of connections: 0..2^31-1, 0 = the platform's choice, default 100
     * @return this builder
     */
    public SocketOptionsBuilder backlog(int connections) {
        return set(Options.BACKLOG, connections);
    }

    /**
     * Enables IPv6 in addition to IPv4.
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder ipv6(boolean on) {
        return set(Options.IPV6, on);
    }

    /**
     * Sets the type of service in the IP header.
     *
     * @param value the type of service: 0..255, default 0
     * @return this builder
     */
    public SocketOptionsBuilder typeOfService(int value) {
        return set(Options.TYPE_OF_SERVICE, value);
    }

    /**
     * Sets TCP keep-alive for idle connections.
     *
     * @param settings the settings, validated by {@link KeepAlive} itself; default {@link KeepAlive#SYSTEM}
     * @return this builder
     */
    public SocketOptionsBuilder keepAlive(KeepAlive settings) {
        return set(Options.KEEP_ALIVE, settings.mode())
                .set(Options.KEEP_ALIVE_COUNT, settings.count())
                .set(Options.KEEP_ALIVE_IDLE, settings.idleSeconds())
                .set(Options.KEEP_ALIVE_INTERVAL, settings.intervalSeconds());
    }

    /**
     * Numbers the requests, and accepts only the reply to the last one (REQ).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder requestCorrelate(boolean on) {
        return set(Options.REQUEST_CORRELATE, on);
    }

    /**
     * Allows another request before the reply has arrived (REQ).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder requestRelaxed(boolean on) {
        return set(Options.REQUEST_RELAXED, on);
    }

    /**
     * Rejects a message that cannot be delivered, instead of dropping it (ROUTER).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder routerMandatory(boolean on) {
        return set(Options.ROUTER_MANDATORY, on);
    }

    /**
     * Hands over a routing id in use to the latest peer that claims it (ROUTER).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder routerHandover(boolean on) {
        return set(Options.ROUTER_HANDOVER, on);
    }

    /**
     * Sends an empty message to each new peer, so that a ROUTER learns of this socket (REQ, DEALER, ROUTER).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder probeRouter(boolean on) {
        return set(Options.PROBE_ROUTER, on);
    }

    /**
     * Passes on only the messages that match no subscription (PUB, XPUB, SUB).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder invertMatching(boolean on) {
        return set(Options.INVERT_MATCHING, on);
    }

    /**
     * Blocks the publisher while a subscriber is at its high-water mark (PUB, XPUB).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder noDrop(boolean on) {
        return set(Options.NO_DROP, on);
    }

    /**
     * Passes on every subscription, including repeated ones (XPUB).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder verbose(boolean on) {
        return set(Options.VERBOSE, on);
    }

    /**
     * Passes on every subscription and every cancellation (XPUB).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder verboser(boolean on) {
        return set(Options.VERBOSER, on);
    }

    /**
     * Only reports subscriptions, which the application then applies (XPUB).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder manual(boolean on) {
        return set(Options.MANUAL, on);
    }

    /**
     * Acts as {@link #manual}; in addition, the next message after an applied subscription goes to that subscriber only
     * (XPUB).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder manualLastValue(boolean on) {
        return set(Options.MANUAL_LAST_VALUE, on);
    }

    /**
     * Makes a multipart message subscribe only if its first frame does (XPUB, XSUB).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder onlyFirstSubscribe(boolean on) {
        return set(Options.ONLY_FIRST_SUBSCRIBE, on);
    }

    /**
     * Passes on every cancellation, not only the last one for a topic (XSUB).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder verboseUnsubscribe(boolean on) {
        return set(Options.VERBOSE_UNSUBSCRIBE, on);
    }

    /**
     * Sets the frame sent to each new subscriber; it arrives only if it passes the subscriber's own filter (XPUB).
     *
     * @param frame the frame, copied; empty, the default, for none
     * @return this builder
     */
    public SocketOptionsBuilder welcomeMessage(byte[] frame) {
        return set(Options.WELCOME_MESSAGE, ByteBuffer.wrap(frame));
    }

    /**
     * Uses TCP without framing, as STREAM does but without notifications (ROUTER).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder routerRaw(boolean on) {
        return set(Options.ROUTER_RAW, on);
    }

    /**
     * Reports the start of each connection by an empty message, and its end by another one (STREAM).
     *
     * @param on false to disable; true by default
     * @return this builder
     */
    public SocketOptionsBuilder streamNotify(boolean on) {
        return set(Options.STREAM_NOTIFY, on);
    }

    /**
     * Reports each new peer by a message of two frames, the routing id and an empty one (ROUTER over tcp and ipc).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder routerNotifyConnect(boolean on) {
        return set(Options.ROUTER_NOTIFY_CONNECT, on);
    }

    /**
     * Reports the end of each peer's connection by a message of two frames, the routing id and an empty one (ROUTER
     * over tcp and ipc).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder routerNotifyDisconnect(boolean on) {
        return set(Options.ROUTER_NOTIFY_DISCONNECT, on);
    }

    /**
     * Limits the number of pending notifications of one peer, where every one is reported; above it, that peer is not
     * read until half of them have been received (XPUB with verbose, verboser or manual).
     *
     * @param count the number of notifications: 1..2^31-1, default 10 000
     * @return this builder
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} if it is out of range
     */
    public SocketOptionsBuilder notificationsMaximum(int count) {
        return set(Options.NOTIFICATIONS_MAXIMUM, count);
    }
}
