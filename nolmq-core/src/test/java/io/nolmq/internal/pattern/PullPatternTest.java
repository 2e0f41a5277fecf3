package io.nolmq.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nolmq.kit.FakePipe;
import io.nolmq.kit.PatternDriver;
import org.junit.jupiter.api.Test;

/** The behaviour of PULL in each state of its peers, a row each. */
class PullPatternTest {
    private final PatternDriver<PullPattern> pull = PatternDriver.of("PULL-0", PullPattern::new);

    @Test
    void withoutAPeerThereIsNothing() {
        assertThat(pull.receive()).isNull();
        assertThat(pull.readiness()).isEqualTo("neither");
        assertThat(pull.pattern.mayHaveMore()).isFalse();
    }

    @Test
    void aPullSendsNothing() {
        FakePipe a = pull.peer("a");
        assertThatThrownBy(() -> pull.send("m")).isInstanceOf(UnsupportedOperationException.class);
        assertThat(pull.isWritable()).isFalse();
        assertThat(a.sent).isEmpty();
    }

    @Test
    void aPeerThatHasSentNothingGivesNothing() {
        FakePipe a = pull.session("a");
        assertThat(pull.readiness()).isEqualTo("neither");
        pull.connect(a);
        assertThat(pull.readiness()).isEqualTo("neither");
        assertThat(pull.receive()).isNull();
    }

    @Test
    void peersAreReceivedFromInTurn() {
        FakePipe a = pull.peer("a");
        FakePipe b = pull.peer("b");
        pull.arrive(a, "a1");
        pull.arrive(a, "a2", "of two");
        pull.arrive(b, "b1");
        pull.arrive(b, "b2");
        assertThat(pull.receiveAll()).containsExactly("a1", "b1", "a2|of two", "b2");
        assertThat(pull.readiness()).isEqualTo("neither");
    }

    @Test
    void aLookForAMessageTakesNothing() {
        FakePipe a = pull.peer("a");
        pull.arrive(a, "1");
        pull.arrive(a, "2");
        assertThat(pull.readiness()).isEqualTo("readable");
        assertThat(pull.readiness()).isEqualTo("readable");
        assertThat(pull.pattern.mayHaveMore()).isTrue();
        assertThat(pull.receiveAll()).containsExactly("1", "2");
        assertThat(pull.socket.drops).isEmpty();
    }

    @Test
    void aLookFindsAPipeThatHasBecomeReadable() {
        FakePipe a = pull.peer("a").gives("1");
        pull.socket.found.add(a);
        assertThat(pull.isReadable()).isTrue();
        assertThat(pull.receive()).isEqualTo("1");
    }

    @Test
    void whatAPeerHasSentIsReceivedAfterItHasGone() {
        FakePipe a = pull.peer("a");
        FakePipe b = pull.peer("b");
        pull.arrive(a, "a1");
        pull.arrive(a, "a2");
        pull.leave(a);
        pull.arrive(b, "b1");
        assertThat(pull.readiness()).isEqualTo("readable");
        assertThat(pull.receiveAll()).containsExactly("a1", "b1", "a2");
        assertThat(pull.pattern.mayHaveMore()).isFalse();
        assertThat(pull.pattern.in.last).isNotSameAs(a);
    }

    @Test
    void aPeerThatGoesWithNothingLeftIsForgotten() {
        FakePipe a = pull.peer("a");
        pull.arrive(a, "a1");
        assertThat(pull.receive()).isEqualTo("a1");
        pull.leave(a);
        assertThat(pull.pattern.in.last).isNull();
        assertThat(pull.pattern.in.inRing()).isZero();
    }

    @Test
    void theMessagesOfAPeerThatReturnsComeInOrder() {
        FakePipe a = pull.session("a");
        pull.connect(a, "one");
        pull.arrive(a, "1");
        pull.disconnect(a);
        pull.connect(a, "one");
        pull.arrive(a, "2");
        pull.disconnect(a);
        pull.connect(a, "another");
        pull.arrive(a, "3");
        assertThat(pull.receiveAll()).containsExactly("1", "2", "3");
    }

    @Test
    void closingTellsWhatWasNotReceivedAndALookHadKept() {
        FakePipe a = pull.peer("a");
        FakePipe b = pull.peer("b");
        pull.arrive(a, "a1");
        pull.arrive(a, "a2");
        pull.arrive(b, "b1");
        assertThat(pull.isReadable()).isTrue();
        assertThat(pull.close()).isEqualTo(3);
        assertThat(pull.receive()).isNull();
        assertThat(pull.readiness()).isEqualTo("neither");
        assertThat(a.isInTurn() || b.isInTurn()).isFalse();
    }
}
