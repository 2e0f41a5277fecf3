package io.nolmq.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nolmq.Context;
import io.nolmq.DealerSocket;
import io.nolmq.PubSocket;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.Receiver;
import io.nolmq.RepSocket;
import io.nolmq.ReqSocket;
import io.nolmq.RouterSocket;
import io.nolmq.Socket;
import io.nolmq.SubSocket;
import io.nolmq.message.Message;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.Reason;
import io.nolmq.message.RoutingId;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketOptionsBuilder;
import io.nolmq.message.SocketType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must work between NolMQ and another implementation, whichever end binds. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
abstract class InteropTest {
    static {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
    }

    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final int PATIENCE_MILLIS = (int) PATIENCE.toMillis();
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration HANGING = Duration.ofSeconds(1);
    private static final Duration AT_ONCE = Duration.ofMillis(5);
    private static final int[] SIZES = {0, 1, 33, 254, 255, 256, 8_192, 65_535, 65_536, 1 << 20};
    private static final AtomicInteger NAMES = new AtomicInteger();

    /** Who binds, and over what. */
    record Setting(String transport, boolean weBind) {
        @Override
        public String toString() {
            return transport + ", " + (weBind ? "NolMQ binds" : "the peer binds");
        }

        /** An endpoint whose bound form bind reports. */
        String endpoint() {
            return transport.equals("tcp") ? "tcp://127.0.0.1:*" : known();
        }

        /** An endpoint known before it is bound. */
        String known() {
            if (transport.equals("tcp")) {
                try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                    return "tcp://127.0.0.1:" + probe.getLocalPort();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
            Path path = Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "nol-interop-" + ProcessHandle.current().pid() + "-" + NAMES.incrementAndGet());
            path.toFile().deleteOnExit();
            return "ipc://" + path;
        }
    }

    static Stream<Setting> both(String transport) {
        return Stream.of(new Setting(transport, true), new Setting(transport, false));
    }

    final Context context = Context.create();
    Peer peer;

    /** Starts the other implementation. */
    abstract Peer start() throws IOException;

    /** Whether every attempt of it to connect comes to an end. */
    boolean connectsReliably() {
        return true;
    }

    /** What becomes of a test whose peer hangs in its connect, through no fault of ours. */
    void onHang() {}

    @BeforeEach
    void startPeer() throws IOException {
        peer = start();
    }

    @AfterEach
    void closeBoth() {
        context.close(Duration.ZERO);
        end();
    }

    /** Ends the other implementation, or makes it as new. */
    void end() {
        peer.close();
    }

    static SocketOptionsBuilder options() {
        return SocketOptions.builder().reconnectInterval(SOON);
    }

    /** Makes the peer's socket "p" and joins it to ours. */
    void join(Socket ours, Setting setting, String type, String... options) {
        peer.socket("p", type, options);
        joinMade(ours, setting);
    }

    void joinMade(Socket ours, Setting setting) {
        if (setting.weBind()) {
            connectPeer(ours, ours.bind(setting.endpoint()).toString());
        } else {
            ours.connect(peer.bind("p", setting.endpoint()));
            awaitConnected(ours, PATIENCE);
        }
    }

    /** Has the peer's socket "p" connect to our bound one, which has no other peer. */
    void connectPeer(Socket ours, String endpoint) {
        peer.connect("p", endpoint);
        if (!connectsReliably() && !isConnected(ours, HANGING)) {
            onHang();
        }
        awaitConnected(ours, PATIENCE);
    }

    private void awaitConnected(Socket ours, Duration limit) {
        assertThat(isConnected(ours, limit)).as("a handshake at %s", ours).isTrue();
    }

    private boolean isConnected(Socket ours, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean connected = ours.awaitConnected(AT_ONCE);
        while (!connected && System.nanoTime() < deadline) {
            peer.work();
            connected = ours.awaitConnected(AT_ONCE);
        }
        return connected;
    }

    Message receive(Receiver receiver) {
        Message message = receiver.receive(AT_ONCE);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (message == null && System.nanoTime() < deadline) {
            peer.work();
            message = receiver.receive(AT_ONCE);
        }
        assertThat(message).as("a message at " + receiver).isNotNull();
        return message;
    }

    void awaitSubscribers(PubSocket pub, int count) {
        await("subscribers").atMost(PATIENCE).until(() -> {
            peer.work();
            return pub.awaitSubscribers(count, AT_ONCE);
        });
    }

    Message fromPeer() {
        Message message = peer.receive("p", PATIENCE_MILLIS);
        assertThat(message).as("a message at the peer").isNotNull();
        return message;
    }

    static void assertSame(Message actual, Message expected) {
        assertThat(actual.equals(expected))
                .as("%s where %s was sent", actual, expected)
                .isTrue();
    }

    /** Messages of one and several frames, of all sizes, the empty one included. */
    static List<Message> messages() {
        Random random = new Random(20_260_102);
        List<Message> all = new ArrayList<>();
        for (int size : SIZES) {
            byte[] body = new byte[size];
            random.nextBytes(body);
            all.add(Message.of(body));
            all.add(Message.of(new byte[0], body, new byte[0]));
            all.add(Message.of(body, new byte[] {1, 2, 3}));
        }
        byte[][] many = new byte[300][];
        Arrays.setAll(many, i -> new byte[i % 3]);
        all.add(Message.wrap(new byte[] {9}, many));
        return all;
    }

    static long connectedPeers(Socket socket) {
        return socket.peers().stream()
                .map(PeerStatistics::connection)
                .filter(PeerStatistics.Connection::connected)
                .count();
    }

    void awaitPeers(Socket socket, int count) {
        await(count + " peers of " + socket).atMost(PATIENCE).until(() -> {
            peer.work();
            return connectedPeers(socket) == count;
        });
    }

    @ParameterizedTest
    @MethodSource("settings")
    void weArePush(Setting setting) {
        PushSocket push = context.push(options().build());
        join(push, setting, "PULL");
        for (Message message : messages()) {
            push.send(message);
            assertSame(fromPeer(), message);
        }
        assertThat(push.peers().get(0).peer().type()).isEqualTo(SocketType.PULL);
        assertThat(push.statistics().reasons()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void weArePull(Setting setting) {
        PullSocket pull = context.pull(options().build());
        join(pull, setting, "PUSH");
        for (Message message : messages()) {
            peer.send("p", message);
            assertSame(receive(pull), message);
        }
        assertThat(pull.peers().get(0).peer().type()).isEqualTo(SocketType.PUSH);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void manySmallMessagesArriveInOrder(Setting setting) throws Exception {
        PushSocket push = context.push(options().build());
        PullSocket pull = context.pull(options().build());
        peer.socket("in", "PULL", "RCVHWM=10");
        peer.socket("p", "PUSH", "SNDHWM=100000");
        joinMade(pull, setting);
        push.connect(peer.bind("in", setting.endpoint()));
        int count = 10_000;
        Thread sender = new Thread(() -> {
            for (int i = 0; i < count; i++) {
                push.send(Message.of("" + i, "x"));
            }
        });
        sender.start();
        peer.count("in", count);
        sender.join();
        peer.burst("p", count);
        for (int i = 0; i < count; i++) {
            assertThat(receive(pull)).isEqualTo(Message.of("" + i, "x"));
        }
        assertThat(pull.tryReceive()).isNull();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void weArePub(Setting setting) {
        PubSocket pub = context.pub(options().build());
        peer.socket("p", "SUB");
        peer.subscribe("p", "a");
        joinMade(pub, setting);
        awaitSubscribers(pub, 1);
        pub.send("b1");
        pub.send(Message.of("a1", "", "body"));
        assertSame(fromPeer(), Message.of("a1", "", "body"));
        peer.subscribe("p", "b");
        settle(pub, "b");
        pub.send("b2");
        assertSame(fromPeer(), Message.of("b2"));
        peer.unsubscribe("p", "b");
        peer.subscribe("p", "c");
        settle(pub, "c");
        pub.send("b3");
        pub.send("a2");
        assertSame(fromPeer(), Message.of("a2"));
        peer.unsubscribe("p", "a");
        peer.unsubscribe("p", "c");
        await("no subscription").atMost(PATIENCE).until(() -> {
            peer.work();
            return !pub.awaitSubscribers(1, Duration.ZERO);
        });
    }

    @ParameterizedTest
    @MethodSource("settings")
    void weAreSub(Setting setting) {
        SubSocket sub = context.sub(options().build());
        sub.subscribe("a");
        join(sub, setting, "PUB");
        settle("p", sub);
        peer.send("p", Message.of("b1"));
        peer.send("p", Message.of("a1", "", "body"));
        assertSame(receive(sub), Message.of("a1", "", "body"));
        sub.subscribe("");
        settle("p", sub);
        peer.send("p", Message.of("", "empty topic"));
        assertSame(receive(sub), Message.of("", "empty topic"));
        sub.unsubscribe("");
        settle("p", sub);
        peer.send("p", Message.of("b2"));
        peer.send("p", Message.of("a2"));
        assertSame(receive(sub), Message.of("a2"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aPeerThatSeesSubscriptionsSeesOurs(Setting setting) {
        SubSocket sub = context.sub(options().build());
        sub.subscribe("first");
        join(sub, setting, "XPUB");
        assertSame(fromPeer(), Message.of("\u0001first"));
        sub.subscribe("second");
        assertSame(fromPeer(), Message.of("\u0001second"));
        sub.unsubscribe("first");
        assertSame(fromPeer(), Message.of("\u0000first"));
        peer.send("p", Message.of("second", "body"));
        assertSame(receive(sub), Message.of("second", "body"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aPeerMaySubscribeByMessage(Setting setting) {
        PubSocket pub = context.pub(options().build());
        join(pub, setting, "XSUB");
        peer.send("p", Message.of("\u0001topic"));
        awaitSubscribers(pub, 1);
        pub.send("other");
        pub.send(Message.of("topic", "body"));
        assertSame(fromPeer(), Message.of("topic", "body"));
        peer.send("p", Message.of("\u0000topic"));
        await("no subscription").atMost(PATIENCE).until(() -> {
            peer.work();
            return !pub.awaitSubscribers(1, Duration.ZERO);
        });
    }

    @ParameterizedTest
    @MethodSource("settings")
    void weAreReq(Setting setting) {
        ReqSocket req = context.req(options().build());
        join(req, setting, "REP");
        for (Message message : messages()) {
            req.send(message);
            assertSame(fromPeer(), message);
            peer.send("p", message);
            assertSame(receive(req), message);
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void weAreRep(Setting setting) {
        RepSocket rep = context.rep(options().build());
        join(rep, setting, "REQ");
        for (Message message : messages()) {
            peer.send("p", message);
            assertSame(receive(rep), message);
            rep.send(message);
            assertSame(fromPeer(), message);
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void weAnswerNumberedRequests(Setting setting) {
        RepSocket rep = context.rep(options().build());
        join(rep, setting, "REQ", "REQ_CORRELATE=1", "REQ_RELAXED=1");
        peer.send("p", Message.of("abandoned"));
        peer.send("p", Message.of("wanted"));
        assertSame(receive(rep), Message.of("abandoned"));
        rep.send("wrong");
        assertSame(receive(rep), Message.of("wanted"));
        rep.send("right");
        assertSame(fromPeer(), Message.of("right"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void weNumberOurRequests(Setting setting) {
        ReqSocket req = context.req(
                options().requestCorrelate(true).requestRelaxed(true).build());
        join(req, setting, "REP");
        req.send("abandoned");
        req.send("wanted");
        assertSame(fromPeer(), Message.of("abandoned"));
        peer.send("p", Message.of("wrong"));
        assertSame(fromPeer(), Message.of("wanted"));
        peer.send("p", Message.of("right"));
        assertSame(receive(req), Message.of("right"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void weAreDealerToTheirRouter(Setting setting) {
        DealerSocket dealer = context.dealer(options().routingId("nol").build());
        join(dealer, setting, "ROUTER");
        for (Message message : messages()) {
            dealer.send(message);
            Message received = fromPeer();
            assertThat(received.text()).isEqualTo("nol");
            assertSame(received.from(1), message);
            peer.send("p", received);
            assertSame(receive(dealer), message);
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theirRouterNamesUsWhenWeHaveNoName(Setting setting) {
        DealerSocket dealer = context.dealer(options().build());
        join(dealer, setting, "ROUTER");
        dealer.send("x");
        Message received = fromPeer();
        assertThat(received.frame(0)).hasSize(5).startsWith(0);
        peer.send("p", Message.of(received.frame(0), new byte[] {7}));
        assertThat(receive(dealer).bytes()).containsExactly(7);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void weAreRouterToTheirDealer(Setting setting) {
        RouterSocket router = context.router(options().build());
        join(router, setting, "DEALER", "ROUTING_ID=them");
        for (Message message : messages()) {
            peer.send("p", message);
            Message received = receive(router);
            assertThat(received.text()).isEqualTo("them");
            assertSame(received.from(1), message);
            router.send(received);
            assertSame(fromPeer(), message);
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theirDealerThatWeRefuseKeepsItsQueue(Setting setting) {
        assumeTrue(setting.weBind(), "only a binding end refuses before it has said all");
        RouterSocket router = context.router(options().build());
        String endpoint = router.bind(setting.endpoint()).toString();
        DealerSocket holder = context.dealer(options().routingId("same").build());
        holder.connect(endpoint);
        holder.send("from the holder");
        assertSame(receive(router), Message.of("same", "from the holder"));
        peer.socket("p", "DEALER", "ROUTING_ID=same");
        peer.connect("p", endpoint);
        for (int i = 0; i < 100; i++) {
            peer.send("p", Message.of("" + i));
        }
        await("their dealer to be refused again and again")
                .atMost(PATIENCE)
                .until(() -> router.statistics().times(Reason.DUPLICATE_ROUTING_ID) >= 2);
        holder.close();
        for (int i = 0; i < 100; i++) {
            assertSame(receive(router), Message.of("same", "" + i));
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void weAreRouterToTheirReq(Setting setting) {
        RouterSocket router = context.router(options().build());
        join(router, setting, "REQ");
        peer.send("p", Message.of("question"));
        Message request = receive(router);
        assertThat(request.frameCount()).isEqualTo(3);
        assertThat(request.frame(0)).hasSize(5).startsWith(0);
        assertThat(request.frame(1)).isEmpty();
        router.send(Message.of(request.frame(0), new byte[0], new byte[] {'a'}));
        assertSame(fromPeer(), Message.of("a"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void weAreReqToTheirRouter(Setting setting) {
        ReqSocket req = context.req(options().routingId("asker").build());
        join(req, setting, "ROUTER");
        req.send("question");
        assertSame(fromPeer(), Message.of("asker", "", "question"));
        peer.send("p", Message.of("asker", "", "answer"));
        assertSame(receive(req), Message.of("answer"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void weAreDealerToTheirDealer(Setting setting) {
        DealerSocket dealer = context.dealer(options().build());
        join(dealer, setting, "DEALER");
        dealer.send(Message.of("to", "them"));
        assertSame(fromPeer(), Message.of("to", "them"));
        peer.send("p", Message.of("to", "us"));
        assertSame(receive(dealer), Message.of("to", "us"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void weAreDealerToTheirRep(Setting setting) {
        DealerSocket dealer = context.dealer(options().build());
        join(dealer, setting, "REP");
        dealer.send(Message.of("hop", "", "question"));
        assertSame(fromPeer(), Message.of("question"));
        peer.send("p", Message.of("answer"));
        assertSame(receive(dealer), Message.of("hop", "", "answer"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void weAreRepToTheirDealer(Setting setting) {
        RepSocket rep = context.rep(options().build());
        join(rep, setting, "DEALER");
        peer.send("p", Message.of("hop", "", "question"));
        assertSame(receive(rep), Message.of("question"));
        rep.send("answer");
        assertSame(fromPeer(), Message.of("hop", "", "answer"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void weAreRouterToTheirRouter(Setting setting) {
        RouterSocket router = context.router(options().routingId("nol").build());
        join(router, setting, "ROUTER", "ROUTING_ID=them");
        router.send(Message.of("them", "hello"));
        assertSame(fromPeer(), Message.of("nol", "hello"));
        peer.send("p", Message.of("nol", "world"));
        assertSame(receive(router), Message.of("them", "world"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void weProbeTheirRouter(Setting setting) {
        DealerSocket dealer =
                context.dealer(options().routingId("prober").probeRouter(true).build());
        join(dealer, setting, "ROUTER");
        assertSame(fromPeer(), Message.of("prober", ""));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theyProbeOurRouter(Setting setting) {
        RouterSocket router = context.router(options().build());
        join(router, setting, "DEALER", "ROUTING_ID=prober", "PROBE_ROUTER=1");
        assertSame(receive(router), Message.of("prober", ""));
        router.send(Message.of("prober", "hello"));
        assertSame(fromPeer(), Message.of("hello"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void heartbeatsKeepAQuietConnectionUp(Setting setting) {
        DealerSocket dealer = context.dealer(options()
                .heartbeat(Duration.ofMillis(50), Duration.ofMillis(2_000), Duration.ofMillis(2_000))
                .build());
        join(dealer, setting, "DEALER", "HEARTBEAT_IVL=50", "HEARTBEAT_TIMEOUT=2000", "HEARTBEAT_TTL=2000");
        assertThat(dealer.receive(Duration.ofMillis(600))).isNull();
        assertThat(peer.receive("p", 300)).isNull();
        assertThat(connectedPeers(dealer)).isEqualTo(1);
        assertThat(dealer.statistics().reasons()).isEmpty();
        dealer.send("still here");
        assertSame(fromPeer(), Message.of("still here"));
        peer.send("p", Message.of("me too"));
        assertSame(receive(dealer), Message.of("me too"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aBoundPeerThatComesBackIsFoundAgain(Setting setting) {
        if (setting.weBind()) {
            assumeTrue(connectsReliably(), "this peer's attempts to connect may hang");
            ourBoundSocketComesBack(setting);
        } else {
            theirBoundSocketComesBack(setting);
        }
    }

    private void theirBoundSocketComesBack(Setting setting) {
        String endpoint = setting.known();
        DealerSocket dealer = context.dealer(options().build());
        SubSocket sub = context.sub(options().build());
        sub.subscribe("a");
        String publishing = setting.known();
        dealer.connect(endpoint);
        sub.connect(publishing);
        for (int round = 0; round < 3; round++) {
            peer.socket("p", "REP");
            peer.bind("p", endpoint);
            peer.socket("pub", "PUB");
            peer.bind("pub", publishing);
            awaitPeers(dealer, 1);
            dealer.send(Message.of("", "round " + round));
            assertSame(fromPeer(), Message.of("round " + round));
            peer.send("p", Message.of("re " + round));
            assertSame(receive(dealer), Message.of("", "re " + round));
            settle("pub", sub);
            peer.send("pub", Message.of("b"));
            peer.send("pub", Message.of("a" + round));
            assertSame(receive(sub), Message.of("a" + round));
            peer.close("p");
            peer.close("pub");
            awaitPeers(dealer, 0);
            awaitPeers(sub, 0);
        }
    }

    private void ourBoundSocketComesBack(Setting setting) {
        String endpoint = setting.known();
        String publishing = setting.known();
        peer.socket("p", "DEALER");
        peer.connect("p", endpoint);
        peer.socket("sub", "SUB");
        peer.subscribe("sub", "a");
        peer.connect("sub", publishing);
        for (int round = 0; round < 3; round++) {
            RepSocket rep = context.rep(options().build());
            bind(rep, endpoint);
            awaitPeers(rep, 1);
            PubSocket pub = context.pub(options().build());
            bind(pub, publishing);
            awaitSubscribers(pub, 1);
            peer.send("p", Message.of("", "round " + round));
            assertSame(receive(rep), Message.of("round " + round));
            rep.send("re " + round);
            assertSame(fromPeer(), Message.of("", "re " + round));
            pub.send("b");
            pub.send("a" + round);
            Message published = peer.receive("sub", PATIENCE_MILLIS);
            assertThat(published).isEqualTo(Message.of("a" + round));
            rep.close();
            pub.close();
        }
    }

    private static void bind(Socket socket, String endpoint) {
        await("the endpoint to be free").atMost(PATIENCE).ignoreExceptions().until(() -> {
            socket.bind(endpoint);
            return true;
        });
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aConnectingPeerThatComesBackIsTakenAgain(Setting setting) {
        if (setting.weBind()) {
            RouterSocket router = context.router(options().build());
            String endpoint = router.bind(setting.endpoint()).toString();
            for (int round = 0; round < 3; round++) {
                peer.socket("p", "DEALER", "ROUTING_ID=them");
                connectPeer(router, endpoint);
                peer.send("p", Message.of("round " + round));
                assertSame(receive(router), Message.of("them", "round " + round));
                router.send(Message.of("them", "re"));
                assertSame(fromPeer(), Message.of("re"));
                peer.close("p");
                awaitPeers(router, 0);
            }
        } else {
            peer.socket("p", "ROUTER");
            String endpoint = peer.bind("p", setting.endpoint());
            for (int round = 0; round < 3; round++) {
                DealerSocket dealer =
                        context.dealer(options().routingId("nol-" + round).build());
                dealer.connect(endpoint);
                dealer.send("round " + round);
                assertSame(fromPeer(), Message.of("nol-" + round, "round " + round));
                peer.send("p", Message.of("nol-" + round, "re"));
                assertSame(receive(dealer), Message.of("re"));
                dealer.close();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void whatWeSentBeforeClosingArrives(Setting setting) {
        PushSocket push = context.push(options().build());
        join(push, setting, "PULL", "RCVHWM=10");
        for (int i = 0; i < 500; i++) {
            push.send(Message.of("" + i, "x"));
        }
        push.close();
        peer.count("p", 500);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aSocketTypeThatDoesNotFitIsRefused(Setting setting) {
        PullSocket pull = context.pull(options().build());
        peer.socket("p", "PUB");
        if (setting.weBind()) {
            assumeTrue(connectsReliably(), "this peer's attempts to connect may hang");
            peer.connect("p", pull.bind(setting.endpoint()).toString());
        } else {
            pull.connect(peer.bind("p", setting.endpoint()));
        }
        await("the refusal").atMost(PATIENCE).until(() -> pull.statistics().times(Reason.Kind.REFUSAL) > 0);
        assertThat(connectedPeers(pull)).isZero();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aRouterMayNameTheirRouterItself(Setting setting) {
        assumeFalse(setting.weBind(), "naming is for the side that connects");
        RouterSocket router = context.router(options().routingId("nol").build());
        peer.socket("p", "ROUTER", "ROUTING_ID=them");
        router.connect(peer.bind("p", setting.endpoint()), RoutingId.of("chosen"));
        router.send(Message.of("chosen", "hello"));
        assertSame(fromPeer(), Message.of("nol", "hello"));
        peer.send("p", Message.of("nol", "world"));
        assertSame(receive(router), Message.of("chosen", "world"));
    }

    /** Returns when the peer's SUB "p" gets what we publish under the prefix. */
    private void settle(PubSocket pub, String prefix) {
        String token = prefix + "-settle-" + NAMES.incrementAndGet();
        await("the subscription").atMost(PATIENCE).until(() -> {
            pub.send(token + "?");
            return peer.receive("p", 20) != null;
        });
        pub.send(token + "!");
        Message next = fromPeer();
        while (!next.text().equals(token + "!")) {
            assertThat(next.text()).isEqualTo(token + "?");
            next = fromPeer();
        }
    }

    /** Returns when the peer's PUB has processed what our SUB has subscribed to. */
    private void settle(String name, SubSocket sub) {
        String token = "\u0001settle-" + NAMES.incrementAndGet();
        sub.subscribe(token);
        await("the subscription").atMost(PATIENCE).until(() -> {
            peer.send(name, Message.of(token + "?"));
            return sub.receive(Duration.ofMillis(20)) != null;
        });
        peer.send(name, Message.of(token + "!"));
        Message next = receive(sub);
        while (!next.text().equals(token + "!")) {
            assertThat(next.text()).isEqualTo(token + "?");
            next = receive(sub);
        }
        sub.unsubscribe(token);
    }
}
