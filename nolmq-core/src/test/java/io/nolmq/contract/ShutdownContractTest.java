package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nolmq.Context;
import io.nolmq.PubSocket;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.message.CloseReport;
import io.nolmq.message.ContextTerminatedException;
import io.nolmq.message.Message;
import io.nolmq.message.SocketClosedException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** A context that is shut down, and a socket that is closed with a report. */
class ShutdownContractTest extends ContractTest {
    @ParameterizedTest
    @EachTransport
    void everyCallThatWaitsEndsAndTheSocketsStay(Transport transport) throws Exception {
        Context other = Context.create();
        PushSocket push = other.push(options().sendHighWaterMark(1).build());
        PullSocket pull = other.pull();
        PubSocket pub = other.pub();
        pull.bind(transport.endpoint());
        push.connect(transport.known());
        push.send("one");
        List<Background<?>> calls = List.of(
                Background.waiting(() -> {
                    push.send("two");
                    return 0;
                }),
                Background.waiting(() -> push.send(Message.of("two"), PATIENCE)),
                Background.waiting(pull::receive),
                Background.waiting(() -> pull.receive(PATIENCE)),
                Background.waiting(() -> pull.receive(10)),
                Background.waiting(() -> push.awaitConnected(PATIENCE)),
                Background.waiting(() -> pub.awaitSubscribers(1, PATIENCE)));
        other.shutdown();
        for (Background<?> call : calls) {
            assertThat(call.failure()).isInstanceOf(ContextTerminatedException.class);
        }
        assertThat(push.isClosed()).isFalse();
        assertThat(other.isClosed()).isFalse();
        assertThatThrownBy(() -> push.trySend(Message.of("two"))).isInstanceOf(ContextTerminatedException.class);
        assertThatThrownBy(pull::tryReceive).isInstanceOf(ContextTerminatedException.class);
        assertThatThrownBy(() -> push.connect("tcp://127.0.0.1:1")).isInstanceOf(ContextTerminatedException.class);
        assertThatThrownBy(other::push).isInstanceOf(ContextTerminatedException.class);
        other.shutdown();
        pull.close();
        assertThat(pull.isClosed()).isTrue();
        other.close(Duration.ZERO);
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void whatWasAcceptedBeforeIsSent(Transport transport) {
        Context other = Context.create();
        PullSocket pull = context.pull();
        String endpoint = pull.bind(transport.endpoint()).toString();
        PushSocket push = other.push();
        push.connect(endpoint);
        for (int i = 0; i < 100; i++) {
            push.send("" + i);
        }
        other.shutdown();
        for (int i = 0; i < 100; i++) {
            assertThat(text(pull)).isEqualTo("" + i);
        }
        CloseReport report = other.close(PATIENCE);
        assertThat(report.complete()).isTrue();
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void aSocketTellsWhatItDeliveredAndWhatItDiscarded(Transport transport) throws Exception {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push, transport);
        for (int i = 0; i < 10; i++) {
            push.send("" + i);
        }
        Background<CloseReport> closing = Background.call(() -> push.close(PATIENCE));
        assertThat(texts(pull, 10)).last().isEqualTo("9");
        assertThat(closing.result().complete()).isTrue();
        assertThat(push.isClosed()).isTrue();
        assertThatThrownBy(() -> push.send("late"))
                .isInstanceOf(SocketClosedException.class)
                .isNotInstanceOf(ContextTerminatedException.class);

        PushSocket alone = context.push(options().build());
        alone.connect(transport.known());
        alone.send("nobody");
        CloseReport report = alone.close(A_WHILE);
        assertThat(report.complete()).isFalse();
        assertThat(report.discardedMessages()).isEqualTo(1);
        assertThat(pull.isClosed()).isFalse();
    }

    @Test
    void closingAgainReportsNothing() {
        PushSocket push = context.push();
        push.close();
        assertThat(push.close(PATIENCE).complete()).isTrue();
    }
}
