package io.nolmq.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nolmq.kit.FakePipe;
import io.nolmq.kit.PatternDriver;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.ZmqException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The behaviour of XPUB in each state of its peers, a row each. Notifications are written as +topic and -topic. Delivery by
 * prefix is that of PUB, see {@link PubPatternTest}.
 */
class XpubPatternTest {
    private static final String SUBSCRIBE = "\u0001";
    private static final String CANCEL = "\u0000";

    private final PatternDriver<XpubPattern> xpub = PatternDriver.of("XPUB-0", XpubPattern::new);

    private FakePipe subscriber(String name, String... topics) {
        FakePipe pipe = xpub.peer(name);
        for (String topic : topics) {
            xpub.subscribe(pipe, topic);
        }
        return pipe;
    }

    /** All that can be received, notifications as +topic and -topic. */
    private List<String> receiveAll() {
        return xpub.receiveAll().stream().map(XpubPatternTest::readable).toList();
    }

    private static String readable(String message) {
        return message.startsWith(SUBSCRIBE)
                ? "+" + message.substring(1)
                : message.startsWith(CANCEL) ? "-" + message.substring(1) : message;
    }

    private void apply(String topic) {
        xpub.pattern.subscribe(PatternDriver.bytes(topic));
    }

    private void withdraw(String topic) {
        xpub.pattern.unsubscribe(PatternDriver.bytes(topic));
    }

    // ------------------------------------------------------------------ publishing

    @Test
    void withoutASubscriberAMessageIsDroppedAndCounted() {
        assertThat(xpub.readiness()).isEqualTo("writable");
        FakePipe a = xpub.session("a");
        xpub.connect(a);
        assertThat(xpub.send("m")).isEqualTo(SendResult.SENT);
        assertThat(xpub.socket.drops).containsExactly(Map.entry(Reason.NO_PEER, 1L));
        assertThat(a.sent).isEmpty();
        assertThat(xpub.receive()).isNull();
    }

    @Test
    void subscribersGetWhatTheySubscribedToWhetherOrNotNotificationsAreReceived() {
        FakePipe a = subscriber("a", "w");
        FakePipe b = subscriber("b", "w", "x");
        xpub.send("w1");
        xpub.cancel(b, "w");
        xpub.send("w2");
        xpub.send("x1");
        assertThat(a.sent).containsExactly("w1", "w2");
        assertThat(b.sent).containsExactly("w1", "x1");
        assertThat(xpub.pattern.subscribers()).isEqualTo(2);
        assertThat(xpub.pattern.topics()).isEqualTo(2);
    }

    @Test
    void aFullSubscriberMissesTheMessageWhichIsCountedForIt() {
        FakePipe a = subscriber("a", "w");
        FakePipe b = subscriber("b", "w");
        xpub.fill(a);
        assertThat(xpub.isWritable()).isTrue();
        assertThat(xpub.send("w1")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).isEmpty();
        assertThat(a.drops).containsExactly(Map.entry(Reason.HIGH_WATER_MARK, 1));
        assertThat(b.sent).containsExactly("w1");
        xpub.empty(a, 1);
        xpub.send("w2");
        assertThat(a.sent).containsExactly("w2");
    }

    @Test
    void withNoDropNobodyGetsAMessageUntilAllWhoMatchHaveRoom() {
        xpub.reconfigure(o -> o.noDrop(true));
        FakePipe a = subscriber("a", "w");
        FakePipe b = subscriber("b", "w", "x");
        xpub.fill(a);
        assertThat(xpub.isWritable()).isFalse();
        assertThat(xpub.send("w1")).isEqualTo(SendResult.FULL);
        assertThat(xpub.send("x1")).isEqualTo(SendResult.SENT);
        xpub.empty(a, 1);
        assertThat(xpub.isWritable()).isTrue();
        assertThat(xpub.send("w1")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).containsExactly("w1");
        assertThat(b.sent).containsExactly("x1", "w1");
        assertThat(a.drops).isEmpty();
    }

    @Test
    void invertedMatchingReachesThoseWhoDoNotMatch() {
        xpub.reconfigure(o -> o.invertMatching(true));
        FakePipe a = subscriber("a", "w");
        FakePipe b = subscriber("b", "x");
        xpub.send("weather");
        assertThat(a.sent).isEmpty();
        assertThat(b.sent).containsExactly("weather");
    }

    @Test
    void theWelcomeMessageBeginsEachConnection() {
        xpub.reconfigure(o -> o.welcomeMessage(PatternDriver.bytes("hello")));
        FakePipe a = xpub.session("a");
        assertThat(a.sent).isEmpty();
        xpub.connect(a);
        assertThat(a.takeSent()).containsExactly("hello");
        xpub.disconnect(a);
        xpub.connect(a);
        assertThat(a.takeSent()).containsExactly("hello");
        xpub.reconfigure(o -> o.welcomeMessage(new byte[0]));
        assertThat(xpub.peer("b").sent).isEmpty();
    }

    @Test
    void aMessageOfTooManyFramesIsRefused() {
        FakePipe a = subscriber("a", "");
        xpub.reconfigure(o -> o.framesMaximum(1));
        assertThatThrownBy(() -> xpub.send("1", "2")).isInstanceOf(ZmqException.class);
        assertThat(a.sent).isEmpty();
    }

    // ------------------------------------------------------------------ notifications

    @Test
    void aTopicIsToldOfWithItsFirstSubscriberAndWithTheLossOfItsLast() {
        FakePipe a = subscriber("a", "w");
        assertThat(xpub.socket.receivables).isEqualTo(1);
        assertThat(xpub.readiness()).isEqualTo("both");
        assertThat(receiveAll()).containsExactly("+w");
        FakePipe b = subscriber("b", "w");
        xpub.subscribe(a, "w");
        xpub.cancel(a, "w");
        assertThat(receiveAll()).isEmpty();
        xpub.cancel(b, "w");
        assertThat(receiveAll()).containsExactly("-w");
        assertThat(xpub.readiness()).isEqualTo("writable");
    }

    @Test
    void theCancellationOfATopicWithoutSubscribersIsToldOf() {
        FakePipe a = xpub.peer("a");
        xpub.cancel(a, "unknown");
        assertThat(receiveAll()).containsExactly("-unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, +w, -w",
        "true, false, '+w +w +w', -w",
        "false, true, '+w +w +w', '-w -w'",
        "true, true, '+w +w +w', '-w -w'"
    })
    void verboseTellsOfEverySubscriptionAndVerboserOfEveryCancellationToo(
            boolean verbose, boolean verboser, String subscriptions, String cancellations) {
        xpub.reconfigure(o -> o.verbose(verbose).verboser(verboser));
        FakePipe a = subscriber("a", "w", "w");
        FakePipe b = subscriber("b", "w");
        assertThat(String.join(" ", receiveAll())).isEqualTo(subscriptions);
        xpub.cancel(a, "w");
        xpub.cancel(b, "w");
        assertThat(String.join(" ", receiveAll())).isEqualTo(cancellations);
    }

    @Test
    void aSubscriptionAndItsCancellationThatBothWaitCancelEachOtherOut() {
        FakePipe a = subscriber("a", "w", "x");
        xpub.cancel(a, "w");
        assertThat(receiveAll()).containsExactly("+x");
        xpub.cancel(a, "x");
        xpub.subscribe(a, "x");
        assertThat(xpub.isReadable()).isFalse();
        assertThat(receiveAll()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withVerboserOrManualNothingCancelsOut(boolean manual) {
        xpub.reconfigure(o -> manual ? o.manual(true) : o.verboser(true));
        FakePipe a = subscriber("a", "w");
        xpub.cancel(a, "w");
        xpub.subscribe(a, "w");
        assertThat(receiveAll()).containsExactly("+w", "-w", "+w");
    }

    @Test
    void notificationsThatWaitWhenEverythingIsToldStandBeforeTheLaterOnes() {
        FakePipe a = subscriber("a", "w");
        xpub.reconfigure(o -> o.verboser(true));
        xpub.cancel(a, "w");
        xpub.reconfigure(o -> o.verboser(false));
        xpub.subscribe(a, "x");
        assertThat(receiveAll()).containsExactly("+w", "-w", "+x");
    }

    @Test
    void topicsThatEndWithTheirPeerAreToldOf() {
        FakePipe a = subscriber("a", "w", "x");
        FakePipe b = subscriber("b", "x");
        receiveAll();
        xpub.leave(a);
        assertThat(receiveAll()).containsExactly("-w");
        xpub.leave(b);
        assertThat(receiveAll()).containsExactly("-x");
        assertThat(xpub.pattern.topics()).isZero();
    }

    @Test
    void withVerboserEachSubscriptionThatEndsWithItsPeerIsToldOf() {
        xpub.reconfigure(o -> o.verboser(true));
        FakePipe a = subscriber("a", "w");
        subscriber("b", "w");
        receiveAll();
        xpub.leave(a);
        assertThat(receiveAll()).containsExactly("-w");
    }

    @Test
    void aConnectingEndLosesItsTopicsWithItsConnectionAndTheyReturnWithThePeer() {
        FakePipe a = xpub.session("a");
        xpub.connect(a, "one");
        xpub.subscribe(a, "w");
        assertThat(receiveAll()).containsExactly("+w");
        xpub.disconnect(a);
        xpub.send("w1");
        assertThat(receiveAll()).containsExactly("-w");
        xpub.connect(a, "one");
        xpub.subscribe(a, "w");
        xpub.send("w2");
        assertThat(receiveAll()).containsExactly("+w");
        assertThat(a.sent).containsExactly("w2");
    }

    @Test
    void manyTopicsOfAPeerThatHasGoneAreToldOfTurnByTurn() {
        int topics = 4 * Publisher.SWEEP_STEPS; // the end of the connection sweeps once, and that of the pipe again
        FakePipe a = xpub.peer("a");
        for (int i = 0; i < topics; i++) {
            xpub.subscribe(a, "topic " + i);
        }
        assertThat(receiveAll()).hasSize(topics);
        xpub.leave(a);
        xpub.send("topic 1");
        assertThat(a.sent).as("matches nothing from the first moment").isEmpty();
        int told = receiveAll().size();
        assertThat(told).isPositive().isLessThan(topics);
        for (int turns = 0; told < topics && turns < 4; turns++) {
            xpub.socket.turn();
            told += receiveAll().size();
        }
        assertThat(told).isEqualTo(topics);
        assertThat(xpub.pattern.topics()).isZero();
    }

    @Test
    void aPeerOfWhichTooManyNotificationsWaitIsNotReadUntilHalfAreReceived() {
        xpub.reconfigure(o -> o.verbose(true).notificationsMaximum(4));
        FakePipe a = subscriber("a", "1", "2", "3");
        FakePipe b = subscriber("b", "1");
        assertThat(a.heldReading).isNull();
        xpub.subscribe(a, "4");
        assertThat(a.heldReading).isEqualTo(Reason.NOTIFICATIONS_WAIT);
        assertThat(b.heldReading).as("another peer").isNull();
        xpub.receive();
        assertThat(a.heldReading).isNotNull();
        xpub.receive();
        assertThat(a.heldReading).isNull();
        assertThat(receiveAll()).containsExactly("+3", "+1", "+4");
    }

    @Test
    void aHigherMaximumLetsThePeerBeReadAgain() {
        xpub.reconfigure(o -> o.verbose(true).notificationsMaximum(1));
        FakePipe a = subscriber("a", "1");
        assertThat(a.heldReading).isNotNull();
        xpub.reconfigure(o -> o.notificationsMaximum(2));
        assertThat(a.heldReading).isNull();
        assertThat(receiveAll()).containsExactly("+1");
    }

    @Test
    void byDefaultNotificationsHoldNobodyUp() {
        xpub.reconfigure(o -> o.notificationsMaximum(1));
        FakePipe a = subscriber("a", "1", "2", "3");
        assertThat(a.heldReading).isNull();
        assertThat(receiveAll()).containsExactly("+1", "+2", "+3");
    }

    // ------------------------------------------------------------------ messages of peers

    @Test
    void messagesOfAnXsubAreReceivedBehindTheNotificationsThatCameBefore() {
        FakePipe a = xpub.peer("a");
        xpub.arrive(a, SUBSCRIBE + "w");
        xpub.arrive(a, "m", "of two");
        assertThat(xpub.isReadable()).isTrue();
        assertThat(receiveAll()).containsExactly("+w", "m|of two");
        xpub.send("w1");
        assertThat(a.sent).containsExactly("w1");
    }

    @Test
    void withinTheProcessANotificationStandsBeforeTheMessageThatItCameWith() {
        FakePipe a = xpub.peer("a");
        xpub.arriveWithinProcess(a, SUBSCRIBE + "w");
        xpub.arriveWithinProcess(a, "m");
        assertThat(xpub.isReadable()).isTrue();
        assertThat(receiveAll()).containsExactly("+w", "m");
    }

    @Test
    void subscriptionsAreTakenOutOfAMultipartMessage() {
        FakePipe a = xpub.peer("a");
        xpub.arrive(a, "m", SUBSCRIBE + "w", "n");
        assertThat(receiveAll()).containsExactly("+w", "m|n");
    }

    @Test
    void withOnlyFirstAMessageSubscribesIfItsFirstFrameDoes() {
        xpub.reconfigure(o -> o.onlyFirstSubscribe(true));
        FakePipe a = xpub.peer("a");
        xpub.arrive(a, "m", SUBSCRIBE + "w");
        assertThat(receiveAll()).containsExactly("m|" + SUBSCRIBE + "w");
        assertThat(xpub.pattern.topics()).isZero();
        xpub.arrive(a, SUBSCRIBE + "w", "m");
        assertThat(receiveAll()).containsExactly("+w", "m");
    }

    @ParameterizedTest
    @ValueSource(strings = {SUBSCRIBE, CANCEL})
    void aSubscriptionThatIsTooLongEndsTheConnection(String command) {
        FakePipe a = xpub.peer("a");
        xpub.arrive(a, command + "w".repeat(xpub.socket.subscriptionMaximumBytes() + 1));
        assertThat(a.refusals).containsExactly(Reason.FRAME_SIZE);
        assertThat(receiveAll()).isEmpty();
    }

    @Test
    void aSubscriptionBeyondTheLimitEndsTheConnectionAndIsNotToldOf() {
        xpub.reconfigure(o -> o.manual(true));
        FakePipe a = subscriber("a", "w");
        receiveAll();
        byte[] longest = new byte[xpub.socket.subscriptionMaximumBytes()];
        int fit = 64 * 1024 * 1024 / longest.length;
        for (int i = 0; i < fit; i++) { // by the application, which is told of nothing then
            longest[0] = (byte) i;
            longest[1] = (byte) (i >> 8);
            xpub.pattern.subscribe(longest);
        }
        xpub.reconfigure(o -> o.manual(false).verbose(true));
        longest[1] = -1;
        xpub.pattern.onSubscribe(a, longest);
        assertThat(a.refusals).containsExactly(Reason.SUBSCRIPTION_LIMIT);
        assertThat(receiveAll()).isEmpty();
        assertThat(xpub.pattern.topics()).isEqualTo(fit);
    }

    @Test
    void messagesAreReceivedAfterTheirPeerHasGoneBehindTheEndOfItsTopics() {
        FakePipe a = subscriber("a", "w");
        receiveAll();
        xpub.arrive(a, "m");
        xpub.leave(a);
        assertThat(receiveAll()).containsExactly("-w", "m");
        assertThat(xpub.pattern.in.inRing()).isZero();
    }

    @Test
    void closingTellsOfMessagesAndForgetsNotifications() {
        FakePipe a = subscriber("a", "w");
        xpub.arrive(a, "m");
        assertThat(xpub.isReadable()).isTrue();
        assertThat(xpub.close()).isEqualTo(1);
        assertThat(xpub.isReadable()).isFalse();
        assertThat(xpub.receive()).isNull();
        assertThat(xpub.pattern.mayHaveMore()).isFalse();
    }

    // ------------------------------------------------------------------ manual

    @Test
    void withoutManualTheApplicationAppliesNothing() {
        assertThatThrownBy(() -> apply("w")).isInstanceOf(ZmqException.class);
        assertThatThrownBy(() -> withdraw("w")).isInstanceOf(ZmqException.class);
    }

    @Test
    void withManualASubscriptionIsOnlyToldOfUntilTheApplicationAppliesOne() {
        xpub.reconfigure(o -> o.manual(true));
        FakePipe a = subscriber("a", "w");
        FakePipe b = subscriber("b", "w");
        xpub.send("w1");
        assertThat(xpub.receive()).isEqualTo(SUBSCRIBE + "w");
        apply("other");
        xpub.send("w2");
        xpub.send("other 1");
        assertThat(a.takeSent()).containsExactly("other 1");
        assertThat(xpub.receive()).isEqualTo(SUBSCRIBE + "w");
        apply("w");
        xpub.send("w3");
        assertThat(a.sent).isEmpty();
        assertThat(b.sent).containsExactly("w3");
        assertThat(xpub.pattern.topics()).isEqualTo(2);
    }

    @Test
    void withManualACancellationIsOnlyToldOfUntilTheApplicationAppliesIt() {
        xpub.reconfigure(o -> o.manual(true));
        FakePipe a = subscriber("a", "w");
        receiveAll();
        apply("w");
        xpub.cancel(a, "w");
        xpub.send("w1");
        assertThat(receiveAll()).containsExactly("-w");
        withdraw("w");
        xpub.send("w2");
        assertThat(a.sent).containsExactly("w1");
    }

    @Test
    void withManualNothingIsAppliedForAPeerThatHasGone() {
        xpub.reconfigure(o -> o.manual(true));
        FakePipe a = subscriber("a", "w");
        FakePipe b = subscriber("b");
        receiveAll();
        xpub.leave(a);
        apply("w");
        withdraw("w");
        xpub.send("w1");
        assertThat(a.sent).isEmpty();
        assertThat(b.sent).isEmpty();
        assertThat(xpub.pattern.topics()).isZero();
    }

    @Test
    void withLastValueTheNextMessageGoesToTheNewSubscriberAlone() {
        xpub.reconfigure(o -> o.manualLastValue(true));
        FakePipe a = subscriber("a", "w");
        receiveAll();
        apply("w");
        xpub.send("w0");
        assertThat(a.takeSent()).containsExactly("w0");
        FakePipe b = subscriber("b", "w");
        receiveAll();
        apply("w");
        xpub.send("w1");
        xpub.send("w2");
        assertThat(b.sent).containsExactly("w1", "w2");
        assertThat(a.sent).containsExactly("w2");
    }

    @Test
    void withManualAloneTheNextMessageGoesToAll() {
        xpub.reconfigure(o -> o.manual(true));
        FakePipe a = subscriber("a", "w");
        receiveAll();
        apply("w");
        FakePipe b = subscriber("b", "w");
        receiveAll();
        apply("w");
        xpub.send("w1");
        assertThat(a.sent).containsExactly("w1");
        assertThat(b.sent).containsExactly("w1");
    }

    @Test
    void withLastValueAndNoDropAFullSubscriberIsWaitedFor() {
        xpub.reconfigure(o -> o.manualLastValue(true).noDrop(true));
        FakePipe a = subscriber("a", "w");
        receiveAll();
        apply("w");
        xpub.fill(a);
        assertThat(xpub.send("w1")).isEqualTo(SendResult.FULL);
        FakePipe b = xpub.peer("b");
        xpub.empty(a, 1);
        assertThat(xpub.send("w1")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).containsExactly("w1");
        assertThat(b.sent).isEmpty();
    }

    @Test
    void withLastValueTheMessageIsForAllOnceTheNewSubscriberHasGone() {
        xpub.reconfigure(o -> o.manualLastValue(true));
        FakePipe a = subscriber("a", "w");
        receiveAll();
        apply("w");
        xpub.send("w0");
        FakePipe b = subscriber("b", "w");
        receiveAll();
        apply("w");
        xpub.leave(b);
        xpub.send("w1");
        assertThat(a.sent).containsExactly("w0", "w1");
        assertThat(b.sent).isEmpty();
    }

    @Test
    void withManualTheEndOfAPeerEndsWhatTheApplicationAppliedForIt() {
        xpub.reconfigure(o -> o.manual(true));
        FakePipe a = subscriber("a", "w");
        receiveAll();
        apply("other");
        xpub.leave(a);
        xpub.send("other 1");
        assertThat(a.sent).isEmpty();
        assertThat(xpub.pattern.topics()).isZero();
        assertThat(xpub.pattern.subscribers()).isZero();
    }

    @Test
    void withManualTheEndOfWhatAPeerHadRequestedIsToldOfWhateverWasApplied() {
        xpub.reconfigure(o -> o.manual(true));
        FakePipe a = subscriber("a", "w", "x");
        receiveAll();
        apply("other");
        xpub.cancel(a, "x");
        receiveAll();
        xpub.leave(a);
        assertThat(receiveAll()).containsExactly("-w");
    }
}
