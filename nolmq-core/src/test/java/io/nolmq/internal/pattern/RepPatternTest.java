package io.nolmq.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nolmq.kit.FakePipe;
import io.nolmq.kit.PatternDriver;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketStateException;
import io.nolmq.message.ZmqException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The behaviour of REP in each state of its peers, a row each. A bar stands between two frames. */
class RepPatternTest {
    private final PatternDriver<RepPattern> rep = PatternDriver.of("REP-0", RepPattern::new);

    private void assertThatThereIsNothingToReplyTo() {
        assertThatThrownBy(() -> rep.send("r")).isInstanceOf(SocketStateException.class);
    }

    // ------------------------------------------------------------------ lock-step

    @Test
    void withoutAPeerThereIsNothingToReplyTo() {
        assertThat(rep.receive()).isNull();
        assertThat(rep.readiness()).isEqualTo("neither");
        assertThatThereIsNothingToReplyTo();
    }

    @Test
    void aPeerThatHasAskedNothingIsSentNothing() {
        FakePipe a = rep.session("a");
        rep.connect(a);
        assertThat(rep.readiness()).isEqualTo("neither");
        assertThatThereIsNothingToReplyTo();
        assertThat(a.sent).isEmpty();
    }

    @Test
    void aRequestThenItsReplyThenTheNextRequest() {
        FakePipe a = rep.peer("a");
        rep.arrive(a, "", "q1", "of two");
        rep.arrive(a, "", "q2");
        assertThat(rep.readiness()).isEqualTo("readable");
        assertThatThereIsNothingToReplyTo();
        assertThat(rep.receive()).isEqualTo("q1|of two");
        assertThat(rep.readiness()).isEqualTo("writable");
        assertThatThrownBy(rep::receive).isInstanceOf(SocketStateException.class);
        assertThat(rep.send("r1", "of two")).isEqualTo(SendResult.SENT);
        assertThat(rep.readiness()).isEqualTo("readable");
        assertThatThereIsNothingToReplyTo();
        assertThat(rep.receive()).isEqualTo("q2");
        assertThat(rep.send("r2")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).containsExactly("|r1|of two", "|r2");
        assertThat(rep.readiness()).isEqualTo("neither");
    }

    @Test
    void peersAreServedInTurnAndEachGetsItsReply() {
        FakePipe a = rep.peer("a");
        FakePipe b = rep.peer("b");
        rep.arrive(a, "", "a1");
        rep.arrive(a, "", "a2");
        rep.arrive(b, "", "b1");
        for (String expected : new String[] {"a1", "b1", "a2"}) {
            assertThat(rep.receive()).isEqualTo(expected);
            rep.send("re " + expected);
        }
        assertThat(a.sent).containsExactly("|re a1", "|re a2");
        assertThat(b.sent).containsExactly("|re b1");
    }

    // ------------------------------------------------------------------ envelopes

    @ParameterizedTest
    @CsvSource({
        "'|q', q, '|r'",
        "'1||q', q, '1||r'",
        "'1|2||q', q, '1|2||r'",
        "'1|2|3|4|5|6|7|8||q', q, '1|2|3|4|5|6|7|8||r'",
        "'||q', '|q', '|r'",
        "'1||q||x', 'q||x', '1||r'",
        "'|', '', '|r'"
    })
    void anEnvelopeOfAnyDepthGoesBackAsItCame(String request, String body, String reply) {
        FakePipe a = rep.peer("a");
        rep.arrive(a, request.split("\\|", -1));
        assertThat(rep.isReadable()).isTrue();
        assertThat(rep.receive()).isEqualTo(body);
        rep.send("r");
        assertThat(a.sent).containsExactly(reply);
    }

    @ParameterizedTest
    @ValueSource(strings = {"q", "", "1|q", "1|", "1|2|3"})
    void aRequestOutOfFormIsDroppedAndCounted(String request) {
        FakePipe a = rep.peer("a");
        rep.arrive(a, request.split("\\|", -1));
        assertThat(rep.readiness()).isEqualTo("neither");
        rep.arrive(a, request.split("\\|", -1));
        assertThat(rep.receive()).isNull();
        assertThat(rep.socket.drops).containsExactly(Map.entry(Reason.UNEXPECTED_REPLY, 2L));
        assertThatThereIsNothingToReplyTo();
        rep.arrive(a, "", "q");
        assertThat(rep.receive()).isEqualTo("q");
        rep.send("r");
        assertThat(a.sent).containsExactly("|r");
    }

    @Test
    void aReplyOfTooManyFramesIsRefusedAndAnotherMayFollow() {
        FakePipe a = rep.peer("a");
        rep.reconfigure(o -> o.framesMaximum(3));
        rep.arrive(a, "1", "", "q");
        rep.receive();
        assertThatThrownBy(() -> rep.send("r", "of two")).isInstanceOf(ZmqException.class);
        assertThat(rep.readiness()).isEqualTo("writable");
        assertThat(rep.send("r")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).containsExactly("1||r");
    }

    // ------------------------------------------------------------------ full, and gone

    @Test
    void aReplyToAFullPeerIsDroppedAndCountedForIt() {
        FakePipe a = rep.peer("a");
        FakePipe b = rep.peer("b");
        rep.arrive(a, "", "q1");
        rep.receive();
        rep.fill(a);
        assertThat(rep.readiness()).isEqualTo("writable");
        assertThat(rep.send("r1")).isEqualTo(SendResult.SENT);
        assertThat(a.drops).containsExactly(Map.entry(Reason.HIGH_WATER_MARK, 1));
        assertThat(a.sent).isEmpty();
        assertThatThereIsNothingToReplyTo();
        rep.empty(a, 1);
        rep.arrive(b, "", "q2");
        assertThat(rep.receive()).isEqualTo("q2");
        rep.send("r2");
        assertThat(b.sent).containsExactly("|r2");
        assertThat(a.sent).as("the dropped reply").isEmpty();
    }

    @Test
    void aReplyToAPeerThatHasGoneIsDroppedAndCountedForIt() {
        FakePipe a = rep.peer("a");
        rep.arrive(a, "", "q1");
        rep.arrive(a, "", "q2");
        assertThat(rep.receive()).isEqualTo("q1");
        rep.leave(a);
        assertThat(rep.readiness()).isEqualTo("writable");
        assertThat(rep.send("r1")).isEqualTo(SendResult.SENT);
        assertThat(a.drops).containsExactly(Map.entry(Reason.PEER_GONE, 1));
        assertThat(rep.readiness()).as("what it had asked besides").isEqualTo("readable");
        assertThat(rep.receive()).isEqualTo("q2");
        assertThat(rep.send("r2")).isEqualTo(SendResult.SENT);
        assertThat(a.drops).containsExactly(Map.entry(Reason.PEER_GONE, 2));
        assertThat(a.sent).isEmpty();
    }

    @Test
    void aReplyDoesNotGoToAnotherPeerOfTheSameName() {
        FakePipe a = rep.peer("a", "same");
        rep.arrive(a, "", "q");
        rep.receive();
        rep.leave(a);
        FakePipe again = rep.peer("again", "same");
        rep.send("r");
        assertThat(again.sent).isEmpty();
        assertThat(a.drops).containsExactly(Map.entry(Reason.PEER_GONE, 1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void atAConnectingEndAReplyGoesOutBetweenConnectionsAndOverTheNextOne(boolean between) {
        FakePipe broker = rep.session("broker");
        rep.connect(broker);
        rep.arrive(broker, "asker", "", "q");
        assertThat(rep.receive()).isEqualTo("q");
        rep.disconnect(broker);
        if (!between) {
            rep.connect(broker);
        }
        assertThat(rep.send("r")).isEqualTo(SendResult.SENT);
        assertThat(broker.sent).containsExactly("asker||r");
        assertThat(broker.drops).isEmpty();
    }

    @Test
    void withImmediateAReplyWithoutAConnectionIsDroppedAndCounted() {
        FakePipe a = new FakePipe("a");
        rep.connect(a);
        rep.arrive(a, "", "q");
        rep.receive();
        rep.disconnect(a);
        rep.detach(a);
        assertThat(rep.send("r")).isEqualTo(SendResult.SENT);
        assertThat(a.drops).containsExactly(Map.entry(Reason.PEER_GONE, 1));
    }

    @Test
    void aRequestThatALookHadKeptIsReceivedAfterItsPeerHasGone() {
        FakePipe a = rep.peer("a");
        rep.arrive(a, "1", "", "q");
        assertThat(rep.isReadable()).isTrue();
        rep.leave(a);
        FakePipe b = rep.peer("b");
        rep.arrive(b, "2", "", "q2");
        assertThat(rep.receive()).isEqualTo("q");
        rep.send("r");
        assertThat(a.drops).containsExactly(Map.entry(Reason.PEER_GONE, 1));
        assertThat(b.sent).isEmpty();
        assertThat(rep.receive()).isEqualTo("q2");
        rep.send("r2");
        assertThat(b.sent).containsExactly("2||r2");
    }

    // ------------------------------------------------------------------ close

    @Test
    void closingTellsWhatWasNotReceivedWithoutTheRequestUnderWay() {
        FakePipe a = rep.peer("a");
        rep.arrive(a, "", "q1");
        rep.arrive(a, "", "q2");
        rep.arrive(a, "", "q3");
        rep.receive();
        assertThat(rep.close()).isEqualTo(2);
    }

    @Test
    void closingCountsTheRequestThatALookHadKept() {
        FakePipe a = rep.peer("a");
        rep.arrive(a, "", "q1");
        rep.arrive(a, "", "q2");
        assertThat(rep.isReadable()).isTrue();
        assertThat(rep.close()).isEqualTo(2);
        assertThat(rep.readiness()).isEqualTo("neither");
    }
}
