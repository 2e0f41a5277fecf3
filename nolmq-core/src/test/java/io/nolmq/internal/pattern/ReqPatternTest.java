package io.nolmq.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nolmq.kit.FakePipe;
import io.nolmq.kit.PatternDriver;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketStateException;
import io.nolmq.message.ZmqException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The behaviour of REQ in each state of its peers, a row each. A bar stands between two frames. */
class ReqPatternTest {
    private final PatternDriver<ReqPattern> req = PatternDriver.of("REQ-0", ReqPattern::new);

    private void assertDropped(int replies) {
        if (replies == 0) {
            assertThat(req.socket.drops).isEmpty();
        } else {
            assertThat(req.socket.drops).containsExactly(Map.entry(Reason.UNEXPECTED_REPLY, (long) replies));
        }
    }

    private void assertThatNoReplyIsAwaited() {
        assertThatThrownBy(req::receive).isInstanceOf(SocketStateException.class);
    }

    /** The number of the last request that a pipe was given. */
    private static byte[] number(FakePipe pipe) {
        Message request = pipe.messages.get(pipe.messages.size() - 1);
        assertThat(request.frameCount()).isGreaterThan(2);
        assertThat(request.frame(0)).hasSize(Integer.BYTES);
        assertThat(request.frame(1)).isEmpty();
        return request.frame(0);
    }

    private static Message reply(byte[] number, String body) {
        return Message.of(number, new byte[0], PatternDriver.bytes(body));
    }

    // ------------------------------------------------------------------ peers and room

    @Test
    void withoutAPeerARequestIsNotTakenAndNoReplyAwaited() {
        assertThat(req.send("q")).isEqualTo(SendResult.NO_PEER);
        assertThat(req.readiness()).isEqualTo("neither");
        assertThatNoReplyIsAwaited();
    }

    @Test
    void aConnectingEndTakesARequestBeforeItIsConnected() {
        FakePipe a = req.session("a");
        assertThat(req.readiness()).isEqualTo("writable");
        assertThat(req.send("q", "of two")).isEqualTo(SendResult.SENT);
        req.connect(a);
        assertThat(a.sent).containsExactly("|q|of two");
        assertThat(req.receive()).isNull();
    }

    @Test
    void aFullPeerTakesNoRequestUntilItHasRoom() {
        FakePipe a = req.peer("a");
        req.fill(a);
        assertThat(req.send("q")).isEqualTo(SendResult.FULL);
        assertThat(req.readiness()).isEqualTo("neither");
        assertThatNoReplyIsAwaited();
        req.empty(a, 1);
        assertThat(req.readiness()).isEqualTo("writable");
        assertThat(req.send("q")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).containsExactly("|q");
        assertThat(a.drops).isEmpty();
    }

    @Test
    void requestsGoToPeersInTurnAndAFullOneIsSkipped() {
        FakePipe a = req.peer("a");
        FakePipe b = req.peer("b");
        FakePipe c = req.peer("c");
        req.fill(b);
        for (FakePipe asked : new FakePipe[] {a, c, a, c}) {
            assertThat(req.send("q")).isEqualTo(SendResult.SENT);
            assertThat(asked.takeSent()).containsExactly("|q");
            req.arrive(asked, "", "r");
            assertThat(req.receive()).isEqualTo("r");
        }
        assertThat(b.sent).isEmpty();
        assertDropped(0);
    }

    @Test
    void peersOfOneNameAreAllWelcomeAndTheirReadyIsNotAwaited() {
        req.peer("a", "same");
        req.peer("b", "same");
        assertThat(req.pattern.holdsReadyBack(true)).isFalse();
        assertThat(req.pattern.holdsReadyBack(false)).isFalse();
    }

    @Test
    void withProbeEachConnectionBeginsWithAnEmptyMessage() {
        req.reconfigure(o -> o.probeRouter(true));
        FakePipe a = req.session("a");
        req.connect(a);
        req.disconnect(a);
        req.connect(a);
        assertThat(a.sent).containsExactly("", "");
    }

    @Test
    void aRequestOfTooManyFramesIsRefusedAndNoReplyAwaited() {
        FakePipe a = req.peer("a");
        req.reconfigure(o -> o.framesMaximum(2));
        assertThatThrownBy(() -> req.send("q", "of two")).isInstanceOf(ZmqException.class);
        assertThat(a.sent).isEmpty();
        assertThatNoReplyIsAwaited();
        assertThat(req.send("q")).isEqualTo(SendResult.SENT);
    }

    // ------------------------------------------------------------------ lock-step

    @Test
    void aRequestThenItsReplyThenTheNextRequest() {
        FakePipe a = req.peer("a");
        req.send("q");
        assertThat(req.readiness()).isEqualTo("neither");
        assertThatThrownBy(() -> req.send("too early")).isInstanceOf(SocketStateException.class);
        req.arrive(a, "", "r", "of two");
        assertThat(req.readiness()).isEqualTo("readable");
        assertThat(req.receive()).isEqualTo("r|of two");
        assertThat(req.readiness()).isEqualTo("writable");
        assertThatNoReplyIsAwaited();
        assertThat(req.send("q2")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).containsExactly("|q", "|q2");
        assertDropped(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"r", "", "x|r", "x||r"})
    void aReplyOutOfFormIsDroppedAndCounted(String frames) {
        String[] malformed = frames.split("\\|", -1);
        FakePipe a = req.peer("a");
        req.send("q");
        req.arrive(a, malformed);
        assertThat(req.readiness()).isEqualTo("neither");
        assertDropped(1);
        req.arrive(a, malformed);
        assertThat(req.receive()).isNull();
        assertDropped(2);
        req.arrive(a, "", "r");
        assertThat(req.receive()).isEqualTo("r");
    }

    @Test
    void aReplyOfAnotherPeerIsDroppedAndCounted() {
        FakePipe a = req.peer("a");
        FakePipe b = req.peer("b");
        req.send("q");
        req.arrive(b, "", "not asked");
        assertThat(req.isReadable()).isFalse();
        assertDropped(1);
        req.arrive(b, "", "not asked");
        req.arrive(a, "", "r");
        assertThat(req.receive()).isEqualTo("r");
        assertDropped(2);
        assertThat(a.sent).containsExactly("|q");
        assertThat(b.sent).isEmpty();
    }

    @Test
    void whatWaitsWhenARequestIsSentIsDroppedAndCounted() {
        FakePipe a = req.peer("a");
        req.arrive(a, "", "unasked");
        assertThat(req.isReadable()).as("without a request").isFalse();
        req.send("q");
        assertDropped(1);
        assertThat(req.receive()).isNull();
    }

    // ------------------------------------------------------------------ a peer goes in the middle

    @Test
    void whenThePeerThatCameToUsGoesAReplyOfAnyPeerIsTaken() {
        FakePipe a = req.peer("a");
        req.send("q");
        req.leave(a);
        assertThat(req.readiness()).isEqualTo("neither");
        assertThat(req.receive()).isNull();
        FakePipe b = req.peer("b");
        assertThat(req.isWritable()).as("the reply is still awaited").isFalse();
        req.arrive(b, "", "r");
        assertThat(req.readiness()).isEqualTo("readable");
        assertThat(req.receive()).isEqualTo("r");
        assertThat(b.sent).as("the request is not sent again").isEmpty();
        assertDropped(0);
    }

    @Test
    void aReplyThatHadComeIsReceivedAfterItsPeerHasGone() {
        FakePipe a = req.peer("a");
        req.send("q");
        req.arrive(a, "", "r");
        req.leave(a);
        assertThat(req.readiness()).isEqualTo("readable");
        assertThat(req.receive()).isEqualTo("r");
        assertThat(req.send("q2")).isEqualTo(SendResult.NO_PEER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "another"})
    void atAConnectingEndTheReplyMayComeOverALaterConnectionAndFromNoOtherPeer(String returning) {
        FakePipe a = req.session("a");
        FakePipe b = req.session("b");
        req.connect(a, "one");
        req.connect(b, "two");
        req.send("q");
        req.disconnect(a);
        req.arrive(b, "", "not asked");
        assertThat(req.receive()).isNull();
        req.connect(a, returning);
        req.arrive(a, "", "r");
        assertThat(req.receive()).isEqualTo("r");
        assertThat(a.sent).containsExactly("|q");
        assertDropped(1);
    }

    @Test
    void withImmediateALostConnectionLeavesTheRequestToAnyPeer() {
        FakePipe a = new FakePipe("a");
        req.connect(a);
        req.send("q");
        req.disconnect(a);
        req.detach(a);
        FakePipe b = req.peer("b");
        req.arrive(b, "", "r");
        assertThat(req.receive()).isEqualTo("r");
    }

    // ------------------------------------------------------------------ relaxed and correlate

    @Test
    void relaxedAllowsAnotherRequestBeforeTheReply() {
        req.reconfigure(o -> o.requestRelaxed(true));
        FakePipe a = req.peer("a");
        FakePipe b = req.peer("b");
        req.send("1");
        assertThat(req.readiness()).isEqualTo("writable");
        assertThat(req.send("2")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).containsExactly("|1");
        assertThat(b.sent).containsExactly("|2");
        req.arrive(a, "", "late");
        assertThat(req.isReadable()).isFalse();
        req.arrive(b, "", "r2");
        assertThat(req.readiness()).isEqualTo("both");
        assertThat(req.receive()).isEqualTo("r2");
        assertDropped(1);
    }

    @Test
    void relaxedDropsAReplyThatHadComeForTheEarlierRequest() {
        req.reconfigure(o -> o.requestRelaxed(true));
        FakePipe a = req.peer("a");
        req.send("1");
        req.arrive(a, "", "r1");
        assertThat(req.isReadable()).isTrue();
        req.send("2");
        assertDropped(1);
        assertThat(req.receive()).isNull();
        req.arrive(a, "", "r2");
        assertThat(req.receive()).isEqualTo("r2");
    }

    @Test
    void relaxedWithoutCorrelateTakesALateReplyOfThePeerAskedLast() {
        req.reconfigure(o -> o.requestRelaxed(true));
        FakePipe a = req.peer("a");
        req.send("1");
        req.send("2");
        req.arrive(a, "", "late");
        assertThat(req.receive()).isEqualTo("late");
    }

    @Test
    void withCorrelateOnlyTheReplyToTheLastRequestIsTaken() {
        req.reconfigure(o -> o.requestCorrelate(true).requestRelaxed(true));
        FakePipe a = req.peer("a");
        req.send("1");
        byte[] first = number(a);
        req.send("2", "of two");
        byte[] second = number(a);
        assertThat(ByteBuffer.wrap(second).getInt())
                .isEqualTo(ByteBuffer.wrap(first).getInt() + 1);
        req.arrive(a, reply(first, "late"));
        assertThat(req.isReadable()).isFalse();
        req.arrive(a, reply(first, "late"));
        req.arrive(a, "", "without a number");
        assertThat(req.receive()).isNull();
        req.arrive(a, reply(second, "r"));
        assertThat(req.receive()).isEqualTo("r");
        assertDropped(3);
    }

    @Test
    void aRequestThatIsNotTakenUsesUpNoNumber() {
        req.reconfigure(o -> o.requestCorrelate(true));
        FakePipe a = req.peer("a");
        req.send("1");
        byte[] first = number(a);
        req.arrive(a, reply(first, "r"));
        req.receive();
        req.fill(a);
        assertThat(req.send("2")).isEqualTo(SendResult.FULL);
        req.empty(a, 1);
        req.send("2");
        assertThat(ByteBuffer.wrap(number(a)).getInt())
                .isEqualTo(ByteBuffer.wrap(first).getInt() + 1);
    }

    @Test
    void aRequestUnderWayKeepsItsFormWhenTheOptionChanges() {
        FakePipe a = req.peer("a");
        req.send("1");
        req.reconfigure(o -> o.requestCorrelate(true));
        req.arrive(a, "", "r1");
        assertThat(req.receive()).isEqualTo("r1");
        req.send("2");
        byte[] number = number(a);
        req.reconfigure(o -> o.requestCorrelate(false));
        req.arrive(a, "", "without a number");
        assertThat(req.receive()).isNull();
        req.arrive(a, reply(number, "r2"));
        assertThat(req.receive()).isEqualTo("r2");
    }

    // ------------------------------------------------------------------ close

    @Test
    void closingTellsWhatWasNotReceived() {
        FakePipe a = req.peer("a");
        req.send("q");
        req.arrive(a, "", "r");
        assertThat(req.isReadable()).isTrue();
        req.arrive(a, "", "another");
        assertThat(req.close()).isEqualTo(2);
    }
}
