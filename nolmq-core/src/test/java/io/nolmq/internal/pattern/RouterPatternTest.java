package io.nolmq.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nolmq.kit.FakePipe;
import io.nolmq.kit.PatternDriver;
import io.nolmq.message.Message;
import io.nolmq.message.PeerState;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketOptionsBuilder;
import io.nolmq.message.ZmqException;
import io.nolmq.spi.ConnectionNotes;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The behaviour of ROUTER in each state of its peers, a row each. A bar stands between two frames. {@link RouterNamesTest} has the rules for names. */
class RouterPatternTest {
    private PatternDriver<RouterPattern> router = router(o -> o);

    private static PatternDriver<RouterPattern> router(UnaryOperator<SocketOptionsBuilder> options) {
        return PatternDriver.of("ROUTER-0", RouterPattern::new, options);
    }

    private SendResult sendTo(byte[] id, String body) {
        return router.send(Message.of(id, PatternDriver.bytes(body)));
    }

    // ------------------------------------------------------------------ sending

    @Test
    void aMessageForAnUnknownPeerIsDroppedAndCounted() {
        FakePipe a = router.peer("a", "alice");
        assertThat(router.send("bob", "m")).isEqualTo(SendResult.SENT);
        assertThat(router.socket.drops).containsExactly(Map.entry(Reason.UNROUTABLE, 1L));
        assertThat(a.sent).isEmpty();
    }

    @Test
    void withoutAPeerItIsWritableBecauseItDrops() {
        assertThat(router.readiness()).isEqualTo("writable");
        assertThat(router.receive()).isNull();
        assertThat(router.send("bob", "m")).isEqualTo(SendResult.SENT);
    }

    @Test
    void mandatoryRejectsAMessageForAnUnknownPeer() {
        router = router(o -> o.routerMandatory(true));
        assertThat(router.readiness()).isEqualTo("neither");
        FakePipe a = router.peer("a", "alice");
        assertThat(router.readiness()).isEqualTo("writable");
        assertThat(router.send("bob", "m")).isEqualTo(SendResult.UNROUTABLE);
        assertThat(router.send("alice", "m")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).containsExactly("m");
        assertThat(router.socket.drops).isEmpty();
    }

    @Test
    void theFirstFrameNamesThePeerAndTheRestGoesToIt() {
        FakePipe a = router.peer("a", "alice");
        FakePipe b = router.peer("b", "bob");
        router.send("bob", "", "1");
        router.send("alice", "2");
        router.send("bob", "3");
        assertThat(a.sent).containsExactly("2");
        assertThat(b.sent).containsExactly("|1", "3");
    }

    @Test
    void aMessageForAFullPeerIsDroppedAndCountedForIt() {
        FakePipe a = router.peer("a", "alice");
        FakePipe b = router.peer("b", "bob");
        router.fill(a);
        assertThat(router.send("alice", "1")).isEqualTo(SendResult.SENT);
        assertThat(router.send("bob", "2")).isEqualTo(SendResult.SENT);
        assertThat(a.drops).containsExactly(Map.entry(Reason.HIGH_WATER_MARK, 1));
        assertThat(a.sent).isEmpty();
        assertThat(b.sent).containsExactly("2");
        assertThat(router.readiness()).isEqualTo("writable");
        router.empty(a, 1);
        router.send("alice", "3");
        assertThat(a.sent).containsExactly("3");
    }

    @Test
    void mandatoryWaitsForRoomOfThePeerThatIsNamed() {
        router = router(o -> o.routerMandatory(true));
        FakePipe a = router.peer("a", "alice");
        FakePipe b = router.peer("b", "bob");
        router.fill(a);
        assertThat(router.send("alice", "1")).isEqualTo(SendResult.FULL);
        assertThat(router.readiness()).as("one of two is full").isEqualTo("writable");
        assertThat(router.send("bob", "2")).isEqualTo(SendResult.SENT);
        router.fill(b);
        assertThat(router.readiness()).as("both are full").isEqualTo("neither");
        router.empty(a, 1);
        assertThat(router.readiness()).isEqualTo("writable");
        assertThat(router.send("alice", "1")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).containsExactly("1");
        assertThat(a.drops).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMessageOfTheNameAloneIsAcceptedAndGoesNowhere(boolean mandatory) {
        router = router(o -> o.routerMandatory(mandatory));
        FakePipe a = router.peer("a", "alice");
        assertThat(router.send("alice")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).isEmpty();
        assertThat(a.finished).isFalse();
    }

    @Test
    void theNameIsNoFrameOfTheMessage() {
        FakePipe a = router.peer("a", "alice");
        router.reconfigure(o -> o.framesMaximum(1));
        assertThat(router.send("alice", "1")).isEqualTo(SendResult.SENT);
        assertThatThrownBy(() -> router.send("alice", "1", "2")).isInstanceOf(ZmqException.class);
        assertThat(a.sent).containsExactly("1");
    }

    @Test
    void theStateOfAPeerTellsWhetherItWouldTakeAMessage() {
        FakePipe a = router.peer("a", "alice");
        byte[] alice = PatternDriver.bytes("alice");
        assertThat(router.pattern.state(alice)).isEqualTo(PeerState.READY);
        router.fill(a);
        assertThat(router.pattern.state(alice)).isEqualTo(PeerState.FULL);
        router.leave(a);
        assertThat(router.pattern.state(alice)).isEqualTo(PeerState.UNKNOWN);
    }

    @Test
    void aPeerIsDisconnectedByItsName() {
        FakePipe a = router.peer("a", "alice");
        FakePipe b = router.peer("b", "bob");
        assertThat(router.pattern.disconnect(PatternDriver.bytes("carol"))).isFalse();
        assertThat(router.pattern.disconnect(PatternDriver.bytes("alice"))).isTrue();
        assertThat(a.finished).isTrue();
        assertThat(b.finished).isFalse();
    }

    // ------------------------------------------------------------------ receiving

    @Test
    void messagesOfPeersInTurnBeginWithTheirNames() {
        FakePipe a = router.peer("a", "alice");
        FakePipe b = router.peer("b", "bob");
        router.arrive(a, "1");
        router.arrive(a, "", "2");
        router.arrive(b, "3");
        assertThat(router.readiness()).isEqualTo("both");
        assertThat(router.receiveAll()).containsExactly("alice|1", "bob|3", "alice||2");
        assertThat(router.readiness()).isEqualTo("writable");
    }

    @Test
    void aLookForAMessageTakesNothingAndKeepsItsSender() {
        FakePipe a = router.session("a");
        router.connect(a, "alice");
        router.arrive(a, "1");
        router.disconnect(a);
        router.connect(a, "bob");
        router.arrive(a, "2");
        assertThat(router.isReadable()).isTrue();
        assertThat(router.isReadable()).isTrue();
        assertThat(router.pattern.mayHaveMore()).isTrue();
        assertThat(router.receiveAll()).containsExactly("alice|1", "bob|2");
        assertThat(router.pattern.mayHaveMore()).isFalse();
    }

    @Test
    void whatAPeerHasSentIsReceivedUnderItsNameAfterItHasGone() {
        FakePipe a = router.peer("a", "alice");
        router.arrive(a, "1");
        router.arrive(a, "2");
        router.leave(a);
        FakePipe next = router.peer("next", "alice");
        assertThat(router.receiveAll()).containsExactly("alice|1", "alice|2");
        router.send("alice", "m");
        assertThat(a.sent).isEmpty();
        assertThat(next.sent).containsExactly("m");
    }

    @Test
    void closingTellsWhatWasNotReceivedAndALookHadKept() {
        FakePipe a = router.peer("a", "alice");
        router.arrive(a, "1");
        router.arrive(a, "2");
        assertThat(router.isReadable()).isTrue();
        assertThat(router.close()).isEqualTo(2);
        assertThat(router.receive()).isNull();
        assertThat(router.isReadable()).isFalse();
    }

    // ------------------------------------------------------------------ names that it gives

    @Test
    void peersWithoutANameGetFiveBytesThatDiffer() {
        FakePipe a = router.peer("a");
        FakePipe b = router.peer("b");
        assertThat(a.routingId()).hasSize(5).startsWith(0);
        assertThat(b.routingId()).hasSize(5).startsWith(0).isNotEqualTo(a.routingId());
        assertThat(sendTo(b.routingId(), "m")).isEqualTo(SendResult.SENT);
        assertThat(b.sent).containsExactly("m");
        assertThat(a.sent).isEmpty();
        router.arrive(a, "1");
        Message received = router.pattern.tryReceive();
        assertThat(received).isNotNull();
        assertThat(received.frame(0)).isEqualTo(a.routingId());
    }

    @Test
    void anAutomaticIdCountsOneByOne() {
        int first = ByteBuffer.wrap(router.peer("a").routingId(), 1, 4).getInt();
        int second = ByteBuffer.wrap(router.peer("b").routingId(), 1, 4).getInt();
        assertThat(second).isEqualTo(first + 1);
    }

    @Test
    void anAutomaticIdStaysOverReconnectsAndBetweenThem() {
        FakePipe a = router.session("a");
        router.connect(a);
        byte[] id = a.routingId();
        router.disconnect(a);
        assertThat(sendTo(id, "1")).isEqualTo(SendResult.SENT);
        router.connect(a);
        assertThat(a.routingId()).isEqualTo(id);
        assertThat(sendTo(id, "2")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).containsExactly("1", "2");
        assertThat(router.socket.drops).isEmpty();
    }

    @Test
    void withImmediateANameIsUnknownUntilItsPeerIsBack() {
        router = router(o -> o.routerMandatory(true));
        FakePipe a = new FakePipe("a");
        router.connect(a);
        byte[] id = a.routingId();
        router.disconnect(a);
        router.detach(a);
        assertThat(sendTo(id, "1")).isEqualTo(SendResult.UNROUTABLE);
        router.connect(a);
        assertThat(a.routingId()).isEqualTo(id);
        assertThat(sendTo(id, "2")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).containsExactly("2");
    }

    @Test
    void aNameThatTheApplicationChoosesTakesMessagesBeforeTheConnectionAndUnderAnyPeer() {
        FakePipe a = router.session("a", "service");
        assertThat(router.send("service", "1")).isEqualTo(SendResult.SENT);
        router.connect(a, "own name");
        assertThat(router.send("service", "2")).isEqualTo(SendResult.SENT);
        assertThat(router.send("own name", "3")).isEqualTo(SendResult.SENT);
        router.disconnect(a);
        router.connect(a, "another");
        assertThat(router.send("service", "4")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).containsExactly("1", "2", "4");
        assertThat(router.socket.drops).containsExactly(Map.entry(Reason.UNROUTABLE, 1L));
    }

    @Test
    void anEndWithoutANameTakesNothingBeforeItIsConnected() {
        FakePipe a = router.session("a");
        router.send("", "1");
        assertThat(a.sent).isEmpty();
        assertThat(router.socket.drops).containsExactly(Map.entry(Reason.UNROUTABLE, 1L));
    }

    // ------------------------------------------------------------------ names in use

    @Test
    void aSecondPeerOfANameIsRefusedAndNothingGoesToIt() {
        FakePipe a = router.peer("a", "alice");
        FakePipe b = new FakePipe("b");
        assertThat(router.connect(b, "alice")).isEqualTo(Reason.DUPLICATE_ROUTING_ID);
        assertThat(a.lookAlives).isEqualTo(1);
        assertThat(a.refusals).isEmpty();
        router.send("alice", "m");
        assertThat(a.sent).containsExactly("m");
        assertThat(b.sent).isEmpty();
        assertThat(router.pattern.holdsReadyBack(true)).isTrue();
        assertThat(router.pattern.holdsReadyBack(false)).isTrue();
    }

    @Test
    void aRefusedPeerTriesAgainWhenTheNameIsFreeAndGetsIt() {
        FakePipe a = router.peer("a", "alice");
        FakePipe b = router.session("b");
        router.connect(b, "alice");
        router.leave(a);
        assertThat(b.retries).isEqualTo(1);
        assertThat(router.connect(b, "alice")).isNull();
        router.send("alice", "m");
        assertThat(b.sent).containsExactly("m");
    }

    @Test
    void handoverGivesTheNameToTheNewcomerAndEndsTheOldConnection() {
        router = router(o -> o.routerHandover(true));
        FakePipe a = router.peer("a", "alice");
        router.arrive(a, "1");
        FakePipe b = router.peer("b", "alice");
        assertThat(a.refusals).containsExactly(Reason.DUPLICATE_ROUTING_ID);
        router.leave(a);
        router.send("alice", "m");
        assertThat(a.sent).isEmpty();
        assertThat(b.sent).containsExactly("m");
        assertThat(router.receiveAll()).containsExactly("alice|1");
    }

    @Test
    void switchingHandoverOnLetsRefusedPeersTryAgain() {
        FakePipe a = router.peer("a", "alice");
        FakePipe b = router.session("b");
        router.connect(b, "alice");
        router.reconfigure(o -> o.framesMaximum(10));
        assertThat(b.retries).isZero();
        router.reconfigure(o -> o.routerHandover(true));
        assertThat(b.retries).isEqualTo(1);
        assertThat(router.connect(b, "alice")).isNull();
        assertThat(a.refusals).containsExactly(Reason.DUPLICATE_ROUTING_ID);
    }

    // ------------------------------------------------------------------ probes, notifications, raw

    @Test
    void withProbeEachConnectionBeginsWithAnEmptyMessage() {
        router = router(o -> o.probeRouter(true));
        FakePipe a = router.session("a");
        router.connect(a, "alice");
        router.send("alice", "m");
        router.disconnect(a);
        router.connect(a, "alice");
        assertThat(a.sent).containsExactly("", "m", "");
    }

    @Test
    void aProbeOfAPeerIsAnEmptyMessageUnderItsName() {
        FakePipe a = router.peer("a", "alice");
        router.arrive(a, "");
        assertThat(router.receive()).isEqualTo("alice|");
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, 'alice|1'",
        "true, false, 'alice| alice|1'",
        "false, true, 'alice|1 alice|'",
        "true, true, 'alice| alice|1 alice|'"
    })
    void notificationsStandBeforeAndBehindTheMessagesOfAConnection(boolean begin, boolean end, String received) {
        router = router(o -> o.routerNotifyConnect(begin).routerNotifyDisconnect(end));
        assertThat(router.pattern.notes()).isEqualTo(new ConnectionNotes(begin, end));
        FakePipe a = router.peer("a", "alice");
        router.arrive(a, "1");
        router.leave(a);
        assertThat(String.join(" ", router.receiveAll())).isEqualTo(received);
    }

    @Test
    void notificationsNameThePeerOfTheirConnection() {
        router = router(o -> o.routerNotifyConnect(true).routerNotifyDisconnect(true));
        FakePipe a = router.session("a");
        router.connect(a, "alice");
        router.disconnect(a);
        router.connect(a, "bob");
        assertThat(router.receiveAll()).containsExactly("alice|", "alice|", "bob|");
    }

    @Test
    void aRefusedPeerIsNotNotified() {
        router = router(o -> o.routerNotifyConnect(true).routerNotifyDisconnect(true));
        router.peer("a", "alice");
        router.connect(new FakePipe("b"), "alice");
        assertThat(router.receiveAll()).containsExactly("alice|");
    }

    @Test
    void rawAnEmptyMessageClosesTheConnectionAndNothingElseIsSentForIt() {
        router = router(o -> o.routerRaw(true).probeRouter(true));
        FakePipe a = router.peer("a");
        assertThat(a.sent).as("no probe").isEmpty();
        assertThat(sendTo(a.routingId(), "bytes")).isEqualTo(SendResult.SENT);
        assertThat(sendTo(a.routingId(), "")).isEqualTo(SendResult.SENT);
        assertThat(a.finished).isTrue();
        assertThat(a.sent).containsExactly("bytes");
    }

    @Test
    void withFramingAnEmptyMessageIsSentAsItIs() {
        FakePipe a = router.peer("a", "alice");
        router.send("alice", "");
        assertThat(a.sent).containsExactly("");
        assertThat(a.finished).isFalse();
    }
}
