package io.nolmq.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nolmq.kit.FakePipe;
import io.nolmq.kit.PatternDriver;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.ZmqException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The behaviour of XSUB in each state of its peers, a row each. */
class XsubPatternTest {
    private static final String SUBSCRIBE = "\u0001";
    private static final String CANCEL = "\u0000";

    private final PatternDriver<XsubPattern> xsub = PatternDriver.of("XSUB-0", XsubPattern::new);

    // ------------------------------------------------------------------ subscriptions

    @Test
    void withoutAPeerASubscriptionIsKeptForThoseThatCome() {
        assertThat(xsub.readiness()).isEqualTo("writable");
        assertThat(xsub.send(SUBSCRIBE + "a")).isEqualTo(SendResult.SENT);
        assertThat(xsub.send(SUBSCRIBE)).isEqualTo(SendResult.SENT);
        assertThat(xsub.pattern.topics()).isEqualTo(2);
        assertThat(xsub.peer("p").commands).containsExactlyInAnyOrder("+a", "+");
        assertThat(xsub.socket.drops).isEmpty();
    }

    @Test
    void everySubscriptionIsSentAndOnlyTheLastCancellation() {
        FakePipe a = xsub.peer("a");
        xsub.send(SUBSCRIBE + "w");
        xsub.send(SUBSCRIBE + "w");
        assertThat(a.takeCommands()).containsExactly("+w", "+w");
        xsub.send(CANCEL + "w");
        assertThat(a.takeCommands()).isEmpty();
        xsub.send(CANCEL + "w");
        assertThat(a.takeCommands()).containsExactly("-w");
        xsub.send(CANCEL + "w");
        xsub.send(CANCEL + "unknown");
        assertThat(a.takeCommands()).isEmpty();
        assertThat(xsub.pattern.topics()).isZero();
        assertThat(a.sent).isEmpty();
    }

    @Test
    void withVerboseUnsubscribeEveryCancellationIsSent() {
        xsub.reconfigure(o -> o.verboseUnsubscribe(true));
        FakePipe a = xsub.peer("a");
        xsub.send(SUBSCRIBE + "w");
        xsub.send(SUBSCRIBE + "w");
        a.takeCommands();
        xsub.send(CANCEL + "w");
        xsub.send(CANCEL + "w");
        xsub.send(CANCEL + "unknown");
        assertThat(a.commands).containsExactly("-w", "-w", "-unknown");
        assertThat(xsub.pattern.topics()).isZero();
    }

    @Test
    void theSameWithoutAMessage() {
        FakePipe a = xsub.peer("a");
        xsub.pattern.subscribe(PatternDriver.bytes("w"));
        xsub.pattern.unsubscribe(PatternDriver.bytes("w"));
        assertThat(a.commands).containsExactly("+w", "-w");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "another"})
    void eachNewConnectionIsToldOfAllTopicsOnce(String returning) {
        FakePipe a = xsub.session("a");
        xsub.send(SUBSCRIBE + "w");
        xsub.send(SUBSCRIBE + "w");
        assertThat(a.commands).as("before the connection").isEmpty();
        xsub.connect(a, "one");
        assertThat(a.takeCommands()).containsExactly("+w");
        xsub.disconnect(a);
        xsub.send(SUBSCRIBE + "x");
        assertThat(a.commands).isEmpty();
        xsub.connect(a, returning);
        assertThat(a.commands).containsExactlyInAnyOrder("+w", "+x");
    }

    @Test
    void aPeerThatIsGoneIsToldNothingAndSubscriptionsGoToAFullOne() {
        FakePipe a = xsub.peer("a");
        FakePipe b = xsub.peer("b");
        xsub.leave(a);
        xsub.fill(b);
        xsub.send(SUBSCRIBE + "w");
        assertThat(a.commands).isEmpty();
        assertThat(b.commands).containsExactly("+w");
        assertThat(b.drops).isEmpty();
    }

    @Test
    void aTopicThatNoPublisherAcceptsIsRefused() {
        FakePipe a = xsub.peer("a");
        String tooLong = "w".repeat(xsub.socket.subscriptionMaximumBytes() + 1);
        assertThatThrownBy(() -> xsub.send(SUBSCRIBE + tooLong)).isInstanceOf(IllegalArgumentException.class);
        assertThat(a.commands).isEmpty();
        assertThat(xsub.pattern.topics()).isZero();
    }

    // ------------------------------------------------------------------ other messages

    @Test
    void otherMessagesGoToAllPeers() {
        FakePipe a = xsub.peer("a");
        FakePipe b = xsub.peer("b");
        assertThat(xsub.send("m", "of two")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).containsExactly("m|of two");
        assertThat(b.sent).containsExactly("m|of two");
        assertThat(a.commands).isEmpty();
    }

    @Test
    void subscriptionsAreTakenOutOfAMultipartMessageAndTheRestIsSent() {
        FakePipe a = xsub.peer("a");
        xsub.send("m", SUBSCRIBE + "w", "", CANCEL + "w", "n");
        assertThat(a.commands).containsExactly("+w", "-w");
        assertThat(a.sent).containsExactly("m||n");
    }

    @Test
    void withOnlyFirstAMessageSubscribesIfItsFirstFrameDoes() {
        xsub.reconfigure(o -> o.onlyFirstSubscribe(true));
        FakePipe a = xsub.peer("a");
        xsub.send("m", SUBSCRIBE + "w");
        assertThat(a.commands).isEmpty();
        assertThat(a.takeSent()).containsExactly("m|" + SUBSCRIBE + "w");
        xsub.send(SUBSCRIBE + "w", SUBSCRIBE + "x", "m");
        assertThat(a.commands).containsExactly("+w", "+x");
        assertThat(a.takeSent()).containsExactly("m");
    }

    @Test
    void withoutAPeerAMessageIsDroppedAndCounted() {
        assertThat(xsub.send("m")).isEqualTo(SendResult.SENT);
        assertThat(xsub.socket.drops).containsExactly(Map.entry(Reason.NO_PEER, 1L));
    }

    @Test
    void aFullPeerMissesTheMessageWhichIsCountedForIt() {
        FakePipe a = xsub.peer("a");
        FakePipe b = xsub.peer("b");
        xsub.fill(a);
        assertThat(xsub.readiness()).isEqualTo("writable");
        assertThat(xsub.send("1")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).isEmpty();
        assertThat(a.drops).containsExactly(Map.entry(Reason.HIGH_WATER_MARK, 1));
        assertThat(b.sent).containsExactly("1");
        xsub.empty(a, 1);
        xsub.send("2");
        assertThat(a.sent).containsExactly("2");
        assertThat(xsub.socket.drops).isEmpty();
    }

    @Test
    void aConnectingEndTakesMessagesBeforeItIsConnected() {
        FakePipe a = xsub.session("a");
        xsub.send("m");
        assertThat(a.sent).containsExactly("m");
    }

    @Test
    void aMessageOfTooManyFramesIsRefused() {
        FakePipe a = xsub.peer("a");
        xsub.reconfigure(o -> o.framesMaximum(1));
        assertThatThrownBy(() -> xsub.send(SUBSCRIBE + "w", "m")).isInstanceOf(ZmqException.class);
        assertThat(a.sent).isEmpty();
        assertThat(a.commands).isEmpty();
    }

    // ------------------------------------------------------------------ receiving

    @Test
    void nothingIsFilteredAndPublishersAreReceivedFromInTurn() {
        FakePipe a = xsub.peer("a");
        FakePipe b = xsub.peer("b");
        xsub.arrive(a, "a1", "of two");
        xsub.arrive(a, "a2");
        xsub.arrive(b, "b1");
        assertThat(xsub.readiness()).isEqualTo("both");
        assertThat(xsub.receiveAll()).containsExactly("a1|of two", "b1", "a2");
        assertThat(xsub.readiness()).isEqualTo("writable");
    }

    @Test
    void whatAPublisherHasSentIsReceivedAfterItHasGone() {
        FakePipe a = xsub.peer("a");
        xsub.arrive(a, "1");
        xsub.leave(a);
        assertThat(xsub.isReadable()).isTrue();
        assertThat(xsub.receiveAll()).containsExactly("1");
        assertThat(xsub.pattern.in.inRing()).isZero();
    }

    @Test
    void closingTellsWhatWasNotReceived() {
        FakePipe a = xsub.peer("a");
        xsub.arrive(a, "1");
        xsub.arrive(a, "2");
        assertThat(xsub.isReadable()).isTrue();
        assertThat(xsub.close()).isEqualTo(2);
        assertThat(xsub.receive()).isNull();
    }
}
