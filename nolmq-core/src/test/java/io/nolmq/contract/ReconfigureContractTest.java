package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nolmq.DealerSocket;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.RepSocket;
import io.nolmq.ReqSocket;
import io.nolmq.RouterSocket;
import io.nolmq.StreamSocket;
import io.nolmq.message.Endpoint;
import io.nolmq.message.Message;
import io.nolmq.message.PeerState;
import io.nolmq.message.Reason;
import io.nolmq.message.RoutingId;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketStateException;
import io.nolmq.message.ZmqException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Options that take effect on a socket that has peers already; those of publishers are in another class. */
class ReconfigureContractTest extends ContractTest {
    /** Longer than a test may take. */
    private static final Duration FOR_EVER = Duration.ofHours(1);

    // ------------------------------------------------------------------ linger

    @ParameterizedTest
    @EachTransport
    void aShorterLingerIsTheOneThatCountsAtTheClose(Transport transport) {
        PushSocket push = context.push(options().linger(FOR_EVER).build());
        push.connect(transport.known());
        push.send("nobody is there");
        push.reconfigure(o -> o.linger(Duration.ZERO));
        assertThat(push.close(FOR_EVER).discardedMessages()).isEqualTo(1);
    }

    @ParameterizedTest
    @EachTransport
    void aLongerLingerIsTheOneThatCountsAtTheClose(Transport transport) {
        String endpoint = transport.known();
        PushSocket push = context.push(options().linger(Duration.ZERO).build());
        push.connect(endpoint);
        push.send("late");
        push.reconfigure(o -> o.lingerForever());
        push.close();
        PullSocket pull = context.pull();
        pull.bind(endpoint);
        assertThat(text(pull)).isEqualTo("late");
    }

    @ParameterizedTest
    @EachTransport
    void anEndpointIsDisconnectedWithTheLingerOfThatMoment(Transport transport) {
        PushSocket push = context.push(options().linger(FOR_EVER).build());
        var endpoint = push.connect(transport.known());
        push.send("nobody is there");
        push.reconfigure(o -> o.linger(Duration.ZERO));
        push.disconnect(endpoint);
        await().atMost(PATIENCE).until(() -> push.statistics().times(Reason.LINGER_EXPIRED) == 1);
    }

    // ------------------------------------------------------------------ high-water marks

    @ParameterizedTest
    @EachTransport
    void aHigherMarkMakesRoomWhileNoPeerIsThere(Transport transport) {
        PushSocket push = context.push(options().sendHighWaterMark(2).build());
        push.connect(transport.known());
        assertThat(fill(push, Message.of("x"))).isEqualTo(2);
        push.reconfigure(o -> o.sendHighWaterMark(5));
        assertThat(fill(push, Message.of("x"))).isEqualTo(3);
    }

    @ParameterizedTest
    @EachTransport
    void aHigherMarkMakesRoomForAPeerThatIsThere(Transport transport) {
        PullSocket pull = context.pull(options().receiveHighWaterMark(2).build());
        PushSocket push = context.push(options().sendHighWaterMark(2).build());
        join(pull, push, transport);
        Message message = Message.of(new byte[100_000]);
        fill(push, message);
        push.reconfigure(o -> o.sendHighWaterMark(10));
        assertThat(fill(push, message)).isGreaterThanOrEqualTo(8);
    }

    @ParameterizedTest
    @EachTransport
    void aHigherMarkWakesASenderThatWaitsForRoom(Transport transport) throws Exception {
        PullSocket pull = context.pull(options().receiveHighWaterMark(2).build());
        PushSocket push = context.push(options().sendHighWaterMark(2).build());
        join(pull, push, transport);
        Message message = Message.of(new byte[100_000]);
        fill(push, message);
        Background<Boolean> sending = Background.run(() -> push.send(message));
        sending.awaitWaiting();
        push.reconfigure(o -> o.sendHighWaterMark(0));
        assertThat(sending.result()).isTrue();
    }

    @ParameterizedTest
    @EachTransport
    void aLowerMarkDropsNothingAndCountsOnceTheQueueHasDrained(Transport transport) {
        String endpoint = transport.known();
        PushSocket push = context.push(options().sendHighWaterMark(10).build());
        push.connect(endpoint);
        for (int i = 0; i < 10; i++) {
            push.send("" + i);
        }
        push.reconfigure(o -> o.sendHighWaterMark(3));
        assertThat(push.trySend(Message.of("one too many"))).isEqualTo(SendResult.FULL);
        PullSocket pull = context.pull();
        pull.bind(endpoint);
        for (int i = 0; i < 10; i++) {
            assertThat(text(pull)).isEqualTo("" + i);
        }
        push.send("and on");
        assertThat(text(pull)).isEqualTo("and on");
    }

    @ParameterizedTest
    @EachTransport
    void whatWasAcceptedUnderAHigherMarkIsDeliveredWholeUnderALowerOne(Transport transport) {
        String endpoint = transport.known();
        PushSocket push = context.push(options().sendHighWaterMark(10).build());
        push.connect(endpoint);
        assertThat(fill(push, Message.of("x"))).isEqualTo(10);
        push.reconfigure(o -> o.sendHighWaterMark(1));
        PullSocket pull = context.pull(options().receiveHighWaterMark(1).build());
        pull.bind(endpoint);
        assertThat(texts(pull, 10)).containsOnly("x");
    }

    @ParameterizedTest
    @EachTransport
    void whatWasAcceptedUnderAHigherMarkIsDeliveredWholeByAClosedSocket(Transport transport) {
        String endpoint = transport.known();
        PushSocket push = context.push(options().sendHighWaterMark(2).build());
        push.connect(endpoint);
        push.reconfigure(o -> o.sendHighWaterMark(50));
        assertThat(fill(push, Message.of("x"))).isEqualTo(50);
        push.close();
        PullSocket pull = context.pull(options().receiveHighWaterMark(1).build());
        pull.bind(endpoint);
        assertThat(texts(pull, 50)).containsOnly("x");
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"})
    void readingAheadGoesOnUpToAHigherMarkThoughNobodyReceives(Transport transport) {
        PullSocket pull = context.pull(options().receiveHighWaterMark(5).build());
        PushSocket push = context.push(options().build());
        join(pull, push, transport);
        for (int i = 0; i < 50; i++) {
            push.send("" + i);
        }
        awaitReadAhead(pull, 5);
        pull.reconfigure(o -> o.receiveHighWaterMark(20));
        awaitReadAhead(pull, 20);
        pull.reconfigure(o -> o.receiveHighWaterMark(0));
        awaitReadAhead(pull, 50);
        pull.reconfigure(o -> o.receiveHighWaterMark(1));
        assertThat(texts(pull, 50)).startsWith("0", "1", "2").endsWith("48", "49");
    }

    @ParameterizedTest
    @EachTransport
    void aPeerThatComesToAnEndpointBoundEarlierHasTheSendingMarkOfThatMoment(Transport transport) {
        PushSocket push = context.push(
                options().sendHighWaterMark(60).sendBufferBytes(10_000).build());
        String endpoint = push.bind(transport.endpoint()).toString();
        push.reconfigure(o -> o.sendHighWaterMark(2));
        PullSocket pull = context.pull(
                options().receiveHighWaterMark(2).receiveBufferBytes(10_000).build());
        pull.connect(endpoint);
        awaitPeers(push, 1);
        assertThat(fill(push, Message.of(new byte[100_000]))).isLessThan(60);
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"})
    void aPeerThatComesToAnEndpointBoundEarlierHasTheReceivingMarkOfThatMoment(Transport transport) {
        PullSocket pull = context.pull(options().receiveHighWaterMark(50).build());
        String endpoint = pull.bind(transport.endpoint()).toString();
        pull.reconfigure(o -> o.receiveHighWaterMark(5));
        PushSocket push = context.push(options().build());
        push.connect(endpoint);
        for (int i = 0; i < 30; i++) {
            push.send("" + i);
        }
        awaitReadAhead(pull, 5);
        pull.reconfigure(o -> o.receiveHighWaterMark(10));
        awaitReadAhead(pull, 10);
    }

    private static void awaitReadAhead(PullSocket pull, int messages) {
        await(messages + " messages read ahead")
                .atMost(PATIENCE)
                .until(() ->
                        pull.peers().stream().anyMatch(peer -> peer.queues().received() == messages));
    }

    @Test
    void withinAProcessTheQueueFollowsTheMarksOfBothEnds() throws Exception {
        PullSocket pull = context.pull(options().receiveHighWaterMark(3).build());
        PushSocket push = context.push(options().sendHighWaterMark(2).build());
        join(pull, push, Transport.INPROC);
        assertThat(fill(push, Message.of("x"))).isEqualTo(5);
        pull.reconfigure(o -> o.receiveHighWaterMark(7));
        assertThat(fill(push, Message.of("x"))).isEqualTo(4);
        push.reconfigure(o -> o.sendHighWaterMark(4));
        assertThat(fill(push, Message.of("x"))).isEqualTo(2);
        Background<Boolean> sending = Background.run(() -> push.send("waits"));
        sending.awaitWaiting();
        pull.reconfigure(o -> o.receiveHighWaterMark(0));
        assertThat(sending.result()).isTrue();
        pull.reconfigure(o -> o.receiveHighWaterMark(1));
        push.reconfigure(o -> o.sendHighWaterMark(1));
        assertThat(push.trySend(Message.of("one too many"))).isEqualTo(SendResult.FULL);
        assertThat(texts(pull, 12)).hasSize(12).endsWith("waits");
        assertThat(fill(push, Message.of("x"))).isEqualTo(2);
    }

    /** The receiver must know of the lower mark: it tells of room when half of the queue is free, and not only when all is. */
    @Test
    void aSenderAtALowerMarkIsToldOfRoomAsSoonAsThereIsSome() throws Exception {
        PullSocket pull = context.pull(options().receiveHighWaterMark(500).build());
        PushSocket push = context.push(options().sendHighWaterMark(500).build());
        join(pull, push, Transport.INPROC);
        pull.reconfigure(o -> o.receiveHighWaterMark(1));
        push.reconfigure(o -> o.sendHighWaterMark(1));
        assertThat(fill(push, Message.of("x"))).isEqualTo(2);
        Background<Boolean> sending = Background.run(() -> push.send("waits"));
        sending.awaitWaiting();
        assertThat(text(pull)).isEqualTo("x");
        assertThat(sending.result()).isTrue();
    }

    // ------------------------------------------------------------------ REQ

    @ParameterizedTest
    @EachTransport
    void requestsAreNumberedFromTheNextOneOn(Transport transport) {
        RouterSocket router = context.router();
        ReqSocket req = context.req();
        join(router, req, transport);
        req.send("plain");
        Message plain = receive(router);
        assertThat(plain.frameCount()).isEqualTo(3);
        req.reconfigure(o -> o.requestCorrelate(true));
        router.send(Message.of(plain.frame(0), plain.frame(1), "reply".getBytes()));
        assertThat(text(req)).isEqualTo("reply");
        req.send("numbered");
        Message numbered = receive(router);
        assertThat(numbered.frameCount()).isEqualTo(4);
        req.reconfigure(o -> o.requestCorrelate(false));
        router.send(Message.of(numbered.frame(0), numbered.frame(1), numbered.frame(2), "another".getBytes()));
        assertThat(text(req)).isEqualTo("another");
    }

    @ParameterizedTest
    @EachTransport
    void aRequesterIsRelaxedFromTheNextRequestOn(Transport transport) {
        RepSocket rep = context.rep();
        ReqSocket req = context.req();
        join(rep, req, transport);
        req.send("first");
        assertThatThrownBy(() -> req.send("second")).isInstanceOf(SocketStateException.class);
        req.reconfigure(o -> o.requestRelaxed(true).requestCorrelate(true));
        req.send("second");
        assertThat(text(rep)).isEqualTo("first");
        rep.send("to the first");
        assertThat(text(rep)).isEqualTo("second");
        rep.send("to the second");
        assertThat(text(req)).isEqualTo("to the second");
    }

    // ------------------------------------------------------------------ ROUTER, DEALER, STREAM

    @ParameterizedTest
    @EachTransport
    void aRouterRefusesWhatItCannotDeliverOnceThatIsMandatory(Transport transport) {
        RouterSocket router = context.router();
        join(router, context.dealer(), transport);
        Message toNobody = Message.of("nobody", "x");
        assertThat(router.trySend(toNobody)).isEqualTo(SendResult.SENT);
        router.reconfigure(o -> o.routerMandatory(true));
        assertThat(router.trySend(toNobody)).isEqualTo(SendResult.UNROUTABLE);
        assertThatThrownBy(() -> router.send(toNobody)).isInstanceOf(ZmqException.class);
        router.reconfigure(o -> o.routerMandatory(false));
        assertThat(router.trySend(toNobody)).isEqualTo(SendResult.SENT);
    }

    @ParameterizedTest
    @EachTransport
    void aSenderThatWaitsAtAFullPeerIsFreeOnceDeliveryIsNotMandatory(Transport transport) throws Exception {
        RouterSocket router = context.router(
                options().routerMandatory(true).sendHighWaterMark(1).build());
        DealerSocket dealer =
                context.dealer(options().routingId("d").receiveHighWaterMark(1).build());
        join(router, dealer, transport);
        Message message = Message.of("d".getBytes(), new byte[100_000]);
        fill(router, message);
        Background<Boolean> sending = Background.run(() -> router.send(message));
        sending.awaitWaiting();
        router.reconfigure(o -> o.routerMandatory(false));
        assertThat(sending.result()).isTrue();
        assertThat(router.statistics().times(Reason.HIGH_WATER_MARK)).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"})
    void aPeerThatWasRefusedForItsNameTakesItOverOnceThatIsAllowed(Transport transport) {
        RouterSocket router = context.router();
        DealerSocket first = context.dealer(options().routingId("same").build());
        String endpoint = join(router, first, transport);
        DealerSocket second = context.dealer(options().routingId("same").build());
        second.connect(endpoint);
        await().atMost(PATIENCE).until(() -> router.statistics().times(Reason.DUPLICATE_ROUTING_ID) > 0);
        router.reconfigure(o -> o.routerHandover(true));
        first.disconnect(Endpoint.parse(endpoint));
        assertThat(second.awaitConnected(PATIENCE)).isTrue();
        await().atMost(PATIENCE).until(() -> router.peerState(RoutingId.of("same")) == PeerState.READY);
    }

    @Test
    void aRefusedPeerOfAConnectingRouterTakesItsNameOverAtOnce() {
        RouterSocket router = context.router();
        DealerSocket first = context.dealer(options().routingId("same").build());
        DealerSocket second = context.dealer(options().routingId("same").build());
        join(first, router, Transport.TCP);
        String endpoint = second.bind(Transport.TCP.endpoint()).toString();
        router.connect(endpoint, o -> o.reconnectInterval(FOR_EVER));
        await().atMost(PATIENCE).until(() -> router.statistics().times(Reason.DUPLICATE_ROUTING_ID) > 0);
        router.reconfigure(o -> o.routerHandover(true));
        awaitPeers(second, 1);
        second.send("mine now");
        assertThat(receive(router).text(1)).isEqualTo("mine now");
    }

    @ParameterizedTest
    @EachTransport
    void peersThatConnectAfterwardsAreProbed(Transport transport) {
        RouterSocket router = context.router();
        DealerSocket dealer = context.dealer(options().build());
        join(router, dealer, transport);
        dealer.reconfigure(o -> o.probeRouter(true));
        dealer.connect(router.bind(transport.endpoint()).toString());
        Message probe = receive(router);
        assertThat(probe.frameCount()).isEqualTo(2);
        assertThat(probe.frame(1)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"})
    void aRouterAnnouncesTheEndOfAPeerThatItHadBefore(Transport transport) {
        RouterSocket router = context.router();
        DealerSocket dealer = context.dealer(options().routingId("d").build());
        join(router, dealer, transport);
        dealer.send("hello");
        receive(router);
        router.reconfigure(o -> o.routerNotifyDisconnect(true));
        dealer.close();
        assertThat(frames(receive(router))).containsExactly("d", "");
    }

    @Test
    void aStreamAnnouncesConnectionsNoLonger() throws Exception {
        StreamSocket listening = context.stream();
        StreamSocket connecting = context.stream(options().streamNotify(false).build());
        String endpoint = listening.bind(Transport.TCP.endpoint()).toString();
        connecting.connect(endpoint);
        assertThat(receive(listening).frame(1)).isEmpty();
        listening.reconfigure(o -> o.streamNotify(false));
        connecting.close();
        StreamSocket next = context.stream(options().streamNotify(false).build());
        next.connect(endpoint, RoutingId.of("server"));
        next.send(Message.of("server", "bytes"));
        assertThat(receive(listening).text(1)).isEqualTo("bytes");
    }

    // ------------------------------------------------------------------ limits

    @ParameterizedTest
    @EachTransport
    void aMessageOfTooManyFramesIsRefusedFromTheNextOneOn(Transport transport) {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push, transport);
        push.send(Message.of("1", "2", "3"));
        push.reconfigure(o -> o.framesMaximum(2));
        assertThatThrownBy(() -> push.send(Message.of("1", "2", "3"))).hasMessageContaining("framesMaximum=2");
        push.send(Message.of("1", "2"));
        assertThat(List.of(receive(pull).frameCount(), receive(pull).frameCount()))
                .containsExactly(3, 2);
    }

    @Test
    void aConnectionIsLeftTheGoodbyeOfTheMomentOfItsClose() throws Exception {
        try (var listener = RawPeer.listen(4096)) {
            PushSocket push = context.push(options().goodbyeTimeout(FOR_EVER).build());
            push.connect("tcp://127.0.0.1:" + listener.socket().getLocalPort());
            try (RawPeer silent = RawPeer.accept(listener, "PULL")) {
                push.send("read by nobody");
                push.reconfigure(o -> o.goodbyeTimeout(Duration.ZERO));
                assertThat(push.close(FOR_EVER).unknownMessages()).isEqualTo(1);
            }
        }
    }
}
