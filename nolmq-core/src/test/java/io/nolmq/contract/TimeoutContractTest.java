package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;

/** How long calls wait: never less than asked, and not much more. */
class TimeoutContractTest extends ContractTest {
    /** Only what hangs takes longer, however slow the machine is. */
    private static final Duration LATE = PATIENCE;

    @ParameterizedTest
    @EachTransport
    void receivingGivesUpInTime(Transport transport) {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        join(push, pull, transport);
        for (int millis : new int[] {1, 7, 50, 120}) {
            Duration timeout = Duration.ofMillis(millis);
            long begin = System.nanoTime();
            assertThat(pull.receive(timeout)).isNull();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(timeout, timeout.plus(LATE));
        }
        push.send("still works");
        assertThat(text(pull)).isEqualTo("still works");
    }

    @ParameterizedTest
    @EachTransport
    void sendingGivesUpInTime(Transport transport) {
        PushSocket push = context.push(options().sendHighWaterMark(1).build());
        push.connect(transport.known());
        push.send("fills it");
        for (int millis : new int[] {1, 7, 50, 120}) {
            Duration timeout = Duration.ofMillis(millis);
            long begin = System.nanoTime();
            assertThat(push.send(Message.of("x"), timeout)).isEqualTo(SendResult.FULL);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(timeout, timeout.plus(LATE));
        }
    }

    @ParameterizedTest
    @EachTransport
    void aTimeoutOfZeroOrLessDoesNotWait(Transport transport) {
        PullSocket pull = context.pull();
        pull.bind(transport.endpoint());
        for (Duration timeout : new Duration[] {Duration.ZERO, Duration.ofNanos(-1), Duration.ofDays(-1)}) {
            long begin = System.nanoTime();
            assertThat(pull.receive(timeout)).isNull();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LATE);
        }
    }

    @ParameterizedTest
    @EachTransport
    void aTimeoutTooLongToCountMeansForEver(Transport transport) throws Exception {
        Duration forever = ChronoUnit.FOREVER.getDuration();
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        join(push, pull, transport);
        Background<Message> receiver = Background.waiting(() -> pull.receive(forever));
        assertThat(push.send(Message.of("x"), forever)).isEqualTo(SendResult.SENT);
        assertThat(receiver.result().text()).isEqualTo("x");
        assertThat(push.awaitConnected(forever)).isTrue();
    }

    @ParameterizedTest
    @EachTransport
    void aMessageInTimeEndsTheWait(Transport transport) throws Exception {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        join(push, pull, transport);
        Background<Message> receiver = Background.waiting(() -> pull.receive(PATIENCE));
        push.send("x");
        assertThat(receiver.result().text()).isEqualTo("x");
    }
}
