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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The behaviour of PUB in each state of its peers, a row each. */
class PubPatternTest {
    private final PatternDriver<PubPattern> pub = PatternDriver.of("PUB-0", PubPattern::new);

    private FakePipe subscriber(String name, String... topics) {
        FakePipe pipe = pub.peer(name);
        for (String topic : topics) {
            pub.subscribe(pipe, topic);
        }
        return pipe;
    }

    private void assertDropped(Reason reason, long messages) {
        assertThat(pub.socket.drops).containsExactly(Map.entry(reason, messages));
    }

    // ------------------------------------------------------------------ to whom

    @Test
    void withoutAPeerAMessageIsDroppedAndCounted() {
        assertThat(pub.readiness()).isEqualTo("writable");
        assertThat(pub.send("m")).isEqualTo(SendResult.SENT);
        assertDropped(Reason.NO_PEER, 1);
        assertThat(pub.receive()).isNull();
    }

    @Test
    void withoutASubscriptionAMessageIsDroppedAndCounted() {
        FakePipe a = pub.session("a");
        pub.send("m");
        pub.connect(a);
        pub.send("m");
        assertThat(a.sent).isEmpty();
        assertDropped(Reason.NO_PEER, 2);
        assertThat(pub.pattern.subscribers()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', true",
        "'', any, true",
        "a, a, true",
        "a, abc, true",
        "abc, abc, true",
        "abc, ab, false",
        "abc, abd, false",
        "a, ba, false",
        "a, '', false"
    })
    void aSubscriptionIsAPrefixOfTheFirstFrame(String topic, String first, boolean delivered) {
        FakePipe a = subscriber("a", topic);
        assertThat(pub.send(first, topic)).isEqualTo(SendResult.SENT);
        assertThat(a.sent).hasSize(delivered ? 1 : 0);
        if (delivered) {
            assertThat(a.sent).containsExactly(first + "|" + topic);
            assertThat(pub.socket.drops).isEmpty();
        } else {
            assertDropped(Reason.NO_PEER, 1);
        }
    }

    @Test
    void eachSubscriberGetsAMessageOnceHoweverManyOfItsPrefixesMatch() {
        FakePipe a = subscriber("a", "", "w", "we");
        FakePipe b = subscriber("b", "we");
        FakePipe c = subscriber("c", "x");
        pub.send("weather");
        assertThat(a.sent).containsExactly("weather");
        assertThat(b.sent).containsExactly("weather");
        assertThat(c.sent).isEmpty();
        assertThat(pub.pattern.subscribers()).isEqualTo(3);
    }

    @Test
    void invertedMatchingReachesThoseWhoDoNotMatch() {
        pub.reconfigure(o -> o.invertMatching(true));
        FakePipe a = subscriber("a", "w");
        FakePipe b = subscriber("b", "x");
        FakePipe c = pub.peer("c");
        pub.send("weather");
        assertThat(a.sent).isEmpty();
        assertThat(b.sent).containsExactly("weather");
        assertThat(c.sent).as("without a subscription").containsExactly("weather");
        pub.reconfigure(o -> o.invertMatching(false));
        pub.send("weather");
        assertThat(a.sent).containsExactly("weather");
        assertThat(c.sent).hasSize(1);
    }

    @Test
    void aMessageOfTooManyFramesIsRefused() {
        FakePipe a = subscriber("a", "");
        pub.reconfigure(o -> o.framesMaximum(1));
        assertThatThrownBy(() -> pub.send("1", "2")).isInstanceOf(ZmqException.class);
        assertThat(a.sent).isEmpty();
        assertThat(pub.socket.drops).isEmpty();
    }

    // ------------------------------------------------------------------ subscriptions come and go

    @Test
    void aRepeatedSubscriptionIsHeldOnceAndOneCancellationEndsIt() {
        FakePipe a = subscriber("a", "w", "w", "w");
        pub.send("w1");
        pub.cancel(a, "w");
        pub.send("w2");
        assertThat(a.sent).containsExactly("w1");
        assertDropped(Reason.NO_PEER, 1);
        assertThat(pub.pattern.subscribers()).isZero();
    }

    @Test
    void aCancellationEndsThatSubscriptionOfThatPeerAlone() {
        FakePipe a = subscriber("a", "w", "we");
        FakePipe b = subscriber("b", "w");
        pub.cancel(a, "w");
        pub.cancel(a, "unknown");
        pub.send("w");
        pub.send("we");
        assertThat(a.sent).containsExactly("we");
        assertThat(b.sent).containsExactly("w", "we");
    }

    @Test
    void subscriptionsEndWithTheirConnectionAndAreMadeAgainByThePeer() {
        FakePipe a = pub.session("a");
        pub.connect(a, "one");
        pub.subscribe(a, "w");
        pub.disconnect(a);
        pub.send("w1");
        assertThat(pub.pattern.subscribers()).isZero();
        pub.connect(a, "one");
        pub.send("w2");
        pub.subscribe(a, "w");
        pub.send("w3");
        assertThat(a.sent).containsExactly("w3");
        assertDropped(Reason.NO_PEER, 2);
    }

    @Test
    void aPeerThatGoesTakesItsSubscriptionsAlongAndNoneOfTheOthers() {
        FakePipe a = subscriber("a", "w");
        FakePipe b = subscriber("b", "w");
        pub.leave(a);
        pub.send("w");
        assertThat(a.sent).isEmpty();
        assertThat(b.sent).containsExactly("w");
        pub.subscribe(a, "w"); // a command that was under way
        pub.send("w");
        assertThat(a.sent).isEmpty();
        assertThat(pub.pattern.subscribers()).isEqualTo(1);
    }

    @Test
    void thoseWhoWaitForSubscribersOrForRoomAreToldOfEachChange() {
        FakePipe a = pub.peer("a");
        pub.subscribe(a, "w");
        assertThat(pub.socket.subscriberChanges).isEqualTo(1);
        assertThat(pub.socket.matchChanges).isEqualTo(1);
        pub.cancel(a, "w");
        assertThat(pub.socket.subscriberChanges).isEqualTo(1);
        assertThat(pub.socket.matchChanges).isEqualTo(2);
    }

    @Test
    void aPeerWithTooManyBytesOfTopicsIsRefusedAndKeepsThoseThatItHas() {
        FakePipe a = pub.peer("a");
        byte[] longest = new byte[pub.socket.subscriptionMaximumBytes()];
        int fit = 64 * 1024 * 1024 / longest.length;
        for (int i = 0; i < fit; i++) {
            longest[0] = (byte) i;
            longest[1] = (byte) (i >> 8);
            pub.pattern.onSubscribe(a, longest); // of which a copy is kept
        }
        assertThat(a.refusals).isEmpty();
        longest[1] = -1;
        pub.pattern.onSubscribe(a, longest);
        assertThat(a.refusals).containsExactly(Reason.SUBSCRIPTION_LIMIT);
        longest[1] = 0;
        pub.pattern.onSubscribe(a, longest);
        assertThat(a.refusals).as("what it has already is never too much").hasSize(1);
        FakePipe b = subscriber("b", "w");
        pub.send("w");
        assertThat(b.sent).as("another peer").containsExactly("w");
    }

    // ------------------------------------------------------------------ what peers send

    @Test
    void peersOfZmtp30SubscribeByMessages() {
        FakePipe a = pub.peer("a");
        pub.arrive(a, "\u0001w");
        pub.send("w1");
        pub.arriveWithinProcess(a, "\u0000w");
        pub.send("w2");
        assertThat(a.sent).containsExactly("w1");
        assertThat(pub.isReadable()).isFalse();
        assertDropped(Reason.NO_PEER, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0002w", "w", ""})
    void anyOtherMessageOfAPeerIsDroppedAndCounted(String message) {
        FakePipe a = pub.peer("a");
        pub.arrive(a, message);
        pub.arriveWithinProcess(a, message, "of two");
        assertDropped(Reason.UNEXPECTED_MESSAGE, 2);
        assertThat(pub.isReadable()).isFalse();
        assertThat(pub.receive()).isNull();
        assertThat(pub.close()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u0001"})
    void aSubscriptionThatIsTooLongEndsTheConnection(String command) {
        FakePipe a = pub.peer("a");
        String longest = "w".repeat(pub.socket.subscriptionMaximumBytes());
        pub.arrive(a, command + longest);
        assertThat(a.refusals).isEmpty();
        pub.arrive(a, command + longest + "w");
        assertThat(a.refusals).containsExactly(Reason.FRAME_SIZE);
    }

    // ------------------------------------------------------------------ room

    @Test
    void aFullSubscriberMissesTheMessageWhichIsCountedForIt() {
        FakePipe a = subscriber("a", "w");
        FakePipe b = subscriber("b", "w");
        pub.fill(a);
        assertThat(pub.readiness()).isEqualTo("writable");
        assertThat(pub.send("w1")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).isEmpty();
        assertThat(a.drops).containsExactly(Map.entry(Reason.HIGH_WATER_MARK, 1));
        assertThat(b.sent).containsExactly("w1");
        pub.empty(a, 1);
        pub.send("w2");
        assertThat(a.sent).containsExactly("w2");
        assertThat(pub.socket.drops).isEmpty();
    }

    @Test
    void withNoDropNobodyGetsAMessageUntilAllWhoMatchHaveRoom() {
        pub.reconfigure(o -> o.noDrop(true));
        FakePipe a = subscriber("a", "w");
        FakePipe b = subscriber("b", "w");
        assertThat(pub.readiness()).isEqualTo("writable");
        pub.fill(a);
        assertThat(pub.readiness()).isEqualTo("neither");
        assertThat(pub.send("w1")).isEqualTo(SendResult.FULL);
        assertThat(a.sent).isEmpty();
        assertThat(b.sent).isEmpty();
        pub.empty(a, 1);
        assertThat(pub.send("w1")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).containsExactly("w1");
        assertThat(b.sent).containsExactly("w1");
        assertThat(a.drops).isEmpty();
        assertThat(pub.socket.drops).isEmpty();
    }

    @Test
    void withNoDropAFullPeerThatDoesNotMatchHoldsNothingUp() {
        pub.reconfigure(o -> o.noDrop(true));
        FakePipe a = subscriber("a", "x");
        FakePipe b = subscriber("b", "w");
        pub.fill(a);
        assertThat(pub.send("w1")).isEqualTo(SendResult.SENT);
        assertThat(b.sent).containsExactly("w1");
        assertThat(pub.send("x1")).isEqualTo(SendResult.FULL);
        pub.cancel(a, "x");
        assertThat(pub.send("x1")).isEqualTo(SendResult.SENT);
        assertDropped(Reason.NO_PEER, 1);
    }

    @Test
    void withNoDropAFullPeerThatGoesHoldsNothingUp() {
        pub.reconfigure(o -> o.noDrop(true));
        FakePipe a = subscriber("a", "w");
        FakePipe b = subscriber("b", "w");
        pub.fill(a);
        assertThat(pub.send("w1")).isEqualTo(SendResult.FULL);
        pub.leave(a);
        assertThat(pub.readiness()).isEqualTo("writable");
        assertThat(pub.send("w1")).isEqualTo(SendResult.SENT);
        assertThat(b.sent).containsExactly("w1");
    }

    @Test
    void withNoDropSwitchedOffAMessageIsDroppedForTheFullPeer() {
        pub.reconfigure(o -> o.noDrop(true));
        FakePipe a = subscriber("a", "w");
        pub.fill(a);
        assertThat(pub.send("w1")).isEqualTo(SendResult.FULL);
        pub.reconfigure(o -> o.noDrop(false));
        assertThat(pub.send("w1")).isEqualTo(SendResult.SENT);
        assertThat(a.drops).containsExactly(Map.entry(Reason.HIGH_WATER_MARK, 1));
    }

    @Test
    void peersOfOneNameAreAllWelcome() {
        FakePipe a = pub.peer("a", "same");
        FakePipe b = pub.peer("b", "same");
        pub.subscribe(a, "");
        pub.subscribe(b, "");
        pub.send("m");
        assertThat(a.sent).containsExactly("m");
        assertThat(b.sent).containsExactly("m");
    }
}
