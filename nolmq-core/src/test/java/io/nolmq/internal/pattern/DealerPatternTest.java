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

/** The behaviour of DEALER in each state of its peers, a row each. */
class DealerPatternTest {
    private final PatternDriver<DealerPattern> dealer = PatternDriver.of("DEALER-0", DealerPattern::new);

    @Test
    void withoutAPeerNothingIsTakenAndNothingComes() {
        assertThat(dealer.send("m")).isEqualTo(SendResult.NO_PEER);
        assertThat(dealer.receive()).isNull();
        assertThat(dealer.readiness()).isEqualTo("neither");
    }

    @Test
    void messagesGoAsTheyAreBeforeTheConnectionAndAfterwards() {
        FakePipe a = dealer.session("a");
        assertThat(dealer.readiness()).isEqualTo("writable");
        assertThat(dealer.send("", "1")).isEqualTo(SendResult.SENT);
        dealer.connect(a);
        assertThat(dealer.send("2")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).containsExactly("|1", "2");
    }

    @Test
    void aFullPeerTakesNothingUntilItHasRoom() {
        FakePipe a = dealer.peer("a");
        dealer.fill(a);
        assertThat(dealer.send("1")).isEqualTo(SendResult.FULL);
        assertThat(dealer.readiness()).isEqualTo("neither");
        dealer.empty(a, 1);
        assertThat(dealer.readiness()).isEqualTo("writable");
        assertThat(dealer.send("1")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).containsExactly("1");
        assertThat(a.drops).isEmpty();
    }

    @Test
    void aFullPeerAmongSeveralIsSkipped() {
        FakePipe a = dealer.peer("a");
        FakePipe b = dealer.peer("b");
        FakePipe c = dealer.peer("c");
        dealer.fill(a);
        for (int i = 0; i < 4; i++) {
            assertThat(dealer.send("m")).isEqualTo(SendResult.SENT);
        }
        assertThat(a.sent).isEmpty();
        assertThat(b.sent).hasSize(2);
        assertThat(c.sent).hasSize(2);
    }

    @Test
    void peersAreReceivedFromInTurnWhileOthersAreSentTo() {
        FakePipe a = dealer.peer("a");
        FakePipe b = dealer.peer("b");
        dealer.arrive(a, "a1");
        dealer.arrive(a, "a2");
        dealer.arrive(b, "", "b1");
        assertThat(dealer.readiness()).isEqualTo("both");
        assertThat(dealer.receiveAll()).containsExactly("a1", "|b1", "a2");
        assertThat(dealer.readiness()).isEqualTo("writable");
    }

    @Test
    void whatAPeerHasSentIsReceivedAfterItHasGoneAndNothingGoesToIt() {
        FakePipe a = dealer.peer("a");
        dealer.arrive(a, "1");
        dealer.leave(a);
        assertThat(dealer.readiness()).isEqualTo("readable");
        assertThat(dealer.send("m")).isEqualTo(SendResult.NO_PEER);
        assertThat(dealer.receiveAll()).containsExactly("1");
        assertThat(dealer.readiness()).isEqualTo("neither");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "another"})
    void aConnectingEndTakesMessagesBetweenItsConnectionsUnderAnyName(String returning) {
        FakePipe a = dealer.session("a");
        dealer.connect(a, "one");
        dealer.disconnect(a);
        assertThat(dealer.send("1")).isEqualTo(SendResult.SENT);
        assertThat(dealer.connect(a, returning)).isNull();
        assertThat(dealer.send("2")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).containsExactly("1", "2");
    }

    @Test
    void peersOfOneNameAreAllWelcomeAndTheirReadyIsNotAwaited() {
        dealer.peer("a", "same");
        dealer.peer("b", "same");
        assertThat(dealer.pattern.holdsReadyBack(true)).isFalse();
        assertThat(dealer.pattern.holdsReadyBack(false)).isFalse();
    }

    @Test
    void withProbeEachConnectionBeginsWithAnEmptyMessage() {
        dealer.reconfigure(o -> o.probeRouter(true));
        FakePipe a = dealer.session("a");
        assertThat(a.sent).isEmpty();
        dealer.connect(a);
        assertThat(a.takeSent()).containsExactly("");
        dealer.disconnect(a);
        dealer.connect(a);
        assertThat(a.takeSent()).containsExactly("");
        dealer.reconfigure(o -> o.probeRouter(false));
        assertThat(dealer.peer("b").sent).isEmpty();
    }

    @Test
    void aProbeForWhichThereIsNoRoomIsDroppedAndCounted() {
        dealer.reconfigure(o -> o.probeRouter(true));
        FakePipe a = dealer.session("a");
        dealer.fill(a);
        dealer.connect(a);
        assertThat(a.sent).isEmpty();
        assertThat(a.drops).containsExactly(Map.entry(Reason.HIGH_WATER_MARK, 1));
    }

    @Test
    void closingTellsWhatWasNotReceived() {
        FakePipe a = dealer.peer("a");
        dealer.arrive(a, "1");
        dealer.arrive(a, "2");
        assertThat(dealer.isReadable()).isTrue();
        assertThat(dealer.close()).isEqualTo(2);
        assertThat(dealer.receive()).isNull();
    }

    @Test
    void aMessageOfTooManyFramesIsRefused() {
        FakePipe a = dealer.peer("a");
        dealer.reconfigure(o -> o.framesMaximum(1));
        assertThatThrownBy(() -> dealer.send("", "1")).isInstanceOf(ZmqException.class);
        assertThat(a.sent).isEmpty();
    }
}
