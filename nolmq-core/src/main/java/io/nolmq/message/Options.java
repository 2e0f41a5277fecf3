package io.nolmq.message;

import static io.nolmq.message.SocketType.DEALER;
import static io.nolmq.message.SocketType.PUB;
import static io.nolmq.message.SocketType.PULL;
import static io.nolmq.message.SocketType.PUSH;
import static io.nolmq.message.SocketType.REP;
import static io.nolmq.message.SocketType.REQ;
import static io.nolmq.message.SocketType.ROUTER;
import static io.nolmq.message.SocketType.STREAM;
import static io.nolmq.message.SocketType.SUB;
import static io.nolmq.message.SocketType.XPUB;
import static io.nolmq.message.SocketType.XSUB;

import io.nolmq.message.Option.Row;
import io.nolmq.message.Option.Section;
import io.nolmq.message.OptionValues.Times;
import io.nolmq.message.OptionValues.Whole;
import io.nolmq.message.PatternOptions.Switch;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The table of all options, one row each. Setters, checks, errors and defaults, the page options.md and the command's
 * {@code --set} derive from it.
 */
public final class Options {
    private static final List<Option<?>> TABLE = new ArrayList<>();
    private static final OptionValues<Boolean> FLAG = new OptionValues.Flag();
    private static final OptionValues<Duration> TIMES = new Times();

    // ------------------------------------------------------------------ of a context

    /** The option of {@link ContextOptions#ioThreads}. */
    public static final Option<Integer> IO_THREADS = add(new Row<>("ioThreads", new Whole(1, 64), 1)
            .in(Section.CONTEXT)
            .means("number of I/O threads that serve the sockets")
            .libzmq(1, "IO_THREADS")
            .ofContext(ContextOptions::ioThreads));

    /** The option of {@link ContextOptions#closeTimeout}. */
    public static final Option<Duration> CLOSE_TIMEOUT =
            add(new Row<>("closeTimeout", new OptionValues.AnyTime(), Duration.ofSeconds(30))
                    .in(Section.CONTEXT)
                    .means("how long `Context.close()` waits for lingering messages")
                    .ofContext(ContextOptions::closeTimeout));

    /** The option of {@link ContextOptions#goodbyesMaximum}. */
    public static final Option<Integer> GOODBYES_MAXIMUM =
            add(new Row<>("goodbyesMaximum", new Whole(1, Integer.MAX_VALUE), 1024)
                    .in(Section.CONTEXT)
                    .means(
                            "how many connections may have sent everything and wait for their peers to close; one more ends the oldest (`GOODBYE_LIMIT`)")
                    .ofContext(ContextOptions::goodbyesMaximum));

    /** The option of {@link ContextOptions#inputBudgetBytes}. */
    public static final Option<Long> INPUT_BUDGET_BYTES = add(new Row<>(
                    "inputBudgetBytes",
                    new OptionValues.Large(1, Long.MAX_VALUE),
                    Math.max(1, Runtime.getRuntime().maxMemory() / 4))
            .in(Section.CONTEXT)
            .means("memory that tcp and ipc connections may use for messages not yet received by the application")
            .unit("bytes")
            .defaultText("a quarter of the maximum heap")
            .ofContext(ContextOptions::inputBudgetBytes));

    // ------------------------------------------------------------------ of a socket

    /** The option of {@link SocketOptionsBuilder#sendHighWaterMark}. */
    public static final Option<Integer> SEND_HIGH_WATER_MARK =
            add(new Row<>("sendHighWaterMark", new Whole(0, Integer.MAX_VALUE), 1000)
                    .in(Section.QUEUES)
                    .means("how many messages may be queued to be sent to one peer")
                    .unit("messages")
                    .note("0 = unlimited")
                    .live()
                    .libzmq(23, "SNDHWM")
                    .stored(o -> o.queue().sendHighWaterMark(), (b, v) -> b.queue = b.queue.withSendHighWaterMark(v)));

    /** The option of {@link SocketOptionsBuilder#receiveHighWaterMark}. */
    public static final Option<Integer> RECEIVE_HIGH_WATER_MARK = add(new Row<>(
                    "receiveHighWaterMark", new Whole(0, Integer.MAX_VALUE), 1000)
            .in(Section.QUEUES)
            .means("how many messages of one peer are read ahead")
            .unit("messages")
            .note("0 = unlimited")
            .live()
            .libzmq(24, "RCVHWM")
            .stored(o -> o.queue().receiveHighWaterMark(), (b, v) -> b.queue = b.queue.withReceiveHighWaterMark(v)));

    /** The option of {@link SocketOptionsBuilder#immediate}. */
    public static final Option<Boolean> IMMEDIATE = add(new Row<>("immediate", FLAG, false)
            .in(Section.QUEUES)
            .means("queue for completed connections only; messages queued for a lost one are dropped")
            .where("connecting")
            .libzmq(39, "IMMEDIATE", "DELAY_ATTACH_ON_CONNECT")
            .stored(o -> o.queue().immediate(), (b, v) -> b.queue = b.queue.withImmediate(v)));

    /** The option of {@link SocketOptionsBuilder#conflate}. */
    public static final Option<Boolean> CONFLATE = add(new Row<>("conflate", FLAG, false)
            .in(Section.QUEUES)
            .means("a queue keeps only the newest message")
            .of(PULL, PUSH, PUB, SUB, DEALER)
            .libzmq(54, "CONFLATE")
            .stored(o -> o.queue().conflate(), (b, v) -> b.queue = b.queue.withConflate(v)));

    /** The option of {@link SocketOptionsBuilder#linger}. */
    public static final Option<Duration> LINGER = add(new Row<>("linger", Times.orMinusOne("for ever"), Times.MINUS_ONE)
            .in(Section.QUEUES)
            .means(
                    "how long a closed socket or a disconnected endpoint goes on sending, and waits for its peers to read")
            .note("`lingerForever` for no limit")
            .live()
            .ofWholeSocket()
            .libzmq(17, "LINGER")
            .stored(
                    o -> Duration.ofNanos(o.queue().lingerNanos()),
                    (b, v) -> b.queue = b.queue.withLingerNanos(v.toNanos())));

    /** The option of {@link SocketOptionsBuilder#goodbyeTimeout}. */
    public static final Option<Duration> GOODBYE_TIMEOUT =
            add(new Row<>("goodbyeTimeout", TIMES, Duration.ofSeconds(30))
                    .in(Section.QUEUES)
                    .means("how long a peer may take, once the kernel has everything, to read it and to close its end")
                    .note("0 = no wait")
                    .where("tcp and ipc")
                    .live()
                    .ofWholeSocket()
                    .stored(
                            o -> Duration.ofNanos(o.queue().goodbyeNanos()),
                            (b, v) -> b.queue = b.queue.withGoodbyeNanos(v.toNanos())));

    /** The option of {@link SocketOptionsBuilder#reconnectInterval}. */
    public static final Option<Duration> RECONNECT_INTERVAL = add(
            new Row<>("reconnectInterval", new Times(OptionRange.LONGEST, "", Duration.ZERO), Duration.ofMillis(100))
                    .in(Section.CONNECTING)
                    .means("wait before another attempt, plus random jitter of up to one interval")
                    .note("0 = no other attempt")
                    .where("connecting")
                    .libzmq(18, "RECONNECT_IVL")
                    .stored(
                            o -> Duration.ofNanos(o.reconnect().intervalNanos()),
                            (b, v) -> b.reconnect = b.reconnect.withIntervalNanos(v.toNanos())));

    /** The option of {@link SocketOptionsBuilder#reconnectIntervalMaximum}. */
    public static final Option<Duration> RECONNECT_INTERVAL_MAXIMUM =
            add(new Row<>("reconnectIntervalMaximum", TIMES, Duration.ZERO)
                    .in(Section.CONNECTING)
                    .means("upper limit of the exponential back-off between attempts; if set, there is no jitter")
                    .note("0 = no growth")
                    .where("connecting")
                    .libzmq(21, "RECONNECT_IVL_MAX")
                    .stored(
                            o -> Duration.ofNanos(o.reconnect().maximumNanos()),
                            (b, v) -> b.reconnect = b.reconnect.withMaximumNanos(v.toNanos())));

    /** The option of {@link SocketOptionsBuilder#reconnectStop}. */
    public static final Option<Set<ReconnectStop>> RECONNECT_STOP =
            add(new Row<Set<ReconnectStop>>("reconnectStop", new OptionValues.Occasions(), Set.of())
                    .in(Section.CONNECTING)
                    .means(
                            "failures after which to give up: `CONNECTION_REFUSED`, `HANDSHAKE_FAILED`; `AFTER_DISCONNECT`: an endpoint that is disconnected while messages linger does not reconnect to send them")
                    .where("connecting")
                    .libzmq(109, "RECONNECT_STOP")
                    .stored(o -> o.reconnect().stop(), (b, v) -> b.reconnect = b.reconnect.withStop(v)));

    /** The option of {@link SocketOptionsBuilder#connectTimeout}. */
    public static final Option<Duration> CONNECT_TIMEOUT = add(new Row<>("connectTimeout", TIMES, Duration.ZERO)
            .in(Section.CONNECTING)
            .means("limit of one attempt at one address")
            .note("0 = the operating system's")
            .where("connecting")
            .libzmq(79, "CONNECT_TIMEOUT")
            .stored(
                    o -> Duration.ofNanos(o.reconnect().connectTimeoutNanos()),
                    (b, v) -> b.reconnect = b.reconnect.withConnectTimeoutNanos(v.toNanos())));

    /** The option of {@link SocketOptionsBuilder#connectRoutingId}. */
    public static final Option<RoutingId> CONNECT_ROUTING_ID =
            add(new Row<>("connectRoutingId", new OptionValues.Names(true), RoutingId.EMPTY)
                    .in(Section.CONNECTING)
                    .means("the name of the peer at one endpoint, whatever it calls itself; for one call of `connect`")
                    .defaultText("the peer's own")
                    .of(ROUTER, STREAM)
                    .where("connecting")
                    .oneShot()
                    .libzmq(61, "CONNECT_ROUTING_ID", "CONNECT_RID")
                    .stored(o -> o.connectRoutingId(), (b, v) -> b.connectRoutingId = v));

    /** The option of {@link SocketOptionsBuilder#handshakeInterval}. */
    public static final Option<Duration> HANDSHAKE_INTERVAL =
            add(new Row<>("handshakeInterval", TIMES, Duration.ofSeconds(10))
                    .in(Section.HANDSHAKE)
                    .means("time limit of a handshake, listening and connecting")
                    .note("0 = no limit")
                    .defaultText("10 s listening")
                    .libzmq(66, "HANDSHAKE_IVL")
                    .stored(
                            o -> Duration.ofNanos(o.handshake().listenTimeoutNanos()),
                            (b, v) -> b.handshake = b.handshake.withTimeoutNanos(v.toNanos())));

    /** The option of {@link SocketOptionsBuilder#connectHandshakeInterval}. */
    public static final Option<Duration> CONNECT_HANDSHAKE_INTERVAL =
            add(new Row<>("connectHandshakeInterval", TIMES, Duration.ofSeconds(30))
                    .in(Section.HANDSHAKE)
                    .means("the same for connecting endpoints alone, where the authenticator of the peer may be slow")
                    .note("0 = no limit")
                    .where("connecting")
                    .stored(
                            o -> Duration.ofNanos(o.handshake().connectTimeoutNanos()),
                            (b, v) -> b.handshake = b.handshake.withConnectTimeoutNanos(v.toNanos())));

    /** The option of {@link SocketOptionsBuilder#greetingTimeout}. */
    public static final Option<Duration> GREETING_TIMEOUT =
            add(new Row<>("greetingTimeout", TIMES, Duration.ofSeconds(5))
                    .in(Section.HANDSHAKE)
                    .means("time limit of the peer's first 64 bytes")
                    .note("0 = no limit of its own")
                    .stored(
                            o -> Duration.ofNanos(o.handshake().greetingNanos()),
                            (b, v) -> b.handshake = b.handshake.withGreetingNanos(v.toNanos())));

    /** The option of {@link SocketOptionsBuilder#handshakesPerListener}. */
    public static final Option<Integer> HANDSHAKES_PER_LISTENER =
            add(new Row<>("handshakesPerListener", new Whole(1, Integer.MAX_VALUE), 256)
                    .in(Section.HANDSHAKE)
                    .means("how many handshakes a listener carries at once; one more evicts the oldest")
                    .where("binding")
                    .stored(
                            o -> o.handshake().concurrentPerListener(),
                            (b, v) -> b.handshake = b.handshake.withConcurrentPerListener(v)));

    /** The option of {@link SocketOptionsBuilder#heartbeat(Duration)}. */
    public static final Option<Duration> HEARTBEAT_INTERVAL = add(new Row<>("heartbeatInterval", TIMES, Duration.ZERO)
            .in(Section.HEARTBEAT)
            .means("time between PINGs")
            .note("0 = never")
            .where("tcp and ipc")
            .libzmq(75, "HEARTBEAT_IVL")
            .stored(
                    o -> Duration.ofNanos(o.heartbeat().intervalNanos()),
                    (b, v) -> b.heartbeat = b.heartbeat.withIntervalNanos(v.toNanos())));

    /** The option of {@link SocketOptionsBuilder#heartbeat(Duration, Duration, Duration)}. */
    public static final Option<Duration> HEARTBEAT_TIMEOUT =
            add(new Row<>("heartbeatTimeout", Times.orMinusOne("the interval"), Times.MINUS_ONE)
                    .in(Section.HEARTBEAT)
                    .means("how long the peer may be silent after a PING")
                    .note("0 = for ever")
                    .where("tcp and ipc")
                    .libzmq(77, "HEARTBEAT_TIMEOUT")
                    .stored(
                            o -> Duration.ofNanos(o.heartbeat().timeoutNanos()),
                            (b, v) -> b.heartbeat = b.heartbeat.withTimeoutNanos(v.toNanos())));

    /** The option of {@link SocketOptionsBuilder#heartbeat(Duration, Duration, Duration)}. */
    public static final Option<Duration> HEARTBEAT_TIME_TO_LIVE =
            add(new Row<>("heartbeatTimeToLive", new Times(Duration.ofMillis(65_500), "", null), Duration.ZERO)
                    .in(Section.HEARTBEAT)
                    .means(
                            "how long the peer should wait for our next sign of life; sent to it in tenths of a second, rounded down")
                    .note("0 = none is sent")
                    .where("tcp and ipc")
                    .libzmq(76, "HEARTBEAT_TTL")
                    .stored(
                            o -> Duration.ofNanos(o.heartbeat().timeToLiveNanos()),
                            (b, v) -> b.heartbeat = b.heartbeat.withTimeToLiveNanos(v.toNanos())));

    /** The option of {@link SocketOptionsBuilder#maxMessageSizeBytes}. */
    public static final Option<Long> MAX_MESSAGE_SIZE_BYTES =
            add(new Row<>("maxMessageSizeBytes", new OptionValues.Large(-1, Long.MAX_VALUE), -1L)
                    .in(Section.PROTOCOL)
                    .means("the maximum size of one received frame; above it the connection is closed (`FRAME_SIZE`)")
                    .unit("bytes")
                    .note("-1 = unlimited")
                    .where("tcp and ipc")
                    .libzmq(22, "MAXMSGSIZE")
                    .stored(
                            o -> o.protocol().maxMessageSizeBytes(),
                            (b, v) -> b.protocol = b.protocol.withMaxMessageSizeBytes(v)));

    /** The option of {@link SocketOptionsBuilder#framesMaximum}. */
    public static final Option<Integer> FRAMES_MAXIMUM =
            add(new Row<>("framesMaximum", new Whole(1, Integer.MAX_VALUE), ProtocolOptions.DEFAULT_FRAMES_MAXIMUM)
                    .in(Section.PROTOCOL)
                    .means(
                            "the maximum number of frames of a message on the wire: `send` refuses a longer one (`INVALID_MESSAGE`), from a change on, and the connection of a peer that sends one is closed (`FRAME_COUNT`)")
                    .unit("frames")
                    .ofWholeSocket()
                    .stored(o -> o.protocol().framesMaximum(), (b, v) -> b.protocol = b.protocol.withFramesMaximum(v)));

    /** The option of {@link SocketOptionsBuilder#routingId(String)}. */
    public static final Option<RoutingId> ROUTING_ID =
            add(new Row<>("routingId", new OptionValues.Names(false), RoutingId.EMPTY)
                    .in(Section.PROTOCOL)
                    .means("the name by which ROUTER peers know this socket; a REP does not send it")
                    .defaultText("empty: the ROUTER chooses")
                    .of(REQ, REP, DEALER, ROUTER)
                    .libzmq(5, "ROUTING_ID", "IDENTITY")
                    .stored(o -> o.protocol().routingId(), (b, v) -> b.protocol = b.protocol.withRoutingId(v)));

    /** The option of {@link SocketOptionsBuilder#metadata}. */
    public static final Option<Map<String, String>> METADATA =
            add(new Row<Map<String, String>>("metadata", new OptionValues.Properties(), Map.of())
                    .in(Section.PROTOCOL)
                    .means("a property sent to peers in the handshake; repeatable")
                    .where("tcp and ipc")
                    .libzmq(95, "METADATA")
                    .stored(o -> o.protocol().metadata(), (b, v) -> b.protocol = b.protocol.withMetadata(v)));

    /** The option of {@link SocketOptionsBuilder#sendBufferBytes}. */
    public static final Option<Integer> SEND_BUFFER_BYTES =
            add(new Row<>("sendBufferBytes", new Whole(StreamOptions.SYSTEM, Integer.MAX_VALUE), StreamOptions.SYSTEM)
                    .in(Section.STREAMS)
                    .means("the kernel's send buffer")
                    .unit("bytes")
                    .note("-1 and 0 = the operating system's")
                    .where("tcp and ipc")
                    .libzmq(11, "SNDBUF")
                    .stored(o -> o.stream().sendBufferBytes(), (b, v) -> b.stream = b.stream.withSendBufferBytes(v)));

    /** The option of {@link SocketOptionsBuilder#receiveBufferBytes}. */
    public static final Option<Integer> RECEIVE_BUFFER_BYTES = add(new Row<>(
                    "receiveBufferBytes", new Whole(StreamOptions.SYSTEM, Integer.MAX_VALUE), StreamOptions.SYSTEM)
            .in(Section.STREAMS)
            .means("the kernel's receive buffer")
            .unit("bytes")
            .note("-1 and 0 = the operating system's")
            .where("tcp and ipc")
            .libzmq(12, "RCVBUF")
            .stored(o -> o.stream().receiveBufferBytes(), (b, v) -> b.stream = b.stream.withReceiveBufferBytes(v)));

    /** The option of {@link SocketOptionsBuilder#backlog}. */
    public static final Option<Integer> BACKLOG = add(new Row<>("backlog", new Whole(0, Integer.MAX_VALUE), 100)
            .in(Section.STREAMS)
            .means("how many connections may wait to be accepted")
            .note("0 = the platform's choice")
            .where("binding")
            .libzmq(19, "BACKLOG")
            .stored(o -> o.stream().backlog(), (b, v) -> b.stream = b.stream.withBacklog(v)));

    /** The option of {@link SocketOptionsBuilder#ipv6}. */
    public static final Option<Boolean> IPV6 = add(new Row<>("ipv6", FLAG, false)
            .in(Section.STREAMS)
            .means("use IPv6 as well as IPv4")
            .where("tcp")
            .libzmq(42, "IPV6")
            .stored(o -> o.stream().ipv6(), (b, v) -> b.stream = b.stream.withIpv6(v)));

    /** The option of {@link SocketOptionsBuilder#typeOfService}. */
    public static final Option<Integer> TYPE_OF_SERVICE = add(new Row<>("typeOfService", new Whole(0, 255), 0)
            .in(Section.STREAMS)
            .means("the byte of that name in the IP header")
            .where("tcp")
            .libzmq(57, "TOS")
            .stored(o -> o.stream().typeOfService(), (b, v) -> b.stream = b.stream.withTypeOfService(v)));

    /** The option of {@link SocketOptionsBuilder#keepAlive}. */
    public static final Option<KeepAlive.Mode> KEEP_ALIVE = add(new Row<>(
                    "keepAlive", new OptionValues.KeepAliveModes(), KeepAlive.Mode.SYSTEM)
            .in(Section.STREAMS)
            .means("TCP's probing of idle connections; the setter takes a `KeepAlive` with this and the next three")
            .where("tcp")
            .libzmq(34, "TCP_KEEPALIVE")
            .stored(
                    o -> o.stream().keepAlive().mode(),
                    (b, v) -> b.stream =
                            b.stream.withKeepAlive(b.stream.keepAlive().withMode(v))));

    /** The option of {@link SocketOptionsBuilder#keepAlive}. */
    public static final Option<Integer> KEEP_ALIVE_COUNT = add(new Row<>("keepAliveCount", new Whole(1, 127, true), -1)
            .in(Section.STREAMS)
            .means("how many probes may go unanswered")
            .note("-1 = the operating system's")
            .where("tcp")
            .libzmq(35, "TCP_KEEPALIVE_CNT")
            .stored(
                    o -> o.stream().keepAlive().count(),
                    (b, v) -> b.stream =
                            b.stream.withKeepAlive(b.stream.keepAlive().withCount(v))));

    /** The option of {@link SocketOptionsBuilder#keepAlive}. */
    public static final Option<Integer> KEEP_ALIVE_IDLE = add(new Row<>("keepAliveIdle", new Whole(1, 32_767, true), -1)
            .in(Section.STREAMS)
            .means("the idle time before the first probe")
            .unit("seconds")
            .note("-1 = the operating system's")
            .where("tcp")
            .libzmq(36, "TCP_KEEPALIVE_IDLE")
            .stored(
                    o -> o.stream().keepAlive().idleSeconds(),
                    (b, v) -> b.stream =
                            b.stream.withKeepAlive(b.stream.keepAlive().withIdleSeconds(v))));

    /** The option of {@link SocketOptionsBuilder#keepAlive}. */
    public static final Option<Integer> KEEP_ALIVE_INTERVAL =
            add(new Row<>("keepAliveInterval", new Whole(1, 32_767, true), -1)
                    .in(Section.STREAMS)
                    .means("the time between probes")
                    .unit("seconds")
                    .note("-1 = the operating system's")
                    .where("tcp")
                    .libzmq(37, "TCP_KEEPALIVE_INTVL")
                    .stored(
                            o -> o.stream().keepAlive().intervalSeconds(),
                            (b, v) -> b.stream =
                                    b.stream.withKeepAlive(b.stream.keepAlive().withIntervalSeconds(v))));

    /** The option of {@link SocketOptionsBuilder#requestCorrelate}. */
    public static final Option<Boolean> REQUEST_CORRELATE = add(
            Switch.REQUEST_CORRELATE,
            flag(Switch.REQUEST_CORRELATE)
                    .means("number the requests, and accept only the reply to the last")
                    .of(REQ)
                    .libzmq(52, "REQ_CORRELATE"));

    /** The option of {@link SocketOptionsBuilder#requestRelaxed}. */
    public static final Option<Boolean> REQUEST_RELAXED = add(
            Switch.REQUEST_RELAXED,
            flag(Switch.REQUEST_RELAXED)
                    .means("allow another request before the reply")
                    .of(REQ)
                    .libzmq(53, "REQ_RELAXED"));

    /** The option of {@link SocketOptionsBuilder#routerMandatory}. */
    public static final Option<Boolean> ROUTER_MANDATORY = add(
            Switch.ROUTER_MANDATORY,
            flag(Switch.ROUTER_MANDATORY)
                    .means("refuse undeliverable messages instead of dropping them")
                    .of(ROUTER)
                    .libzmq(33, "ROUTER_MANDATORY", "FAIL_UNROUTABLE", "ROUTER_BEHAVIOR"));

    /** The option of {@link SocketOptionsBuilder#routerHandover}. */
    public static final Option<Boolean> ROUTER_HANDOVER = add(
            Switch.ROUTER_HANDOVER,
            flag(Switch.ROUTER_HANDOVER)
                    .means("give a routing id in use to the last peer that brings it")
                    .of(ROUTER)
                    .libzmq(56, "ROUTER_HANDOVER"));

    /** The option of {@link SocketOptionsBuilder#probeRouter}. */
    public static final Option<Boolean> PROBE_ROUTER = add(
            Switch.PROBE_ROUTER,
            flag(Switch.PROBE_ROUTER)
                    .means("send an empty message to each new peer")
                    .of(REQ, DEALER, ROUTER)
                    .libzmq(51, "PROBE_ROUTER"));

    /** The option of {@link SocketOptionsBuilder#invertMatching}. */
    public static final Option<Boolean> INVERT_MATCHING = add(
            Switch.INVERT_MATCHING,
            flag(Switch.INVERT_MATCHING)
                    .means("pass on only messages that no subscription matches; set it on both ends")
                    .of(PUB, XPUB, SUB)
                    .libzmq(74, "INVERT_MATCHING"));

    /** The option of {@link SocketOptionsBuilder#noDrop}. */
    public static final Option<Boolean> NO_DROP = add(
            Switch.NO_DROP,
            flag(Switch.NO_DROP)
                    .means("block at a subscriber's high-water mark, instead of dropping for it")
                    .of(PUB, XPUB)
                    .libzmq(69, "XPUB_NODROP"));

    /** The option of {@link SocketOptionsBuilder#verbose}. */
    public static final Option<Boolean> VERBOSE = add(
            Switch.VERBOSE,
            flag(Switch.VERBOSE)
                    .means("report every subscription, not only the first of a topic")
                    .of(XPUB)
                    .libzmq(40, "XPUB_VERBOSE"));

    /** The option of {@link SocketOptionsBuilder#verboser}. */
    public static final Option<Boolean> VERBOSER = add(
            Switch.VERBOSER,
            flag(Switch.VERBOSER)
                    .means("report every subscription and every cancellation")
                    .of(XPUB)
                    .libzmq(78, "XPUB_VERBOSER"));

    /** The option of {@link SocketOptionsBuilder#manual}. */
    public static final Option<Boolean> MANUAL = add(
            Switch.MANUAL,
            flag(Switch.MANUAL)
                    .means("only report subscriptions, and leave them to the application")
                    .of(XPUB)
                    .libzmq(71, "XPUB_MANUAL"));

    /** The option of {@link SocketOptionsBuilder#manualLastValue}. */
    public static final Option<Boolean> MANUAL_LAST_VALUE = add(
            Switch.MANUAL_LAST_VALUE,
            flag(Switch.MANUAL_LAST_VALUE)
                    .means("as `manual`; the next message after an applied subscription goes to that subscriber alone")
                    .of(XPUB)
                    .libzmq(98, "XPUB_MANUAL_LAST_VALUE"));

    /** The option of {@link SocketOptionsBuilder#welcomeMessage}. */
    public static final Option<ByteBuffer> WELCOME_MESSAGE =
            add(new Row<>("welcomeMessage", new OptionValues.Frames(), ByteBuffer.allocate(0))
                    .in(Section.PATTERNS)
                    .means("frame sent to each new subscriber")
                    .of(XPUB)
                    .live()
                    .ofWholeSocket()
                    .libzmq(72, "XPUB_WELCOME_MSG")
                    .stored(o -> o.pattern().welcomeMessage(), (b, v) -> b.pattern = b.pattern.withWelcomeMessage(v)));

    /** The option of {@link SocketOptionsBuilder#routerNotifyConnect}. */
    public static final Option<Boolean> ROUTER_NOTIFY_CONNECT = add(
            Switch.ROUTER_NOTIFY_CONNECT,
            flag(Switch.ROUTER_NOTIFY_CONNECT)
                    .means("announce each new peer by its name and an empty frame")
                    .of(ROUTER)
                    .where("tcp and ipc")
                    .libzmq(97, "ROUTER_NOTIFY")
                    .libzmqBit(1));

    /** The option of {@link SocketOptionsBuilder#routerNotifyDisconnect}. */
    public static final Option<Boolean> ROUTER_NOTIFY_DISCONNECT = add(
            Switch.ROUTER_NOTIFY_DISCONNECT,
            flag(Switch.ROUTER_NOTIFY_DISCONNECT)
                    .means("announce the end of each peer's connection in the same way")
                    .of(ROUTER)
                    .where("tcp and ipc")
                    .libzmq(97, "ROUTER_NOTIFY")
                    .libzmqBit(2));

    /** The option of {@link SocketOptionsBuilder#routerRaw}. */
    public static final Option<Boolean> ROUTER_RAW = add(
            Switch.ROUTER_RAW,
            flag(Switch.ROUTER_RAW)
                    .means("speak TCP without framing, as STREAM does but without notifications")
                    .of(ROUTER)
                    .atBirth()
                    .libzmq(41, "ROUTER_RAW"));

    /** The option of {@link SocketOptionsBuilder#streamNotify}. */
    public static final Option<Boolean> STREAM_NOTIFY = add(
            Switch.STREAM_QUIET,
            flag(Switch.STREAM_QUIET)
                    .means("announce each connection, and its end, by an empty message")
                    .of(STREAM)
                    .libzmq(73, "STREAM_NOTIFY"));

    /** The option of {@link SocketOptionsBuilder#verboseUnsubscribe}. */
    public static final Option<Boolean> VERBOSE_UNSUBSCRIBE = add(
            Switch.VERBOSE_UNSUBSCRIBE,
            flag(Switch.VERBOSE_UNSUBSCRIBE)
                    .means("send the publishers every cancellation, not only the last of a topic")
                    .of(XSUB)
                    .libzmq(115, "XSUB_VERBOSE_UNSUBSCRIBE"));

    /** The option of {@link SocketOptionsBuilder#onlyFirstSubscribe}. */
    public static final Option<Boolean> ONLY_FIRST_SUBSCRIBE = add(
            Switch.ONLY_FIRST_SUBSCRIBE,
            flag(Switch.ONLY_FIRST_SUBSCRIBE)
                    .means("a multipart message subscribes only if its first frame does")
                    .of(XPUB, XSUB)
                    .libzmq(108, "ONLY_FIRST_SUBSCRIBE"));

    /** The option of {@link SocketOptionsBuilder#notificationsMaximum}. */
    public static final Option<Integer> NOTIFICATIONS_MAXIMUM =
            add(new Row<>("notificationsMaximum", new Whole(1, Integer.MAX_VALUE), 10_000)
                    .in(Section.PATTERNS)
                    .means(
                            "how many notifications of one peer may be queued, where every one is delivered, before reading from it pauses")
                    .of(XPUB)
                    .live()
                    .ofWholeSocket()
                    .stored(
                            o -> o.pattern().notificationsMaximum(),
                            (b, v) -> b.pattern = b.pattern.withNotificationsMaximum(v)));

    private Options() {}

    private static <T> Option<T> add(Option<T> option) {
        TABLE.add(option);
        return option;
    }

    /** The row of a switch, which has the name and, turned around where it must be, the default. */
    private static Row<Boolean> flag(Switch which) {
        return new Row<>(which.option(), FLAG, !which.value())
                .in(Section.PATTERNS)
                .live()
                .ofWholeSocket();
    }

    private static Option<Boolean> add(Switch which, Row<Boolean> row) {
        return add(row.stored(
                options -> options.pattern().has(which) == which.value(),
                (builder, on) -> builder.pattern = builder.pattern.with(which, on == which.value())));
    }

    /**
     * All options, those of a context first, in the order of the page options.md.
     *
     * @return the options, unmodifiable
     */
    public static List<Option<?>> all() {
        return Collections.unmodifiableList(TABLE);
    }
}
