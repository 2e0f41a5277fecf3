package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nolmq.DealerSocket;
import io.nolmq.ReqSocket;
import io.nolmq.RouterSocket;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.RoutingId;
import io.nolmq.message.SendResult;
import io.nolmq.message.ZmqException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** DEALER and ROUTER (RFC 28). */
class DealerRouterContractTest extends ContractTest {
    private static final Message LARGE_FOR_SLOW = Message.of("slow".getBytes(StandardCharsets.UTF_8), new byte[50_000]);

    private DealerSocket dealer(String routingId) {
        return context.dealer(options().routingId(routingId).build());
    }

    /** One that has begun to connect. */
    private DealerSocket dealer(String routingId, String endpoint) {
        DealerSocket dealer = dealer(routingId);
        dealer.connect(endpoint);
        return dealer;
    }

    /** One that takes little as long as it receives nothing. */
    private DealerSocket slowDealer() {
        return context.dealer(options()
                .routingId("slow")
                .receiveHighWaterMark(3)
                .receiveBufferBytes(32_768)
                .build());
    }

    @ParameterizedTest
    @EachTransport
    void aRouterKnowsItsPeersByTheirRoutingIds(Transport transport) {
        RouterSocket router = context.router();
        String endpoint = router.bind(transport.endpoint()).toString();
        DealerSocket alice = dealer("alice", endpoint);
        DealerSocket bob = dealer("bob", endpoint);
        alice.send(Message.of("from alice", "", "second"));
        assertThat(frames(receive(router))).containsExactly("alice", "from alice", "", "second");
        bob.send("from bob");
        assertThat(frames(receive(router))).containsExactly("bob", "from bob");
        router.send(Message.of("alice", "to alice", ""));
        router.send(Message.of("bob", "to bob"));
        assertThat(frames(receive(alice))).containsExactly("to alice", "");
        assertThat(frames(receive(bob))).containsExactly("to bob");
    }

    @ParameterizedTest
    @EachTransport
    void theRouterMayConnect(Transport transport) {
        DealerSocket dealer = dealer("bound");
        RouterSocket router = context.router();
        join(dealer, router, transport);
        dealer.send("hello");
        assertThat(frames(receive(router))).containsExactly("bound", "hello");
        router.send(Message.of("bound", "world"));
        assertThat(text(dealer)).isEqualTo("world");
    }

    @ParameterizedTest
    @EachTransport
    void aRouterNamesPeersWithoutARoutingIdItself(Transport transport) {
        RouterSocket router = context.router();
        String endpoint = router.bind(transport.endpoint()).toString();
        List<byte[]> names = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            DealerSocket dealer = context.dealer();
            dealer.connect(endpoint);
            dealer.send("" + i);
            Message message = receive(router);
            assertThat(message.text(1)).isEqualTo("" + i);
            byte[] name = message.frame(0);
            assertThat(name).hasSize(5);
            assertThat(name[0]).isZero();
            names.add(name);
            router.send(Message.of(name, new byte[] {(byte) i}));
            assertThat(receive(dealer).bytes()).containsExactly(i);
        }
        assertThat(names.stream().map(Arrays::toString)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EachTransport
    void aRoutingIdMayHaveAnyBytesUpTo255(Transport transport) {
        byte[] id = new byte[255];
        for (int i = 0; i < id.length; i++) {
            id[i] = (byte) (i + 1);
        }
        RouterSocket router = context.router();
        DealerSocket dealer = context.dealer(options().routingId(id).build());
        join(router, dealer, transport);
        dealer.send("x");
        assertThat(receive(router).frame(0)).isEqualTo(id);
        router.send(Message.of(id, new byte[] {7}));
        assertThat(receive(dealer).bytes()).containsExactly(7);
        assertThat(router.peers().get(0).peer().routingId()).isEqualTo(RoutingId.of(id));
    }

    @ParameterizedTest
    @EachTransport
    void aMessageForAnUnknownPeerIsDroppedAndCounted(Transport transport) {
        RouterSocket router = context.router();
        DealerSocket dealer = dealer("known");
        join(router, dealer, transport);
        router.send(Message.of("unknown", "lost"));
        assertThat(router.trySend(Message.of("unknown", "lost", "too"))).isEqualTo(SendResult.SENT);
        router.send(Message.of("known", "found"));
        assertThat(text(dealer)).isEqualTo("found");
        assertThat(router.statistics().times(Reason.UNROUTABLE)).isEqualTo(2);
    }

    @ParameterizedTest
    @EachTransport
    void aMessageOfARoutingIdOnlyIsNoMessage(Transport transport) {
        RouterSocket router = context.router();
        DealerSocket dealer = dealer("known");
        join(router, dealer, transport);
        router.send("known");
        router.send(Message.of("known", "real"));
        assertThat(text(dealer)).isEqualTo("real");
    }

    @ParameterizedTest
    @EachTransport
    void aMandatoryRouterRefusesAnUnknownPeer(Transport transport) {
        RouterSocket router = context.router(options().routerMandatory(true).build());
        DealerSocket dealer = dealer("known");
        join(router, dealer, transport);
        assertThat(router.trySend(Message.of("unknown", "x"))).isEqualTo(SendResult.UNROUTABLE);
        assertThat(router.send(Message.of("unknown", "x"), Duration.ofMillis(50)))
                .isEqualTo(SendResult.UNROUTABLE);
        assertThatThrownBy(() -> router.send(Message.of("unknown", "x")))
                .isInstanceOf(ZmqException.class)
                .extracting(e -> ((ZmqException) e).code())
                .isEqualTo(ErrorCode.UNROUTABLE);
        assertThat(router.trySend(Message.of("known", "x"))).isEqualTo(SendResult.SENT);
        assertThat(text(dealer)).isEqualTo("x");
        dealer.close();
        awaitPeers(router, 0);
        assertThat(router.trySend(Message.of("known", "x"))).isEqualTo(SendResult.UNROUTABLE);
        assertThat(router.statistics().times(Reason.UNROUTABLE))
                .as("refused is not dropped")
                .isZero();
    }

    @ParameterizedTest
    @EachTransport
    void aMandatoryRouterWaitsForAFullPeer(Transport transport) throws Exception {
        RouterSocket router = context.router(options()
                .routerMandatory(true)
                .sendHighWaterMark(3)
                .sendBufferBytes(32_768)
                .build());
        DealerSocket dealer = slowDealer();
        join(router, dealer, transport);
        int sent = fill(router, LARGE_FOR_SLOW);
        assertThat(router.trySend(LARGE_FOR_SLOW)).isEqualTo(SendResult.FULL);
        Background<Boolean> sender = Background.run(() -> router.send(LARGE_FOR_SLOW));
        sender.awaitWaiting();
        for (int i = 0; i < sent + 1; i++) {
            assertThat(receive(dealer).bytes()).hasSize(50_000);
        }
        assertThat(sender.result()).isTrue();
        assertThat(dealer.tryReceive()).isNull();
    }

    @ParameterizedTest
    @EachTransport
    void aRouterDropsAndCountsWhatAFullPeerCannotTake(Transport transport) {
        RouterSocket router = context.router(
                options().sendHighWaterMark(3).sendBufferBytes(32_768).build());
        String endpoint = router.bind(transport.endpoint()).toString();
        DealerSocket slow = slowDealer();
        slow.connect(endpoint);
        DealerSocket quick = dealer("quick", endpoint);
        awaitPeers(router, 2);
        for (int i = 0; i < 200; i++) {
            router.send(LARGE_FOR_SLOW);
            router.send(Message.of("quick", "" + i));
            assertThat(text(quick)).isEqualTo("" + i);
        }
        int got = drain(slow).size();
        assertThat(got).isLessThan(200);
        assertThat(got + router.statistics().times(Reason.HIGH_WATER_MARK)).isEqualTo(200);
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void aSecondPeerOfTheSameRoutingIdIsRefusedUntilTheFirstIsGone(Transport transport) {
        RouterSocket router = context.router();
        String endpoint = router.bind(transport.endpoint()).toString();
        DealerSocket first = dealer("same", endpoint);
        awaitPeers(router, 1);
        DealerSocket second = dealer("same", endpoint);
        await("the second to be refused")
                .atMost(PATIENCE)
                .until(() -> router.statistics().times(Reason.DUPLICATE_ROUTING_ID) > 0);
        first.send("from the first");
        assertThat(frames(receive(router))).containsExactly("same", "from the first");
        router.send(Message.of("same", "to the first"));
        assertThat(text(first)).isEqualTo("to the first");
        assertThat(router.tryReceive()).isNull();
        first.close();
        await("the second to be taken in").atMost(PATIENCE).until(() -> {
            second.trySend(Message.of("from the second"));
            return router.receive(Duration.ofMillis(20)) != null;
        });
        router.send(Message.of("same", "to the second"));
        assertThat(text(second)).isEqualTo("to the second");
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void aPeerThatIsRefusedKeepsItsQueue(Transport transport) {
        RouterSocket router = context.router();
        String endpoint = router.bind(transport.endpoint()).toString();
        DealerSocket first = dealer("same", endpoint);
        awaitPeers(router, 1);
        DealerSocket second = dealer("same", endpoint);
        for (int i = 0; i < 500; i++) {
            second.send("" + i);
        }
        await("the second to be refused again and again")
                .atMost(PATIENCE)
                .until(() -> router.statistics().times(Reason.DUPLICATE_ROUTING_ID) >= 3);
        assertThat(second.statistics().traffic().messagesSent()).isZero();
        assertThat(second.awaitConnected(Duration.ZERO)).isFalse();
        assertThat(router.tryReceive()).isNull();
        first.close();
        for (int i = 0; i < 500; i++) {
            assertThat(frames(receive(router))).containsExactly("same", "" + i);
        }
        assertThat(router.tryReceive()).isNull();
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void ofPeersThatComeAtOnceWithOneRoutingIdOneIsTakenInAndNoneLosesItsQueue(Transport transport) {
        RouterSocket router = context.router();
        String endpoint = router.bind(transport.endpoint()).toString();
        List<DealerSocket> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            DealerSocket dealer = dealer("same", endpoint);
            dealer.send(Message.of("" + i, "first"));
            dealer.send(Message.of("" + i, "second"));
            waiting.add(dealer);
        }
        for (int left = 4; left > 0; left--) {
            String holder = frames(receive(router)).get(1);
            assertThat(frames(receive(router))).containsExactly("same", holder, "second");
            assertThat(router.tryReceive()).isNull();
            waiting.get(Integer.parseInt(holder)).close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"INPROC"})
    void aSecondInprocPeerOfTheSameRoutingIdDoesNotTakeTheFirstOnesPlace(Transport transport) {
        RouterSocket router = context.router();
        String endpoint = router.bind(transport.endpoint()).toString();
        DealerSocket first = dealer("same", endpoint);
        first.send("one");
        assertThat(frames(receive(router))).containsExactly("same", "one");
        DealerSocket second = dealer("same", endpoint);
        second.trySend(Message.of("from the second"));
        router.send(Message.of("same", "to the first"));
        assertThat(text(first)).isEqualTo("to the first");
        first.send("two");
        assertThat(frames(receive(router))).containsExactly("same", "two");
        assertThat(second.tryReceive()).isNull();
    }

    @ParameterizedTest
    @EachTransport
    void withHandoverTheRoutingIdGoesToTheNewcomer(Transport transport) {
        RouterSocket router = context.router(options().routerHandover(true).build());
        String endpoint = router.bind(transport.endpoint()).toString();
        DealerSocket first = context.dealer(
                options().routingId("same").reconnectInterval(Duration.ZERO).build());
        first.connect(endpoint);
        first.send("one");
        assertThat(frames(receive(router))).containsExactly("same", "one");
        DealerSocket second = dealer("same", endpoint);
        second.send("two");
        assertThat(frames(receive(router))).containsExactly("same", "two");
        router.send(Message.of("same", "to the second"));
        assertThat(text(second)).isEqualTo("to the second");
        assertThat(first.tryReceive()).isNull();
    }

    @ParameterizedTest
    @EachTransport
    void twoRoutersTalkOnceTheConnectingOneHasNamedItsPeer(Transport transport) {
        RouterSocket bound = context.router(options().routingId("bound").build());
        RouterSocket connecting = context.router(
                options().routingId("connecting").routerMandatory(true).build());
        String endpoint = bound.bind(transport.endpoint()).toString();
        connecting.connect(endpoint, RoutingId.of("chosen"));
        assertThat(connecting.awaitConnected(PATIENCE)).isTrue();
        assertThat(connecting.trySend(Message.of("bound", "x"))).isEqualTo(SendResult.UNROUTABLE);
        connecting.send(Message.of("chosen", "hello"));
        assertThat(frames(receive(bound))).containsExactly("connecting", "hello");
        bound.send(Message.of("connecting", "world"));
        assertThat(frames(receive(connecting))).containsExactly("chosen", "world");
    }

    @ParameterizedTest
    @EachTransport
    void aNamedConnectionTakesMessagesBeforeAnybodyIsBound(Transport transport) {
        String endpoint = transport.known();
        RouterSocket router = context.router(
                options().routerMandatory(true).routingId("early").build());
        router.connect(endpoint, RoutingId.of("chosen"));
        router.send(Message.of("chosen", "queued"));
        DealerSocket dealer = dealer("real name");
        dealer.bind(endpoint);
        assertThat(text(dealer)).isEqualTo("queued");
        dealer.send("back");
        assertThat(frames(receive(router))).containsExactly("chosen", "back");
    }

    @ParameterizedTest
    @EachTransport
    void probingTellsARouterWhoIsThere(Transport transport) {
        RouterSocket router = context.router();
        String endpoint = router.bind(transport.endpoint()).toString();
        DealerSocket dealer =
                context.dealer(options().routingId("prober").probeRouter(true).build());
        dealer.connect(endpoint);
        assertThat(frames(receive(router))).containsExactly("prober", "");
        router.send(Message.of("prober", "spoken to first"));
        assertThat(text(dealer)).isEqualTo("spoken to first");
    }

    @ParameterizedTest
    @EachTransport
    void twoProbingRoutersLearnOfEachOther(Transport transport) {
        RouterSocket one =
                context.router(options().routingId("one").probeRouter(true).build());
        RouterSocket two =
                context.router(options().routingId("two").probeRouter(true).build());
        join(one, two, transport);
        assertThat(frames(receive(one))).containsExactly("two", "");
        assertThat(frames(receive(two))).containsExactly("one", "");
        one.send(Message.of("two", "x"));
        assertThat(frames(receive(two))).containsExactly("one", "x");
    }

    @ParameterizedTest
    @EachTransport
    void aRouterReadsItsPeersInTurn(Transport transport) {
        RouterSocket router = context.router();
        String endpoint = router.bind(transport.endpoint()).toString();
        for (int d = 0; d < 3; d++) {
            DealerSocket dealer = dealer("" + d, endpoint);
            for (int i = 0; i < 30; i++) {
                dealer.send("" + i);
            }
        }
        await("all messages to wait at the receiver")
                .atMost(PATIENCE)
                .until(() -> router.peers().size() == 3
                        && router.peers().stream()
                                .allMatch(peer -> peer.queues().received() == 30));
        int[] counts = new int[3];
        for (int i = 0; i < 90; i++) {
            Message message = receive(router);
            int sender = Integer.parseInt(message.text(0));
            assertThat(message.text(1)).isEqualTo("" + counts[sender]++);
            assertThat(Arrays.stream(counts).max().getAsInt()
                            - Arrays.stream(counts).min().getAsInt())
                    .isLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @EachTransport
    void aDealerSendsInTurnAndTakesInTurn(Transport transport) {
        DealerSocket dealer = context.dealer();
        String endpoint = dealer.bind(transport.endpoint()).toString();
        List<DealerSocket> peers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            DealerSocket peer = context.dealer();
            peer.connect(endpoint);
            peers.add(peer);
        }
        awaitPeers(dealer, 3);
        for (int i = 0; i < 9; i++) {
            dealer.send("" + i);
        }
        for (DealerSocket peer : peers) {
            List<String> got = texts(peer, 3);
            assertThat(Integer.parseInt(got.get(1)) - Integer.parseInt(got.get(0)))
                    .isEqualTo(3);
            assertThat(Integer.parseInt(got.get(2)) - Integer.parseInt(got.get(1)))
                    .isEqualTo(3);
            peer.send("back " + got.get(0));
        }
        assertThat(texts(dealer, 3)).containsExactlyInAnyOrder("back 0", "back 1", "back 2");
    }

    @ParameterizedTest
    @EachTransport
    void aDealerWithoutPeersRefuses(Transport transport) {
        DealerSocket dealer = context.dealer();
        dealer.bind(transport.endpoint());
        assertThat(dealer.trySend(Message.of("x"))).isEqualTo(SendResult.NO_PEER);
        assertThat(dealer.tryReceive()).isNull();
    }

    @ParameterizedTest
    @EachTransport
    void severalRequestersMayShareARouterAndBeAnsweredInAnyOrder(Transport transport) {
        RouterSocket router = context.router();
        String endpoint = router.bind(transport.endpoint()).toString();
        List<ReqSocket> reqs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ReqSocket req = context.req();
            req.connect(endpoint);
            req.send("" + i);
            reqs.add(req);
        }
        List<Message> requests = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            requests.add(receive(router));
        }
        for (int i = 3; i >= 0; i--) {
            Message request = requests.get(i);
            router.send(Message.of(
                    request.frame(0), new byte[0], ("re " + request.text(2)).getBytes(StandardCharsets.UTF_8)));
        }
        for (int i = 0; i < 4; i++) {
            assertThat(text(reqs.get(i))).isEqualTo("re " + i);
        }
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void aPeerThatComesBackKeepsItsRoutingId(Transport transport) {
        RouterSocket router = context.router(options().routerMandatory(true).build());
        String endpoint = router.bind(transport.endpoint()).toString();
        for (int i = 0; i < 3; i++) {
            DealerSocket dealer = dealer("regular", endpoint);
            dealer.send("" + i);
            assertThat(frames(receive(router))).containsExactly("regular", "" + i);
            router.send(Message.of("regular", "re"));
            assertThat(text(dealer)).isEqualTo("re");
            dealer.close();
            awaitPeers(router, 0);
        }
    }
}
