package io.nolmq.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nolmq.kit.FakePipe;
import io.nolmq.kit.PatternDriver;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.ZmqException;
import org.junit.jupiter.api.Test;

/** The behaviour of PAIR in each state of its peers, a row each. */
class PairPatternTest {
    private final PatternDriver<PairPattern> pair = PatternDriver.of("PAIR-0", PairPattern::new);

    @Test
    void withoutAPeerNothingIsTakenAndNothingComes() {
        assertThat(pair.send("m")).isEqualTo(SendResult.NO_PEER);
        assertThat(pair.receive()).isNull();
        assertThat(pair.readiness()).isEqualTo("neither");
    }

    @Test
    void aConnectingEndHasThePlaceBeforeItIsConnected() {
        FakePipe a = pair.session("a");
        assertThat(pair.readiness()).isEqualTo("writable");
        assertThat(pair.send("1")).isEqualTo(SendResult.SENT);
        assertThat(pair.connect(new FakePipe("b"))).isEqualTo(Reason.PEER_ALREADY_CONNECTED);
        assertThat(pair.connect(a)).isNull();
        assertThat(pair.send("2")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).containsExactly("1", "2");
    }

    @Test
    void aFullPeerTakesNothingUntilItHasRoom() {
        FakePipe a = pair.peer("a");
        pair.fill(a);
        assertThat(pair.send("1")).isEqualTo(SendResult.FULL);
        assertThat(pair.readiness()).isEqualTo("neither");
        assertThat(a.drops).isEmpty();
        pair.empty(a, 1);
        assertThat(pair.readiness()).isEqualTo("writable");
        assertThat(pair.send("1")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).containsExactly("1");
    }

    @Test
    void aSecondPeerIsRefusedAndTheFirstIsLookedAfter() {
        FakePipe a = pair.peer("a");
        FakePipe b = new FakePipe("b");
        assertThat(pair.connect(b)).isEqualTo(Reason.PEER_ALREADY_CONNECTED);
        assertThat(a.lookAlives).isEqualTo(1);
        assertThat(a.refusals).isEmpty();
        pair.send("1");
        assertThat(a.sent).containsExactly("1");
        assertThat(b.sent).isEmpty();
    }

    @Test
    void whileTheFirstIsFullNothingGoesToTheSecond() {
        FakePipe a = pair.peer("a");
        FakePipe b = new FakePipe("b");
        pair.connect(b);
        pair.fill(a);
        assertThat(pair.send("1")).isEqualTo(SendResult.FULL);
        assertThat(pair.isWritable()).isFalse();
        assertThat(b.sent).isEmpty();
    }

    @Test
    void whenTheFirstGoesTheOthersTryAgainAndOneGetsThePlace() {
        FakePipe a = pair.peer("a");
        FakePipe b = pair.session("b");
        FakePipe c = pair.session("c");
        pair.connect(b);
        pair.connect(c);
        assertThat(b.retries + c.retries).isZero();
        pair.leave(a);
        assertThat(b.retries).isEqualTo(1);
        assertThat(c.retries).isEqualTo(1);
        assertThat(pair.send("1")).as("before one has come").isEqualTo(SendResult.NO_PEER);
        assertThat(pair.isWritable()).isFalse();
        assertThat(pair.connect(c)).isNull();
        assertThat(pair.connect(b)).isEqualTo(Reason.PEER_ALREADY_CONNECTED);
        assertThat(pair.send("2")).isEqualTo(SendResult.SENT);
        assertThat(c.sent).containsExactly("2");
        assertThat(b.sent).isEmpty();
    }

    @Test
    void aRefusedPeerThatHasGoneDoesNotTryAgain() {
        FakePipe a = pair.peer("a");
        FakePipe b = pair.session("b");
        pair.connect(b);
        pair.detach(b);
        pair.leave(a);
        assertThat(b.retries).isZero();
    }

    @Test
    void aConnectingEndKeepsThePlaceBetweenItsConnections() {
        FakePipe a = pair.session("a");
        FakePipe b = pair.session("b");
        pair.connect(a, "one");
        pair.connect(b);
        pair.disconnect(a);
        assertThat(b.retries).isZero();
        assertThat(pair.connect(b)).isEqualTo(Reason.PEER_ALREADY_CONNECTED);
        assertThat(pair.send("1")).isEqualTo(SendResult.SENT);
        assertThat(pair.connect(a, "another")).isNull();
        assertThat(a.sent).containsExactly("1");
    }

    @Test
    void allOfOnePeerIsReceivedBeforeAnythingOfTheNext() {
        FakePipe a = pair.peer("a");
        pair.arrive(a, "a1");
        pair.arrive(a, "a2");
        pair.leave(a);
        FakePipe b = pair.peer("b");
        pair.arrive(b, "b1");
        assertThat(pair.readiness()).isEqualTo("both");
        assertThat(pair.receiveAll()).containsExactly("a1", "a2", "b1");
        assertThat(pair.readiness()).isEqualTo("writable");
    }

    @Test
    void whatAPeerHasSentIsReadableAfterItHasGone() {
        FakePipe a = pair.peer("a");
        pair.arrive(a, "1");
        pair.leave(a);
        assertThat(pair.readiness()).isEqualTo("readable");
        assertThat(pair.receiveAll()).containsExactly("1");
        assertThat(pair.readiness()).isEqualTo("neither");
    }

    @Test
    void closingTellsWhatWasNotReceived() {
        FakePipe a = pair.peer("a");
        pair.arrive(a, "1");
        pair.arrive(a, "2");
        assertThat(pair.isReadable()).isTrue();
        assertThat(pair.close()).isEqualTo(2);
        assertThat(pair.receive()).isNull();
    }

    @Test
    void aMessageOfTooManyFramesIsRefused() {
        FakePipe a = pair.peer("a");
        pair.reconfigure(o -> o.framesMaximum(1));
        assertThatThrownBy(() -> pair.send("1", "2")).isInstanceOf(ZmqException.class);
        assertThat(a.sent).isEmpty();
    }
}
