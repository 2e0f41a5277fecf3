package io.nolmq.message;

import io.nolmq.message.PatternOptions.Switch;
import java.time.Duration;
import java.util.Set;

/**
 * What {@link SocketOptions} are built with: one method for each option, which checks its value at once and throws
 * {@link ZmqException} with {@link ErrorCode#INVALID_OPTION} when it lies outside its range. Not safe for use by
 * several threads at once.
 */
public final class SocketOptionsBuilder {
    QueueOptions queue = QueueOptions.DEFAULTS;
    ReconnectOptions reconnect = ReconnectOptions.DEFAULTS;
    HandshakeOptions handshake = HandshakeOptions.DEFAULTS;
    HeartbeatOptions heartbeat = HeartbeatOptions.DEFAULTS;
    ProtocolOptions protocol = ProtocolOptions.DEFAULTS;
    StreamOptions stream = StreamOptions.DEFAULTS;
    PatternOptions pattern = PatternOptions.DEFAULTS;

    SocketOptionsBuilder() {}

    SocketOptionsBuilder(SocketOptions options) {
        queue = options.queue();
        reconnect = options.reconnect();
        handshake = options.handshake();
        heartbeat = options.heartbeat();
        protocol = options.protocol();
        stream = options.stream();
        pattern = options.pattern();
    }

    /**
     * The options as they are now.
     *
     * @return a new, immutable value
     */
    public SocketOptions build() {
        return new SocketOptions(this);
    }

    /**
     * How many messages may wait to be sent to one peer.
     *
     * @param messages 0..2^31-1, 0 = unlimited, default 1000
     * @return this builder
     */
    public SocketOptionsBuilder sendHighWaterMark(int messages) {
        queue = queue.withSendHighWaterMark(messages);
        return this;
    }

    /**
     * How many messages of one peer may wait to be received.
     *
     * @param messages 0..2^31-1, 0 = unlimited, default 1000
     * @return this builder
     */
    public SocketOptionsBuilder receiveHighWaterMark(int messages) {
        queue = queue.withReceiveHighWaterMark(messages);
        return this;
    }

    /**
     * Whether messages are queued for completed connections only.
     *
     * @param on false by default
     * @return this builder
     */
    public SocketOptionsBuilder immediate(boolean on) {
        queue = queue.withImmediate(on);
        return this;
    }

    /**
     * Whether a queue holds only the newest message (PULL, PUSH, PUB, SUB, DEALER).
     *
     * @param on false by default
     * @return this builder
     */
    public SocketOptionsBuilder conflate(boolean on) {
        queue = queue.withConflate(on);
        return this;
    }

    /**
     * How long the closed socket may go on sending what is queued, and wait for its peers to read it; a SUB socket has
     * nothing to send.
     *
     * @param time 0..2^31-1 ms; default for ever
     * @return this builder
     */
    public SocketOptionsBuilder linger(Duration time) {
        queue = queue.withLingerNanos(OptionRange.nanos("linger", time));
        return this;
    }

    /**
     * Lets the closed socket send what is queued however long it takes, which is the default.
     *
     * @return this builder
     */
    public SocketOptionsBuilder lingerForever() {
        queue = queue.withLingerNanos(QueueOptions.FOREVER);
        return this;
    }

    /**
     * How long a peer may take, once the socket has sent everything and is closed, to read it and to close its end. Linger
     * counts meanwhile, and ends the wait as well.
     *
     * @param time 0..2^31-1 ms, 0 = do not wait, default 30 s
     * @return this builder
     */
    public SocketOptionsBuilder goodbyeTimeout(Duration time) {
        queue = queue.withGoodbyeNanos(OptionRange.nanos("goodbyeTimeout", time));
        return this;
    }

    /**
     * How long to wait before connecting again.
     *
     * @param time 0..2^31-1 ms, 0 = never again, default 100 ms
     * @return this builder
     */
    public SocketOptionsBuilder reconnectInterval(Duration time) {
        reconnect = reconnect.withIntervalNanos(OptionRange.nanos("reconnectInterval", time));
        return this;
    }

    /**
     * Up to what the wait before connecting again doubles from attempt to attempt.
     *
     * @param time 0..2^31-1 ms, 0 = it does not grow, default 0
     * @return this builder
     */
    public SocketOptionsBuilder reconnectIntervalMaximum(Duration time) {
        reconnect = reconnect.withMaximumNanos(OptionRange.nanos("reconnectIntervalMaximum", time));
        return this;
    }

    /**
     * On what occasions not to connect again.
     *
     * @param occasions a set, copied; default none
     * @return this builder
     */
    public SocketOptionsBuilder reconnectStop(Set<ReconnectStop> occasions) {
        reconnect = reconnect.withStop(occasions);
        return this;
    }

    /**
     * How long one attempt to connect may take.
     *
     * @param time 0..2^31-1 ms, 0 = the operating system's limit, default 0
     * @return this builder
     */
    public SocketOptionsBuilder connectTimeout(Duration time) {
        reconnect = reconnect.withConnectTimeoutNanos(OptionRange.nanos("connectTimeout", time));
        return this;
    }

    /**
     * How long a handshake may take, on either side.
     *
     * @param time 0..2^31-1 ms, 0 = no limit; default 10 s where the socket listens, 30 s where it connects
     * @return this builder
     */
    public SocketOptionsBuilder handshakeInterval(Duration time) {
        handshake = handshake.withTimeoutNanos(OptionRange.nanos("handshakeInterval", time));
        return this;
    }

    /**
     * How long the peer's greeting may take.
     *
     * @param time 0..2^31-1 ms, 0 = no limit of its own, default 5 s
     * @return this builder
     */
    public SocketOptionsBuilder greetingTimeout(Duration time) {
        handshake = handshake.withGreetingNanos(OptionRange.nanos("greetingTimeout", time));
        return this;
    }

    /**
     * How many handshakes one listener carries at once, before the oldest has to go.
     *
     * @param handshakes 1..2^31-1, default 256
     * @return this builder
     */
    public SocketOptionsBuilder handshakesPerListener(int handshakes) {
        handshake = handshake.withConcurrentPerListener(handshakes);
        return this;
    }

    /**
     * Sends PINGs, and closes a connection whose peer stays silent for one interval after a PING.
     *
     * @param interval how often: 0..2^31-1 ms, 0 = never, default 0
     * @return this builder
     */
    public SocketOptionsBuilder heartbeat(Duration interval) {
        long nanos = OptionRange.nanos("heartbeatInterval", interval);
        heartbeat = new HeartbeatOptions(nanos, HeartbeatOptions.SAME_AS_INTERVAL, 0);
        return this;
    }

    /**
     * Sends PINGs, with the limits of silence on both sides.
     *
     * @param interval how often: 0..2^31-1 ms, 0 = never
     * @param timeout how long the peer may be silent after a PING: 0..2^31-1 ms, 0 = for ever
     * @param timeToLive how long the peer is told to wait for our next sign of life: 0..65.5 s, 0 = it is told
     *     nothing; libzmq multiplies in 16 bits, so that it cannot be told more
     * @return this builder
     */
    public SocketOptionsBuilder heartbeat(Duration interval, Duration timeout, Duration timeToLive) {
        heartbeat = new HeartbeatOptions(
                OptionRange.nanos("heartbeatInterval", interval),
                OptionRange.nanos("heartbeatTimeout", timeout),
                OptionRange.nanos("heartbeatTimeToLive", timeToLive));
        return this;
    }

    /**
     * The most bytes of one received frame; the connection of a peer that sends more is closed.
     *
     * @param bytes -1..2^63-1, -1 = unlimited, default -1
     * @return this builder
     */
    public SocketOptionsBuilder maxMessageSizeBytes(long bytes) {
        protocol = protocol.withMaxMessageSizeBytes(bytes);
        return this;
    }

    /**
     * The most frames of one message on the wire: to send more is an error, and the connection of a peer that sends more
     * is closed.
     *
     * @param frames 1..2^31-1, default 65 536
     * @return this builder
     */
    public SocketOptionsBuilder framesMaximum(int frames) {
        protocol = protocol.withFramesMaximum(frames);
        return this;
    }

    /**
     * The name by which ROUTER peers are to know this socket (REQ, REP, DEALER, ROUTER).
     *
     * @param id 0..255 bytes, copied, the first one not 0; default empty: the ROUTER chooses
     * @return this builder
     */
    public SocketOptionsBuilder routingId(byte[] id) {
        protocol = protocol.withRoutingId(RoutingId.of(id));
        return this;
    }

    /**
     * The name by which ROUTER peers are to know this socket (REQ, REP, DEALER, ROUTER).
     *
     * @param id 0..255 bytes in UTF-8; default empty: the ROUTER chooses
     * @return this builder
     */
    public SocketOptionsBuilder routingId(String id) {
        protocol = protocol.withRoutingId(RoutingId.of(id));
        return this;
    }

    /**
     * Adds a property that is told to peers in the handshake, or replaces it.
     *
     * @param name 3..255 letters, digits and {@code -_.+} of ASCII, beginning with {@code X-}
     * @param value not empty; sent in UTF-8
     * @return this builder
     */
    public SocketOptionsBuilder metadata(String name, String value) {
        protocol = protocol.withProperty(name, value);
        return this;
    }

    /**
     * The size of the kernel's send buffer.
     *
     * @param bytes -1..2^31-1; -1 and 0 = the operating system's, default -1
     * @return this builder
     */
    public SocketOptionsBuilder sendBufferBytes(int bytes) {
        stream = stream.withSendBufferBytes(bytes);
        return this;
    }

    /**
     * The size of the kernel's receive buffer.
     *
     * @param bytes -1..2^31-1; -1 and 0 = the operating system's, default -1
     * @return this builder
     */
    public SocketOptionsBuilder receiveBufferBytes(int bytes) {
        stream = stream.withReceiveBufferBytes(bytes);
        return this;
    }

    /**
     * How many connections may wait to be accepted.
     *
     * @param connections 0..2^31-1, 0 = the platform's choice, default 100
     * @return this builder
     */
    public SocketOptionsBuilder backlog(int connections) {
        stream = stream.withBacklog(connections);
        return this;
    }

    /**
     * Whether IPv6 is used beside IPv4.
     *
     * @param on false by default
     * @return this builder
     */
    public SocketOptionsBuilder ipv6(boolean on) {
        stream = stream.withIpv6(on);
        return this;
    }

    /**
     * The type of service in the IP header.
     *
     * @param value 0..255, default 0
     * @return this builder
     */
    public SocketOptionsBuilder typeOfService(int value) {
        stream = stream.withTypeOfService(value);
        return this;
    }

    /**
     * How TCP itself looks after idle connections.
     *
     * @param settings checked by {@link KeepAlive} itself; default {@link KeepAlive#SYSTEM}
     * @return this builder
     */
    public SocketOptionsBuilder keepAlive(KeepAlive settings) {
        stream = stream.withKeepAlive(settings);
        return this;
    }

    /**
     * Whether requests are numbered, and only the reply to the last is taken (REQ).
     *
     * @param on false by default
     * @return this builder
     */
    public SocketOptionsBuilder requestCorrelate(boolean on) {
        pattern = pattern.with(Switch.REQUEST_CORRELATE, on);
        return this;
    }

    /**
     * Whether a request may follow another before the reply has come (REQ).
     *
     * @param on false by default
     * @return this builder
     */
    public SocketOptionsBuilder requestRelaxed(boolean on) {
        pattern = pattern.with(Switch.REQUEST_RELAXED, on);
        return this;
    }

    /**
     * Whether a message that cannot be delivered is refused instead of dropped (ROUTER).
     *
     * @param on false by default
     * @return this builder
     */
    public SocketOptionsBuilder routerMandatory(boolean on) {
        pattern = pattern.with(Switch.ROUTER_MANDATORY, on);
        return this;
    }

    /**
     * Whether a routing id in use goes to the peer that comes with it last (ROUTER).
     *
     * @param on false by default
     * @return this builder
     */
    public SocketOptionsBuilder routerHandover(boolean on) {
        pattern = pattern.with(Switch.ROUTER_HANDOVER, on);
        return this;
    }

    /**
     * Whether an empty message goes to each new peer, so that a ROUTER learns of us (REQ, DEALER, ROUTER).
     *
     * @param on false by default
     * @return this builder
     */
    public SocketOptionsBuilder probeRouter(boolean on) {
        pattern = pattern.with(Switch.PROBE_ROUTER, on);
        return this;
    }

    /**
     * Whether what no subscription matches is passed on, and nothing else (PUB, XPUB, SUB).
     *
     * @param on false by default
     * @return this builder
     */
    public SocketOptionsBuilder invertMatching(boolean on) {
        pattern = pattern.with(Switch.INVERT_MATCHING, on);
        return this;
    }

    /**
     * Whether a subscriber at its high-water mark makes the publisher wait (PUB, XPUB).
     *
     * @param on false by default
     * @return this builder
     */
    public SocketOptionsBuilder noDrop(boolean on) {
        pattern = pattern.with(Switch.NO_DROP, on);
        return this;
    }

    /**
     * Whether every subscription is passed on, a repeated one included (XPUB).
     *
     * @param on false by default
     * @return this builder
     */
    public SocketOptionsBuilder verbose(boolean on) {
        pattern = pattern.with(Switch.VERBOSE, on);
        return this;
    }

    /**
     * Whether every subscription and every cancellation is passed on (XPUB).
     *
     * @param on false by default
     * @return this builder
     */
    public SocketOptionsBuilder verboser(boolean on) {
        pattern = pattern.with(Switch.VERBOSER, on);
        return this;
    }

    /**
     * Whether subscriptions are only reported, and applied by the application (XPUB).
     *
     * @param on false by default
     * @return this builder
     */
    public SocketOptionsBuilder manual(boolean on) {
        pattern = pattern.with(Switch.MANUAL, on);
        return this;
    }

    /**
     * As {@link #manual}; besides, the next message after an applied subscription goes to that subscriber alone (XPUB).
     *
     * @param on false by default
     * @return this builder
     */
    public SocketOptionsBuilder manualLastValue(boolean on) {
        pattern = pattern.with(Switch.MANUAL_LAST_VALUE, on);
        return this;
    }

    /**
     * Whether a message of several frames subscribes only where its first frame does (XPUB, XSUB).
     *
     * @param on false by default
     * @return this builder
     */
    public SocketOptionsBuilder onlyFirstSubscribe(boolean on) {
        pattern = pattern.with(Switch.ONLY_FIRST_SUBSCRIBE, on);
        return this;
    }

    /**
     * Whether every cancellation is passed on, not only the last of a topic (XSUB).
     *
     * @param on false by default
     * @return this builder
     */
    public SocketOptionsBuilder verboseUnsubscribe(boolean on) {
        pattern = pattern.with(Switch.VERBOSE_UNSUBSCRIBE, on);
        return this;
    }

    /**
     * The frame that is sent to each new subscriber; it arrives where the subscriber's own filter lets it (XPUB).
     *
     * @param frame copied; empty, the default, for none
     * @return this builder
     */
    public SocketOptionsBuilder welcomeMessage(byte[] frame) {
        pattern = pattern.withWelcomeMessage(frame);
        return this;
    }

    /**
     * Whether the socket speaks TCP without framing, as STREAM does but without notifications (ROUTER).
     *
     * @param on false by default
     * @return this builder
     */
    public SocketOptionsBuilder routerRaw(boolean on) {
        pattern = pattern.with(Switch.ROUTER_RAW, on);
        return this;
    }

    /**
     * Whether an empty message tells of each connection, and another one of its end (STREAM).
     *
     * @param on true by default
     * @return this builder
     */
    public SocketOptionsBuilder streamNotify(boolean on) {
        pattern = pattern.with(Switch.STREAM_QUIET, !on);
        return this;
    }

    /**
     * Whether a message of two frames, the routing id and an empty one, tells of each new peer (ROUTER over tcp and ipc).
     *
     * @param on false by default
     * @return this builder
     */
    public SocketOptionsBuilder routerNotifyConnect(boolean on) {
        pattern = pattern.with(Switch.ROUTER_NOTIFY_CONNECT, on);
        return this;
    }

    /**
     * Whether a message of two frames, the routing id and an empty one, tells of the end of each peer's connection (ROUTER
     * over tcp and ipc).
     *
     * @param on false by default
     * @return this builder
     */
    public SocketOptionsBuilder routerNotifyDisconnect(boolean on) {
        pattern = pattern.with(Switch.ROUTER_NOTIFY_DISCONNECT, on);
        return this;
    }

    /**
     * How many notifications of one peer may wait to be received, where everything is told, before that peer is not read
     * until half of them have been (XPUB with verbose, verboser or manual).
     *
     * @param count 1..2^31-1, default 10 000
     * @return this builder
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} when it is out of range
     */
    public SocketOptionsBuilder notificationsMaximum(int count) {
        pattern = pattern.withNotificationsMaximum(count);
        return this;
    }
}
