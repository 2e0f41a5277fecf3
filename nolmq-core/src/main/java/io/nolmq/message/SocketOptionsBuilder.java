package io.nolmq.message;

import io.nolmq.message.PatternOptions.Switch;
import java.time.Duration;
import java.util.Set;

/**
 * A builder for {@link SocketOptions}, with one method for each option. Each method validates its value at once and
 * throws {@link ZmqException} with {@link ErrorCode#INVALID_OPTION} if it is out of range. Not thread-safe.
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
     * Builds the options from the current values.
     *
     * @return a new, immutable value
     */
    public SocketOptions build() {
        return new SocketOptions(this);
    }

    /**
     * Limits the number of messages waiting to be sent to one peer.
     *
     * @param messages the high-water mark: 0..2^31-1, 0 = unlimited, default 1000
     * @return this builder
     */
    public SocketOptionsBuilder sendHighWaterMark(int messages) {
        queue = queue.withSendHighWaterMark(messages);
        return this;
    }

    /**
     * Limits the number of messages from one peer waiting to be received.
     *
     * @param messages the high-water mark: 0..2^31-1, 0 = unlimited, default 1000
     * @return this builder
     */
    public SocketOptionsBuilder receiveHighWaterMark(int messages) {
        queue = queue.withReceiveHighWaterMark(messages);
        return this;
    }

    /**
     * Queues messages for completed connections only.
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder immediate(boolean on) {
        queue = queue.withImmediate(on);
        return this;
    }

    /**
     * Keeps only the newest message in a queue (PULL, PUSH, PUB, SUB, DEALER).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder conflate(boolean on) {
        queue = queue.withConflate(on);
        return this;
    }

    /**
     * Limits the time for which the closed socket goes on sending queued messages and waits for its peers to read them;
     * a SUB socket has nothing to send.
     *
     * @param time the linger period: 0..2^31-1 ms; default for ever
     * @return this builder
     */
    public SocketOptionsBuilder linger(Duration time) {
        queue = queue.withLingerNanos(OptionRange.nanos("linger", time));
        return this;
    }

    /**
     * Lets the closed socket send queued messages without a time limit, which is the default.
     *
     * @return this builder
     */
    public SocketOptionsBuilder lingerForever() {
        queue = queue.withLingerNanos(QueueOptions.FOREVER);
        return this;
    }

    /**
     * Limits the time a peer may take, once the socket has sent everything and is closed, to read it and to close its
     * end. The linger period runs meanwhile, and ends the wait as well.
     *
     * @param time the timeout: 0..2^31-1 ms, 0 = do not wait, default 30 s
     * @return this builder
     */
    public SocketOptionsBuilder goodbyeTimeout(Duration time) {
        queue = queue.withGoodbyeNanos(OptionRange.nanos("goodbyeTimeout", time));
        return this;
    }

    /**
     * Sets the delay before reconnecting.
     *
     * @param time the delay: 0..2^31-1 ms, 0 = do not reconnect, default 100 ms
     * @return this builder
     */
    public SocketOptionsBuilder reconnectInterval(Duration time) {
        reconnect = reconnect.withIntervalNanos(OptionRange.nanos("reconnectInterval", time));
        return this;
    }

    /**
     * Sets the upper limit of the exponential back-off between attempts.
     *
     * @param time the limit: 0..2^31-1 ms, 0 = the delay does not grow, default 0
     * @return this builder
     */
    public SocketOptionsBuilder reconnectIntervalMaximum(Duration time) {
        reconnect = reconnect.withMaximumNanos(OptionRange.nanos("reconnectIntervalMaximum", time));
        return this;
    }

    /**
     * Sets the occasions on which not to reconnect.
     *
     * @param occasions the occasions, copied; default none
     * @return this builder
     */
    public SocketOptionsBuilder reconnectStop(Set<ReconnectStop> occasions) {
        reconnect = reconnect.withStop(occasions);
        return this;
    }

    /**
     * Limits the time of one attempt to connect.
     *
     * @param time the timeout: 0..2^31-1 ms, 0 = the operating system's limit, default 0
     * @return this builder
     */
    public SocketOptionsBuilder connectTimeout(Duration time) {
        reconnect = reconnect.withConnectTimeoutNanos(OptionRange.nanos("connectTimeout", time));
        return this;
    }

    /**
     * Limits the time of a handshake, on either side.
     *
     * @param time the timeout: 0..2^31-1 ms, 0 = no limit; default 10 s where the socket listens, 30 s where it
     *     connects
     * @return this builder
     */
    public SocketOptionsBuilder handshakeInterval(Duration time) {
        handshake = handshake.withTimeoutNanos(OptionRange.nanos("handshakeInterval", time));
        return this;
    }

    /**
     * Limits the time of the peer's greeting.
     *
     * @param time the timeout: 0..2^31-1 ms, 0 = no limit of its own, default 5 s
     * @return this builder
     */
    public SocketOptionsBuilder greetingTimeout(Duration time) {
        handshake = handshake.withGreetingNanos(OptionRange.nanos("greetingTimeout", time));
        return this;
    }

    /**
     * Limits the number of concurrent handshakes per listener; above it the oldest is evicted.
     *
     * @param handshakes the number of handshakes: 1..2^31-1, default 256
     * @return this builder
     */
    public SocketOptionsBuilder handshakesPerListener(int handshakes) {
        handshake = handshake.withConcurrentPerListener(handshakes);
        return this;
    }

    /**
     * Sends PINGs, and closes a connection whose peer stays silent for one interval after a PING.
     *
     * @param interval the interval between PINGs: 0..2^31-1 ms, 0 = no PINGs, default 0
     * @return this builder
     */
    public SocketOptionsBuilder heartbeat(Duration interval) {
        long nanos = OptionRange.nanos("heartbeatInterval", interval);
        heartbeat = new HeartbeatOptions(nanos, HeartbeatOptions.SAME_AS_INTERVAL, 0);
        return this;
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
        heartbeat = new HeartbeatOptions(
                OptionRange.nanos("heartbeatInterval", interval),
                OptionRange.nanos("heartbeatTimeout", timeout),
                OptionRange.nanos("heartbeatTimeToLive", timeToLive));
        return this;
    }

    /**
     * Limits the size of one received frame; the connection of a peer that sends more is closed.
     *
     * @param bytes the maximum size: -1..2^63-1, -1 = unlimited, default -1
     * @return this builder
     */
    public SocketOptionsBuilder maxMessageSizeBytes(long bytes) {
        protocol = protocol.withMaxMessageSizeBytes(bytes);
        return this;
    }

    /**
     * Limits the number of frames of one message on the wire: sending more is an error, and the connection of a peer
     * that sends more is closed.
     *
     * @param frames the maximum number of frames: 1..2^31-1, default 65 536
     * @return this builder
     */
    public SocketOptionsBuilder framesMaximum(int frames) {
        protocol = protocol.withFramesMaximum(frames);
        return this;
    }

    /**
     * Sets the name by which ROUTER peers know this socket (REQ, REP, DEALER, ROUTER).
     *
     * @param id the routing id: 0..255 bytes, copied, the first one not 0; default empty: the ROUTER chooses
     * @return this builder
     */
    public SocketOptionsBuilder routingId(byte[] id) {
        protocol = protocol.withRoutingId(RoutingId.of(id));
        return this;
    }

    /**
     * Sets the name by which ROUTER peers know this socket (REQ, REP, DEALER, ROUTER).
     *
     * @param id the routing id: 0..255 bytes in UTF-8; default empty: the ROUTER chooses
     * @return this builder
     */
    public SocketOptionsBuilder routingId(String id) {
        protocol = protocol.withRoutingId(RoutingId.of(id));
        return this;
    }

    /**
     * Adds or replaces a property announced to peers in the handshake.
     *
     * @param name the name: 3..255 letters, digits and {@code -_.+} of ASCII, beginning with {@code X-}
     * @param value the value, not empty; sent in UTF-8
     * @return this builder
     */
    public SocketOptionsBuilder metadata(String name, String value) {
        protocol = protocol.withProperty(name, value);
        return this;
    }

    /**
     * Sets the size of the kernel's send buffer.
     *
     * @param bytes the size: -1..2^31-1; -1 and 0 = the operating system's, default -1
     * @return this builder
     */
    public SocketOptionsBuilder sendBufferBytes(int bytes) {
        stream = stream.withSendBufferBytes(bytes);
        return this;
    }

    /**
     * Sets the size of the kernel's receive buffer.
     *
     * @param bytes the size: -1..2^31-1; -1 and 0 = the operating system's, default -1
     * @return this builder
     */
    public SocketOptionsBuilder receiveBufferBytes(int bytes) {
        stream = stream.withReceiveBufferBytes(bytes);
        return this;
    }

    /**
     * Limits the number of connections waiting to be accepted.
     *
     * @param connections the number of connections: 0..2^31-1, 0 = the platform's choice, default 100
     * @return this builder
     */
    public SocketOptionsBuilder backlog(int connections) {
        stream = stream.withBacklog(connections);
        return this;
    }

    /**
     * Enables IPv6 in addition to IPv4.
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder ipv6(boolean on) {
        stream = stream.withIpv6(on);
        return this;
    }

    /**
     * Sets the type of service in the IP header.
     *
     * @param value the type of service: 0..255, default 0
     * @return this builder
     */
    public SocketOptionsBuilder typeOfService(int value) {
        stream = stream.withTypeOfService(value);
        return this;
    }

    /**
     * Sets TCP keep-alive for idle connections.
     *
     * @param settings the settings, validated by {@link KeepAlive} itself; default {@link KeepAlive#SYSTEM}
     * @return this builder
     */
    public SocketOptionsBuilder keepAlive(KeepAlive settings) {
        stream = stream.withKeepAlive(settings);
        return this;
    }

    /**
     * Numbers the requests, and accepts only the reply to the last one (REQ).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder requestCorrelate(boolean on) {
        pattern = pattern.with(Switch.REQUEST_CORRELATE, on);
        return this;
    }

    /**
     * Allows another request before the reply has arrived (REQ).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder requestRelaxed(boolean on) {
        pattern = pattern.with(Switch.REQUEST_RELAXED, on);
        return this;
    }

    /**
     * Rejects a message that cannot be delivered, instead of dropping it (ROUTER).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder routerMandatory(boolean on) {
        pattern = pattern.with(Switch.ROUTER_MANDATORY, on);
        return this;
    }

    /**
     * Hands over a routing id in use to the latest peer that claims it (ROUTER).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder routerHandover(boolean on) {
        pattern = pattern.with(Switch.ROUTER_HANDOVER, on);
        return this;
    }

    /**
     * Sends an empty message to each new peer, so that a ROUTER learns of this socket (REQ, DEALER, ROUTER).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder probeRouter(boolean on) {
        pattern = pattern.with(Switch.PROBE_ROUTER, on);
        return this;
    }

    /**
     * Passes on only the messages that match no subscription (PUB, XPUB, SUB).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder invertMatching(boolean on) {
        pattern = pattern.with(Switch.INVERT_MATCHING, on);
        return this;
    }

    /**
     * Blocks the publisher while a subscriber is at its high-water mark (PUB, XPUB).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder noDrop(boolean on) {
        pattern = pattern.with(Switch.NO_DROP, on);
        return this;
    }

    /**
     * Passes on every subscription, including repeated ones (XPUB).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder verbose(boolean on) {
        pattern = pattern.with(Switch.VERBOSE, on);
        return this;
    }

    /**
     * Passes on every subscription and every cancellation (XPUB).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder verboser(boolean on) {
        pattern = pattern.with(Switch.VERBOSER, on);
        return this;
    }

    /**
     * Only reports subscriptions, which the application then applies (XPUB).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder manual(boolean on) {
        pattern = pattern.with(Switch.MANUAL, on);
        return this;
    }

    /**
     * Acts as {@link #manual}; in addition, the next message after an applied subscription goes to that subscriber only
     * (XPUB).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder manualLastValue(boolean on) {
        pattern = pattern.with(Switch.MANUAL_LAST_VALUE, on);
        return this;
    }

    /**
     * Makes a multipart message subscribe only if its first frame does (XPUB, XSUB).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder onlyFirstSubscribe(boolean on) {
        pattern = pattern.with(Switch.ONLY_FIRST_SUBSCRIBE, on);
        return this;
    }

    /**
     * Passes on every cancellation, not only the last one for a topic (XSUB).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder verboseUnsubscribe(boolean on) {
        pattern = pattern.with(Switch.VERBOSE_UNSUBSCRIBE, on);
        return this;
    }

    /**
     * Sets the frame sent to each new subscriber; it arrives only if it passes the subscriber's own filter (XPUB).
     *
     * @param frame the frame, copied; empty, the default, for none
     * @return this builder
     */
    public SocketOptionsBuilder welcomeMessage(byte[] frame) {
        pattern = pattern.withWelcomeMessage(frame);
        return this;
    }

    /**
     * Uses TCP without framing, as STREAM does but without notifications (ROUTER).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder routerRaw(boolean on) {
        pattern = pattern.with(Switch.ROUTER_RAW, on);
        return this;
    }

    /**
     * Reports the start of each connection by an empty message, and its end by another one (STREAM).
     *
     * @param on false to disable; true by default
     * @return this builder
     */
    public SocketOptionsBuilder streamNotify(boolean on) {
        pattern = pattern.with(Switch.STREAM_QUIET, !on);
        return this;
    }

    /**
     * Reports each new peer by a message of two frames, the routing id and an empty one (ROUTER over tcp and ipc).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder routerNotifyConnect(boolean on) {
        pattern = pattern.with(Switch.ROUTER_NOTIFY_CONNECT, on);
        return this;
    }

    /**
     * Reports the end of each peer's connection by a message of two frames, the routing id and an empty one (ROUTER
     * over tcp and ipc).
     *
     * @param on true to enable; false by default
     * @return this builder
     */
    public SocketOptionsBuilder routerNotifyDisconnect(boolean on) {
        pattern = pattern.with(Switch.ROUTER_NOTIFY_DISCONNECT, on);
        return this;
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
        pattern = pattern.withNotificationsMaximum(count);
        return this;
    }
}
