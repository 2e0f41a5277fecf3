package io.nolmq.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nolmq.kit.FakePipe;
import io.nolmq.kit.PatternDriver;
import io.nolmq.message.Reason;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The behaviour of SUB in each state of its peers, a row each. */
class SubPatternTest {
    private final PatternDriver<SubPattern> sub = PatternDriver.of("SUB-0", SubPattern::new);

    private void subscribe(String prefix) {
        sub.pattern.subscribe(PatternDriver.bytes(prefix));
    }

    private void unsubscribe(String prefix) {
        sub.pattern.unsubscribe(PatternDriver.bytes(prefix));
    }

    private void assertFiltered(long messages) {
        assertThat(sub.socket.drops).containsExactly(Map.entry(Reason.FILTERED, messages));
    }

    // ------------------------------------------------------------------ subscriptions

    @Test
    void withoutAPeerASubscriptionIsKeptForThoseThatCome() {
        subscribe("a");
        subscribe("b");
        subscribe("c");
        unsubscribe("b");
        assertThat(sub.readiness()).isEqualTo("neither");
        assertThat(sub.receive()).isNull();
        assertThat(sub.peer("p").commands).containsExactlyInAnyOrder("+a", "+c");
    }

    @Test
    void aConnectingEndIsToldWhenItIsConnectedAndNotBefore() {
        FakePipe a = sub.session("a");
        subscribe("w");
        assertThat(a.commands).isEmpty();
        sub.connect(a);
        assertThat(a.takeCommands()).containsExactly("+w");
        subscribe("x");
        assertThat(a.takeCommands()).containsExactly("+x");
    }

    @Test
    void publishersAreToldOfTheFirstSubscriptionAndOfTheLastCancellation() {
        FakePipe a = sub.peer("a");
        FakePipe b = sub.peer("b");
        subscribe("w");
        subscribe("w");
        unsubscribe("w");
        assertThat(a.takeCommands()).containsExactly("+w");
        unsubscribe("w");
        assertThat(a.takeCommands()).containsExactly("-w");
        assertThat(b.takeCommands()).containsExactly("+w", "-w");
    }

    @Test
    void anUnknownPrefixIsNoErrorAndNobodyIsToldOfIt() {
        FakePipe a = sub.peer("a");
        subscribe("w");
        a.takeCommands();
        unsubscribe("we");
        unsubscribe("");
        assertThat(a.commands).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "another"})
    void eachNewConnectionIsToldOfAllSubscriptionsOnce(String returning) {
        FakePipe a = sub.session("a");
        subscribe("w");
        subscribe("w");
        sub.connect(a, "one");
        a.takeCommands();
        sub.disconnect(a);
        subscribe("x");
        unsubscribe("w");
        assertThat(a.commands).as("between connections").isEmpty();
        sub.connect(a, returning);
        assertThat(a.commands).containsExactlyInAnyOrder("+w", "+x");
    }

    @Test
    void aPeerThatIsGoneIsToldNothing() {
        FakePipe a = sub.peer("a");
        FakePipe b = sub.peer("b");
        sub.leave(a);
        subscribe("w");
        assertThat(a.commands).isEmpty();
        assertThat(b.commands).containsExactly("+w");
    }

    @Test
    void subscriptionsGoToAFullPeerAsWell() {
        FakePipe a = sub.peer("a");
        sub.fill(a);
        subscribe("w");
        assertThat(a.commands).containsExactly("+w");
        assertThat(a.drops).isEmpty();
    }

    @Test
    void aPrefixThatNoPublisherAcceptsIsRefused() {
        byte[] longest = new byte[sub.socket.subscriptionMaximumBytes()];
        assertThat(sub.pattern.requireShort(longest)).isSameAs(longest);
        assertThatThrownBy(() -> sub.pattern.requireShort(new byte[longest.length + 1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSubSendsNothing() {
        FakePipe a = sub.peer("a");
        assertThatThrownBy(() -> sub.send("m")).isInstanceOf(UnsupportedOperationException.class);
        assertThat(sub.isWritable()).isFalse();
        assertThat(a.sent).isEmpty();
    }

    // ------------------------------------------------------------------ receiving

    @ParameterizedTest
    @CsvSource({
        "'', '', true",
        "'', any, true",
        "a, abc, true",
        "abc, abc, true",
        "abc, ab, false",
        "a, ba, false",
        "a, '', false"
    })
    void aMessageIsReceivedWhenItsFirstFrameBeginsWithAPrefix(String prefix, String first, boolean received) {
        FakePipe a = sub.peer("a");
        subscribe(prefix);
        sub.arrive(a, first, prefix);
        assertThat(sub.readiness()).isEqualTo(received ? "readable" : "neither");
        if (received) {
            assertThat(sub.receive()).isEqualTo(first + "|" + prefix);
            assertThat(sub.socket.drops).isEmpty();
        } else {
            assertThat(sub.receive()).isNull();
            assertFiltered(1);
        }
    }

    @Test
    void withoutASubscriptionNothingIsReceived() {
        FakePipe a = sub.peer("a");
        sub.arrive(a, "1");
        sub.arrive(a, "2");
        assertThat(sub.receive()).isNull();
        assertFiltered(2);
        assertThat(sub.pattern.mayHaveMore()).isFalse();
    }

    @Test
    void nothingIsReceivedUnderAPrefixThatIsNoLongerSubscribed() {
        FakePipe a = sub.peer("a");
        subscribe("w");
        subscribe("x");
        sub.arrive(a, "w1");
        sub.arrive(a, "x1");
        unsubscribe("w");
        assertThat(sub.isReadable()).isTrue();
        assertFiltered(1);
        assertThat(sub.receiveAll()).containsExactly("x1");
    }

    @Test
    void aMessageThatALookHadKeptIsFilteredAgainWhenItIsReceived() {
        FakePipe a = sub.peer("a");
        subscribe("w");
        sub.arrive(a, "w1");
        assertThat(sub.isReadable()).isTrue();
        unsubscribe("w");
        assertThat(sub.isReadable()).isFalse();
        assertThat(sub.receive()).isNull();
        assertFiltered(1);
    }

    @Test
    void invertedMatchingReceivesTheOthers() {
        sub.reconfigure(o -> o.invertMatching(true));
        FakePipe a = sub.peer("a");
        subscribe("w");
        assertThat(a.commands).containsExactly("+w");
        sub.arrive(a, "w1");
        sub.arrive(a, "x1");
        assertThat(sub.isReadable()).isTrue();
        assertThat(sub.receiveAll()).containsExactly("x1");
        assertFiltered(1);
    }

    @Test
    void publishersAreReceivedFromInTurnAndAfterTheyHaveGone() {
        subscribe("");
        FakePipe a = sub.peer("a");
        FakePipe b = sub.peer("b");
        sub.arrive(a, "a1");
        sub.arrive(a, "a2");
        sub.arrive(b, "b1");
        sub.leave(a);
        assertThat(sub.readiness()).isEqualTo("readable");
        assertThat(sub.receiveAll()).containsExactly("a1", "b1", "a2");
        assertThat(sub.pattern.in.inRing()).isZero();
    }

    @Test
    void closingTellsWhatWasNotReceived() {
        subscribe("w");
        FakePipe a = sub.peer("a");
        sub.arrive(a, "w1");
        sub.arrive(a, "x1");
        assertThat(sub.isReadable()).isTrue();
        assertThat(sub.close()).isEqualTo(2);
        assertThat(sub.receive()).isNull();
    }
}
