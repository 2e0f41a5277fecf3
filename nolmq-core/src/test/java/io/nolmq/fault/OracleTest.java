package io.nolmq.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.fault.Violation.Rule;
import io.nolmq.message.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the runs look for is found. */
class OracleTest {
    private final Run run = new Run("test");
    private final Path path = new Path(run, 1);

    private List<Rule> rules() {
        return run.violations().stream().map(Violation::rule).toList();
    }

    @Test
    void messagesInOrderAreFine() {
        path.enter(path.next(10), 0);
        path.enter(path.next(10, 1000, 20).prepend(new byte[1]), 1);
        assertThat(rules()).isEmpty();
        assertThat(path.missing()).isZero();
        assertThat(path.newest()).isEqualTo(2);
    }

    @Test
    void aMessageThatComesTwiceIsFound() {
        Message message = path.next(10);
        path.enter(message, 0);
        path.enter(message, 0);
        assertThat(rules()).containsExactly(Rule.DOUBLED);
    }

    @Test
    void aMessageThatIsOvertakenIsFound() {
        Message first = path.next(10);
        path.enter(path.next(10), 0);
        path.enter(first, 0);
        assertThat(rules()).containsExactly(Rule.OUT_OF_ORDER);
    }

    @Test
    void oneOfAnotherSocketMayBeOvertaken() {
        Message first = path.next(10);
        path.changeSender();
        path.enter(path.next(10), 0);
        path.enter(first, 0);
        assertThat(rules()).isEmpty();
    }

    @Test
    void aTornMessageIsFound() {
        byte[] whole = path.next(100).bytes();
        whole[50] ^= 1;
        path.enter(Message.wrap(whole), 0);
        path.enter(Message.wrap(new byte[5]), 0);
        path.enter(Message.wrap(path.next(10).bytes(), path.next(10).bytes()), 0);
        assertThat(rules()).containsExactly(Rule.TORN, Rule.TORN, Rule.TORN);
    }

    @Test
    void aMessageThatDoesNotComeIsMissing() {
        path.next(10);
        path.enter(path.next(10), 0);
        path.next(10);
        assertThat(path.missing()).isEqualTo(2);
        assertThat(path.passedOver()).isEqualTo(1);
    }

    @Test
    void anUncaughtExceptionIsFound() throws InterruptedException {
        Thread thread = run.start("test-thread", () -> {
            throw new IllegalStateException("expected");
        });
        thread.join();
        assertThat(rules()).containsExactly(Rule.UNCAUGHT);
    }

    @Test
    void aCallThatFailsByItselfIsFound() throws InterruptedException {
        Thread thread = run.start(
                "test-thread",
                () -> run.act("call", () -> {
                    throw new IllegalStateException("expected");
                }));
        thread.join();
        assertThat(rules()).containsExactly(Rule.CALL_FAILS);
    }
}
