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

/** The behaviour of PUSH in each state of its peers, a row each. */
class PushPatternTest {
    private final PatternDriver<PushPattern> push = PatternDriver.of("PUSH-0", PushPattern::new);

    @Test
    void withoutAPeerNothingIsTaken() {
        assertThat(push.send("m")).isEqualTo(SendResult.NO_PEER);
        assertThat(push.readiness()).isEqualTo("neither");
        assertThat(push.receive()).isNull();
        assertThat(push.socket.drops).isEmpty();
    }

    @Test
    void aConnectingEndTakesMessagesBeforeItIsConnectedAndAfterwards() {
        FakePipe a = push.session("a");
        assertThat(push.readiness()).isEqualTo("writable");
        assertThat(push.send("1")).isEqualTo(SendResult.SENT);
        assertThat(push.connect(a)).isNull();
        assertThat(push.send("2", "of two")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).containsExactly("1", "2|of two");
    }

    @Test
    void aFullPeerTakesNothingAndNothingIsDropped() {
        FakePipe a = push.peer("a");
        push.fill(a);
        assertThat(push.readiness()).isEqualTo("neither");
        assertThat(push.send("m")).isEqualTo(SendResult.FULL);
        assertThat(a.sent).isEmpty();
        assertThat(a.drops).isEmpty();
        assertThat(push.socket.drops).isEmpty();
    }

    @Test
    void aFullPeerAmongSeveralIsSkippedUntilItHasRoom() {
        FakePipe a = push.peer("a");
        FakePipe b = push.peer("b");
        FakePipe c = push.peer("c");
        push.fill(b);
        for (String message : new String[] {"1", "2", "3", "4"}) {
            assertThat(push.send(message)).isEqualTo(SendResult.SENT);
        }
        assertThat(a.takeSent()).hasSize(2);
        assertThat(c.takeSent()).hasSize(2);
        assertThat(push.readiness()).isEqualTo("writable");
        push.empty(b, 1);
        for (String message : new String[] {"5", "6", "7"}) {
            assertThat(push.send(message)).isEqualTo(SendResult.SENT);
        }
        assertThat(a.sent).hasSize(1);
        assertThat(b.sent).hasSize(1);
        assertThat(c.sent).hasSize(1);
    }

    @Test
    void roomEndsFull() {
        FakePipe a = push.peer("a");
        push.fill(a);
        assertThat(push.send("1")).isEqualTo(SendResult.FULL);
        push.empty(a, 1);
        assertThat(push.readiness()).isEqualTo("writable");
        assertThat(push.send("1")).isEqualTo(SendResult.SENT);
        assertThat(push.send("2")).isEqualTo(SendResult.FULL);
        assertThat(a.sent).containsExactly("1");
    }

    @Test
    void messagesGoToThoseWhoStay() {
        FakePipe a = push.peer("a");
        FakePipe b = push.peer("b");
        push.leave(a);
        push.send("1");
        push.send("2");
        assertThat(a.sent).isEmpty();
        assertThat(b.sent).containsExactly("1", "2");
        push.leave(b);
        assertThat(push.send("3")).isEqualTo(SendResult.NO_PEER);
        assertThat(push.readiness()).isEqualTo("neither");
    }

    @Test
    void aFullPeerThatGoesLeavesNoPeer() {
        FakePipe a = push.peer("a");
        push.fill(a);
        assertThat(push.send("1")).isEqualTo(SendResult.FULL);
        push.leave(a);
        assertThat(push.send("1")).isEqualTo(SendResult.NO_PEER);
    }

    @Test
    void aConnectingEndTakesMessagesBetweenItsConnections() {
        FakePipe a = push.session("a");
        push.connect(a);
        push.disconnect(a);
        assertThat(push.readiness()).isEqualTo("writable");
        assertThat(push.send("1")).isEqualTo(SendResult.SENT);
        push.connect(a);
        assertThat(a.sent).containsExactly("1");
    }

    @Test
    void withImmediateAConnectingEndCountsWhileItIsConnected() {
        FakePipe a = new FakePipe("a");
        push.connect(a);
        assertThat(push.send("1")).isEqualTo(SendResult.SENT);
        push.disconnect(a);
        push.detach(a);
        assertThat(push.send("2")).isEqualTo(SendResult.NO_PEER);
        push.connect(a);
        assertThat(push.send("3")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).containsExactly("1", "3");
    }

    @Test
    void peersOfOneNameAreAllWelcome() {
        FakePipe a = push.peer("a", "same");
        FakePipe b = push.peer("b", "same");
        push.send("1");
        push.send("2");
        assertThat(a.sent).hasSize(1);
        assertThat(b.sent).hasSize(1);
    }

    @Test
    void whatAPeerSendsIsDroppedAndCounted() {
        FakePipe a = push.peer("a");
        push.arrive(a, "m");
        push.arriveWithinProcess(a, "m", "of two");
        assertThat(push.socket.drops).containsExactly(Map.entry(Reason.UNEXPECTED_MESSAGE, 2L));
        assertThat(a.waiting()).isZero();
        assertThat(push.isReadable()).isFalse();
        assertThat(push.pattern.mayHaveMore()).isFalse();
        assertThat(push.close()).isZero();
    }

    @Test
    void aMessageOfTooManyFramesIsRefusedUntilTheOptionsAllowIt() {
        FakePipe a = push.peer("a");
        push.reconfigure(o -> o.framesMaximum(1));
        assertThatThrownBy(() -> push.send("1", "2")).isInstanceOf(ZmqException.class);
        assertThat(a.sent).isEmpty();
        push.reconfigure(o -> o.framesMaximum(2));
        assertThat(push.send("1", "2")).isEqualTo(SendResult.SENT);
        assertThat(a.sent).containsExactly("1|2");
    }
}
