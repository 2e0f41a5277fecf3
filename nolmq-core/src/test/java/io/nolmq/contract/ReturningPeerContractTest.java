package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.DealerSocket;
import io.nolmq.RepSocket;
import io.nolmq.RouterSocket;
import io.nolmq.Socket;
import io.nolmq.message.Endpoint;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.RoutingId;
import io.nolmq.message.SendResult;
import io.nolmq.message.ZmqException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * A connecting end whose peer goes, and comes back or is followed by another: what is read is known by its sender, and what
 * is sent reaches nobody else. Over inproc a pipe has one connection, and no such thing happens.
 */
class ReturningPeerContractTest extends ContractTest {
    private static final int SOME = 5;

    private final RouterSocket router = context.router(
            options().sendHighWaterMark(SOME).routerMandatory(true).build());
    private String endpoint = "";

    /** A peer that is bound, with a connection from that socket. */
    private DealerSocket peer(String routingId, Socket connecting) {
        DealerSocket dealer = routingId.isEmpty()
                ? context.dealer()
                : context.dealer(options().routingId(routingId).build());
        await("the endpoint to be free").atMost(PATIENCE).ignoreExceptions().until(() -> dealer.bind(endpoint) != null);
        awaitPeers(dealer, 1);
        awaitPeers(connecting, 1);
        return dealer;
    }

    private DealerSocket firstPeer(String routingId, Socket connecting, Transport transport) {
        endpoint = transport.known();
        connecting.connect(endpoint);
        return peer(routingId, connecting);
    }

    private static void leave(DealerSocket peer, Socket connecting) {
        peer.close();
        awaitPeers(connecting, 0);
    }

    /** Fills the queue of a peer that has no connection. */
    private void queue(byte[] name) {
        for (int i = 0; i < SOME; i++) {
            assertThat(router.trySend(Message.of(name, new byte[] {(byte) i}))).isEqualTo(SendResult.SENT);
        }
        assertThat(router.trySend(Message.of(name, new byte[1])))
                .as("above the high-water mark")
                .isEqualTo(SendResult.FULL);
    }

    private static void assertQueued(DealerSocket peer) {
        for (int i = 0; i < SOME; i++) {
            assertThat(receive(peer).bytes()).containsExactly(i);
        }
    }

    private static byte[] name(String text) {
        return Message.of(text).bytes();
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void whatWasReadAheadIsReceivedUnderTheNameOfItsSender(Transport transport) {
        DealerSocket alice = firstPeer("alice", router, transport);
        for (int i = 0; i < SOME; i++) {
            alice.send("from alice");
        }
        await("the router to have read ahead")
                .atMost(PATIENCE)
                .until(() -> router.peers().get(0).queues().received() == SOME);
        leave(alice, router);
        DealerSocket bob = peer("bob", router);
        bob.send("from bob");
        for (int i = 0; i < SOME; i++) {
            assertThat(frames(receive(router))).containsExactly("alice", "from alice");
            assertThat(router.trySend(Message.of("alice", "re"))).isEqualTo(SendResult.UNROUTABLE);
        }
        assertThat(frames(receive(router))).containsExactly("bob", "from bob");
        router.send(Message.of("bob", "re"));
        assertThat(text(bob)).isEqualTo("re");
        assertThat(bob.tryReceive()).isNull();
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void aReplyToAPeerThatAnotherHasFollowedIsCounted(Transport transport) {
        RouterSocket polite = context.router(options().build());
        DealerSocket alice = firstPeer("alice", polite, transport);
        alice.send("from alice");
        assertThat(frames(receive(polite))).containsExactly("alice", "from alice");
        leave(alice, polite);
        DealerSocket bob = peer("bob", polite);
        polite.send(Message.of("alice", "for alice"));
        polite.send(Message.of("bob", "for bob"));
        assertThat(text(bob)).isEqualTo("for bob");
        assertThat(polite.statistics().times(Reason.UNROUTABLE)).isEqualTo(1);
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void messagesQueueForAPeerBetweenItsConnections(Transport transport) {
        DealerSocket alice = firstPeer("alice", router, transport);
        leave(alice, router);
        queue(name("alice"));
        assertQueued(peer("alice", router));
        assertThat(router.statistics().times(Reason.Kind.DROP)).isZero();
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void aPeerWithoutANameKeepsTheOneThatItWasGiven(Transport transport) {
        DealerSocket peer = firstPeer("", router, transport);
        peer.send("first");
        Message first = receive(router);
        leave(peer, router);
        queue(first.frame(0));
        DealerSocket returned = peer("", router);
        assertQueued(returned);
        returned.send("second");
        assertThat(receive(router).frame(0)).isEqualTo(first.frame(0));
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void whatIsQueuedForAPeerNeverReachesAnother(Transport transport) {
        DealerSocket alice = firstPeer("alice", router, transport);
        leave(alice, router);
        queue(name("alice"));
        DealerSocket bob = peer("bob", router);
        router.send(Message.of("bob", "for bob"));
        assertThat(text(bob)).isEqualTo("for bob");
        assertThat(router.statistics().times(Reason.PEER_GONE)).isEqualTo(SOME);
        assertThat(router.statistics().times(Reason.Kind.DROP)).isEqualTo(SOME);
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void aSenderThatWaitsForAPeerIsToldWhenAnotherFollowsIt(Transport transport) throws Exception {
        DealerSocket alice = firstPeer("alice", router, transport);
        leave(alice, router);
        queue(name("alice"));
        Background<Boolean> sender = Background.run(() -> router.send(Message.of("alice", "one more")));
        sender.awaitWaiting();
        peer("bob", router);
        assertThat(sender.failure())
                .isInstanceOf(ZmqException.class)
                .extracting(e -> ((ZmqException) e).code())
                .isEqualTo(ErrorCode.UNROUTABLE);
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void whatAnEndpointThatIsDisconnectedHasLeftReachesNobodyElse(Transport transport) {
        DealerSocket alice = firstPeer("alice", router, transport);
        Endpoint left = router.peers().get(0).peer().endpoint();
        leave(alice, router);
        queue(name("alice"));
        router.disconnect(left);
        DealerSocket bob = context.dealer(options().routingId("bob").build());
        await("the endpoint to be free").atMost(PATIENCE).ignoreExceptions().until(() -> bob.bind(endpoint) != null);
        await("the pipe to end").atMost(PATIENCE).until(() -> router.peers().isEmpty());
        assertThat(router.statistics().times(Reason.PEER_GONE)).isEqualTo(SOME);
        assertThat(bob.tryReceive()).isNull();
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void whatIsQueuedUnderANameOfTheApplicationsIsForWhoeverIsThere(Transport transport) {
        endpoint = transport.known();
        router.connect(endpoint, RoutingId.of("chosen"));
        DealerSocket alice = peer("alice", router);
        leave(alice, router);
        queue(name("chosen"));
        assertQueued(peer("bob", router));
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void withImmediateAPeerIsUnroutableBetweenItsConnections(Transport transport) {
        RouterSocket immediate =
                context.router(options().immediate(true).routerMandatory(true).build());
        DealerSocket peer = firstPeer("", immediate, transport);
        peer.send("first");
        byte[] name = receive(immediate).frame(0);
        leave(peer, immediate);
        assertThat(immediate.trySend(Message.of(name, new byte[1]))).isEqualTo(SendResult.UNROUTABLE);
        DealerSocket returned = peer("", immediate);
        immediate.send(Message.of(name, name("again")));
        assertThat(text(returned)).isEqualTo("again");
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void aNewcomerTakesTheNameOfAPeerThatIsGone(Transport transport) {
        DealerSocket gone = firstPeer("alice", router, transport);
        leave(gone, router);
        DealerSocket newcomer = context.dealer(options().routingId("alice").build());
        newcomer.connect(router.bind(transport.endpoint()).toString());
        newcomer.send("hello");
        assertThat(frames(receive(router))).containsExactly("alice", "hello");
        router.send(Message.of("alice", "world"));
        assertThat(text(newcomer)).isEqualTo("world");
        assertThat(router.statistics().times(Reason.DUPLICATE_ROUTING_ID)).isZero();
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void aReplyGoesToThePipeThatTheRequestCameFrom(Transport transport) {
        RepSocket rep = context.rep(options().build());
        DealerSocket asker = firstPeer("", rep, transport);
        asker.send(Message.of("envelope", "", "request"));
        assertThat(text(rep)).isEqualTo("request");
        leave(asker, rep);
        rep.send("reply");
        DealerSocket returned = peer("", rep);
        assertThat(frames(receive(returned))).containsExactly("envelope", "", "reply");
        assertThat(rep.statistics().times(Reason.Kind.DROP)).isZero();
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void withImmediateAReplyIsDroppedWhileThereIsNoConnection(Transport transport) {
        RepSocket rep = context.rep(options().immediate(true).build());
        DealerSocket asker = firstPeer("", rep, transport);
        asker.send(Message.of("1", "", "request"));
        assertThat(text(rep)).isEqualTo("request");
        leave(asker, rep);
        rep.send("nobody is there");
        assertThat(rep.statistics().times(Reason.PEER_GONE)).isEqualTo(1);
        DealerSocket second = peer("", rep);
        second.send(Message.of("2", "", "request"));
        assertThat(text(rep)).isEqualTo("request");
        leave(second, rep);
        DealerSocket third = peer("", rep);
        rep.send("reply");
        assertThat(frames(receive(third))).containsExactly("2", "", "reply");
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void aConnectingRouterAsksItsPatternBeforeThePeerMaySend(Transport transport) {
        DealerSocket holder = context.dealer(options().routingId("same").build());
        holder.connect(router.bind(transport.endpoint()).toString());
        awaitPeers(router, 1);
        DealerSocket second = context.dealer(options().routingId("same").build());
        String where = second.bind(transport.endpoint()).toString();
        DealerSocket taker = context.dealer();
        taker.connect(where);
        awaitPeers(second, 1);
        router.connect(where);
        int sent = 0;
        AtomicInteger taken = new AtomicInteger();
        while (router.statistics().times(Reason.DUPLICATE_ROUTING_ID) < 3) {
            second.send("" + sent++);
            taken.addAndGet(taker.tryReceive() == null ? 0 : 1);
        }
        int all = sent;
        await("each message to be taken, or counted as lost").atMost(PATIENCE).until(() -> {
            taken.addAndGet(taker.receive(Duration.ofMillis(5)) == null ? 0 : 1);
            return taken.get()
                            + second.statistics().times(Reason.PEER_GONE)
                            + router.statistics().times(Reason.NOT_RECEIVED)
                    == all;
        });
        assertThat(router.tryReceive()).isNull();
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void aConnectingRouterComesBackAsSoonAsTheNameIsFree(Transport transport) {
        RouterSocket patient =
                context.router(options().reconnectInterval(Duration.ofHours(1)).build());
        DealerSocket holder = context.dealer(options().routingId("same").build());
        holder.connect(patient.bind(transport.endpoint()).toString());
        awaitPeers(patient, 1);
        DealerSocket second = context.dealer(options().routingId("same").build());
        patient.connect(second.bind(transport.endpoint()).toString());
        await("the refusal").atMost(PATIENCE).until(() -> patient.statistics().times(Reason.DUPLICATE_ROUTING_ID) > 0);
        holder.close();
        assertThat(second.send(Message.of("at last"), PATIENCE)).isEqualTo(SendResult.SENT);
        assertThat(frames(receive(patient))).containsExactly("same", "at last");
    }

    /** The holder is one that we connected to: its pipe keeps the name, until a peer without connection loses it to another. */
    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void aConnectingRouterComesBackAsSoonAsTheHolderHasLostItsConnection(Transport transport) {
        RouterSocket patient =
                context.router(options().reconnectInterval(Duration.ofHours(1)).build());
        DealerSocket holder = context.dealer(options().routingId("same").build());
        patient.connect(holder.bind(transport.endpoint()).toString());
        awaitPeers(patient, 1);
        DealerSocket second = context.dealer(options().routingId("same").build());
        patient.connect(second.bind(transport.endpoint()).toString());
        await("the refusal").atMost(PATIENCE).until(() -> patient.statistics().times(Reason.DUPLICATE_ROUTING_ID) > 0);
        holder.close();
        assertThat(second.send(Message.of("at last"), PATIENCE)).isEqualTo(SendResult.SENT);
        assertThat(frames(receive(patient))).containsExactly("same", "at last");
    }
}
