package io.nolmq.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.DealerSocket;
import io.nolmq.PubSocket;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.RepSocket;
import io.nolmq.ReqSocket;
import io.nolmq.RouterSocket;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** libzmq through pyzmq, over tcp and ipc. */
class LibzmqTest extends InteropTest {
    private static String python = "";
    private static PythonPeer shared;

    static Stream<Setting> settings() {
        return Stream.concat(Setting.both("tcp"), Setting.both("ipc"));
    }

    @BeforeAll
    static void findPython() throws IOException {
        Optional<String> found = PythonPeer.python();
        Peers.require(found.isPresent(), "pyzmq (Debian: python3-zmq)");
        python = found.orElseThrow();
        shared = PythonPeer.start(python);
        System.out.println("libzmq " + shared.version());
    }

    /** One process serves all tests, but for those that kill it. */
    @Override
    Peer start() throws IOException {
        if (shared == null || !shared.isAlive()) {
            shared = PythonPeer.start(python);
        }
        return shared;
    }

    @Override
    void end() {
        if (process().isAlive()) {
            process().reset();
        }
    }

    @AfterAll
    static void endPython() {
        if (shared != null) {
            shared.close();
        }
    }

    private PythonPeer process() {
        return (PythonPeer) peer;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    void aSubscriptionThatIsTooLongForUsIsRefusedAndCounted(String transport) {
        PubSocket pub = context.pub(options().build());
        String endpoint = pub.bind(new Setting(transport, true).endpoint()).toString();
        peer.socket("fits", "SUB");
        peer.subscribe("fits", "x".repeat(65_526));
        peer.connect("fits", endpoint);
        assertThat(pub.awaitSubscribers(1, PATIENCE)).isTrue();
        peer.socket("exceeds", "SUB");
        peer.subscribe("exceeds", "x".repeat(65_527));
        peer.connect("exceeds", endpoint);
        await("libzmq to come again after it was refused")
                .atMost(PATIENCE)
                .until(() -> pub.statistics().times(Reason.FRAME_SIZE) >= 2);
        pub.send("x".repeat(65_527));
        assertThat(peer.receive("fits", PATIENCE_MILLIS)).isEqualTo(Message.of("x".repeat(65_527)));
    }

    /** JeroMQ, and libzmq before 4.3.3, give messages to a connection before its handshake is complete. */
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    void theirDealerThatWeConnectToAndRefuseGivesUsNothing(String transport) {
        Setting setting = new Setting(transport, false);
        RouterSocket router = context.router(options().build());
        DealerSocket holder = context.dealer(options().routingId("same").build());
        holder.connect(router.bind(setting.endpoint()).toString());
        holder.send("from the holder");
        assertSame(receive(router), Message.of("same", "from the holder"));
        peer.socket("p", "DEALER", "ROUTING_ID=same");
        String endpoint = peer.bind("p", setting.endpoint());
        DealerSocket taker = context.dealer(options().build());
        taker.connect(endpoint);
        awaitPeers(taker, 1);
        router.connect(endpoint);
        int sent = 0;
        int taken = 0;
        while (router.statistics().times(Reason.DUPLICATE_ROUTING_ID) < 3) {
            peer.send("p", Message.of("" + sent++));
            taken += taker.tryReceive() == null ? 0 : 1;
        }
        // a peer that paused between its greeting and READY has our READY, and what it sent us is counted
        while (taken < sent && router.statistics().times(Reason.NOT_RECEIVED) == 0) {
            receive(taker);
            taken++;
        }
        holder.close();
        await("our router to come back once the name is free").atMost(PATIENCE).until(() -> {
            peer.send("p", Message.of("at last"));
            return Message.of("same", "at last").equals(router.receive(SOON));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    void whatStandsBehindAMessageThatIsTooLargeForThemArrives(String transport) {
        PushSocket push = context.push(options().build());
        join(push, new Setting(transport, false), "PULL", "MAXMSGSIZE=1000");
        push.send(Message.wrap(new byte[30_000_000]));
        for (int i = 0; i < 20; i++) {
            push.send("" + i);
        }
        for (int i = 0; i < 20; i++) {
            assertSame(fromPeer(), Message.of("" + i));
        }
        assertThat(push.statistics().times(Reason.UNDELIVERABLE)).isEqualTo(1);
        assertThat(push.statistics().times(Reason.Kind.DROP)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theyEchoWhatWeAskQuickly(Setting setting) {
        ReqSocket req = context.req(options().build());
        join(req, setting, "REP");
        int requests = 1_000;
        process().echo("p", requests);
        for (int i = 0; i < requests; i++) {
            assertThat(req.request("" + i).text()).isEqualTo("" + i);
        }
        process().echoed();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void bothSendAtOnce(Setting setting) {
        DealerSocket dealer = context.dealer(options().build());
        join(dealer, setting, "DEALER");
        int messages = 2_000;
        process().echo("p", messages);
        Thread sender = new Thread(() -> {
            for (int i = 0; i < messages; i++) {
                dealer.send(Message.of("" + i, "y".repeat(i % 600)));
            }
        });
        sender.start();
        for (int i = 0; i < messages; i++) {
            assertSame(receive(dealer), Message.of("" + i, "y".repeat(i % 600)));
        }
        process().echoed();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aSlowReceiverSlowsThemDownAndLosesNothing(Setting setting) {
        PullSocket pull = context.pull(
                options().receiveHighWaterMark(10).receiveBufferBytes(32_768).build());
        join(pull, setting, "PUSH", "SNDHWM=10");
        int messages = 5_000;
        process().beginBurst("p", messages);
        for (int i = 0; i < messages; i++) {
            assertSame(receive(pull), Message.of("" + i, "x"));
        }
        process().sent();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aKilledPeerIsNoticedAndItsSuccessorServed(Setting setting) throws Exception {
        if (setting.weBind()) {
            RepSocket rep = context.rep(options().build());
            String endpoint = rep.bind(setting.endpoint()).toString();
            peer.socket("p", "REQ");
            peer.connect("p", endpoint);
            peer.send("p", Message.of("before"));
            assertSame(receive(rep), Message.of("before"));
            process().kill();
            awaitPeers(rep, 0);
            rep.send("to nobody");
            peer.close();
            peer = start();
            peer.socket("p", "REQ");
            peer.connect("p", endpoint);
            peer.send("p", Message.of("after"));
            assertSame(receive(rep), Message.of("after"));
            rep.send("re");
            assertSame(fromPeer(), Message.of("re"));
        } else {
            String endpoint = setting.known();
            PushSocket push = context.push(options().build());
            push.connect(endpoint);
            peer.socket("p", "PULL");
            peer.bind("p", endpoint);
            push.send("before");
            assertSame(fromPeer(), Message.of("before"));
            process().kill();
            awaitPeers(push, 0);
            for (int i = 0; i < 100; i++) {
                push.send(Message.of("" + i, "x"));
            }
            peer.close();
            peer = start();
            peer.socket("p", "PULL");
            peer.bind("p", endpoint);
            peer.count("p", 100);
        }
    }
}
