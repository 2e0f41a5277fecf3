package io.nolmq.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nolmq.DealerSocket;
import io.nolmq.PubSocket;
import io.nolmq.PullSocket;
import io.nolmq.RepSocket;
import io.nolmq.RouterSocket;
import io.nolmq.Socket;
import io.nolmq.SubSocket;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for a connection whatever its pattern is: refusals, heartbeats, and peers that come back. */
interface ConnectionInterop extends Interop {
    @ParameterizedTest
    @MethodSource("settings")
    default void heartbeatsKeepAQuietConnectionUp(Setting setting) {
        DealerSocket dealer = context()
                .dealer(options()
                        .heartbeat(Duration.ofMillis(50), Duration.ofMillis(2_000), Duration.ofMillis(2_000))
                        .build());
        join(dealer, setting, "DEALER", "HEARTBEAT_IVL=50", "HEARTBEAT_TIMEOUT=2000", "HEARTBEAT_TTL=2000");
        assertThat(dealer.receive(Duration.ofMillis(600))).isNull();
        assertThat(peer().receive("p", 300)).isNull();
        assertThat(connectedPeers(dealer)).isEqualTo(1);
        assertThat(dealer.statistics().reasons()).isEmpty();
        dealer.send("still here");
        assertSame(fromPeer(), Message.of("still here"));
        peer().send("p", Message.of("me too"));
        assertSame(receive(dealer), Message.of("me too"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void aBoundPeerThatComesBackIsFoundAgain(Setting setting) {
        if (setting.weBind()) {
            assumeTrue(connectsReliably(), "this peer's attempts to connect may hang");
            ourBoundSocketComesBack(setting);
        } else {
            theirBoundSocketComesBack(setting);
        }
    }

    private void theirBoundSocketComesBack(Setting setting) {
        String endpoint = setting.known();
        DealerSocket dealer = context().dealer(options().build());
        SubSocket sub = context().sub(options().build());
        sub.subscribe("a");
        String publishing = setting.known();
        dealer.connect(endpoint);
        sub.connect(publishing);
        for (int round = 0; round < 3; round++) {
            peer().socket("p", "REP");
            peer().bind("p", endpoint);
            peer().socket("pub", "PUB");
            peer().bind("pub", publishing);
            awaitPeers(dealer, 1);
            dealer.send(Message.of("", "round " + round));
            assertSame(fromPeer(), Message.of("round " + round));
            peer().send("p", Message.of("re " + round));
            assertSame(receive(dealer), Message.of("", "re " + round));
            settle("pub", sub);
            peer().send("pub", Message.of("b"));
            peer().send("pub", Message.of("a" + round));
            assertSame(receive(sub), Message.of("a" + round));
            peer().close("p");
            peer().close("pub");
            awaitPeers(dealer, 0);
            awaitPeers(sub, 0);
        }
    }

    private void ourBoundSocketComesBack(Setting setting) {
        String endpoint = setting.known();
        String publishing = setting.known();
        peer().socket("p", "DEALER");
        peer().connect("p", endpoint);
        peer().socket("sub", "SUB");
        peer().subscribe("sub", "a");
        peer().connect("sub", publishing);
        for (int round = 0; round < 3; round++) {
            RepSocket rep = context().rep(options().build());
            bind(rep, endpoint);
            awaitPeers(rep, 1);
            PubSocket pub = context().pub(options().build());
            bind(pub, publishing);
            awaitSubscribers(pub, 1);
            peer().send("p", Message.of("", "round " + round));
            assertSame(receive(rep), Message.of("round " + round));
            rep.send("re " + round);
            assertSame(fromPeer(), Message.of("", "re " + round));
            pub.send("b");
            pub.send("a" + round);
            Message published = peer().receive("sub", PATIENCE_MILLIS);
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
    default void aConnectingPeerThatComesBackIsTakenAgain(Setting setting) {
        if (setting.weBind()) {
            RouterSocket router = context().router(options().build());
            String endpoint = router.bind(setting.endpoint()).toString();
            for (int round = 0; round < 3; round++) {
                peer().socket("p", "DEALER", "ROUTING_ID=them");
                connectPeer(router, endpoint);
                peer().send("p", Message.of("round " + round));
                assertSame(receive(router), Message.of("them", "round " + round));
                router.send(Message.of("them", "re"));
                assertSame(fromPeer(), Message.of("re"));
                peer().close("p");
                awaitPeers(router, 0);
            }
        } else {
            peer().socket("p", "ROUTER");
            String endpoint = peer().bind("p", setting.endpoint());
            for (int round = 0; round < 3; round++) {
                DealerSocket dealer =
                        context().dealer(options().routingId("nol-" + round).build());
                dealer.connect(endpoint);
                dealer.send("round " + round);
                assertSame(fromPeer(), Message.of("nol-" + round, "round " + round));
                peer().send("p", Message.of("nol-" + round, "re"));
                assertSame(receive(dealer), Message.of("re"));
                dealer.close();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void aSocketTypeThatDoesNotFitIsRefused(Setting setting) {
        PullSocket pull = context().pull(options().build());
        peer().socket("p", "PUB");
        if (setting.weBind()) {
            assumeTrue(connectsReliably(), "this peer's attempts to connect may hang");
            peer().connect("p", pull.bind(setting.endpoint()).toString());
        } else {
            pull.connect(peer().bind("p", setting.endpoint()));
        }
        await("the refusal").atMost(PATIENCE).until(() -> pull.statistics().times(Reason.Kind.REFUSAL) > 0);
        assertThat(connectedPeers(pull)).isZero();
    }
}
