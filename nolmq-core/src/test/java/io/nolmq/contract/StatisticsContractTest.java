package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.message.Endpoint;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketStatistics;
import io.nolmq.message.Traffic;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;

/** What was counted stays counted, whoever comes and goes meanwhile. */
class StatisticsContractTest extends ContractTest {
    private static final int PEERS = 60;
    private static final int MESSAGES = 20;

    private static void assertNothingLess(SocketStatistics now, SocketStatistics before) {
        Traffic traffic = now.traffic();
        Traffic earlier = before.traffic();
        assertThat(traffic.messagesSent()).isGreaterThanOrEqualTo(earlier.messagesSent());
        assertThat(traffic.bytesSent()).isGreaterThanOrEqualTo(earlier.bytesSent());
        assertThat(traffic.messagesReceived()).isGreaterThanOrEqualTo(earlier.messagesReceived());
        assertThat(traffic.bytesReceived()).isGreaterThanOrEqualTo(earlier.bytesReceived());
        before.reasons()
                .forEach((reason, times) -> assertThat(now.times(reason)).isGreaterThanOrEqualTo(times));
    }

    @ParameterizedTest
    @EachTransport
    void sumsNeverGoBackwardWhileConnectionsComeAndGoAndAreExactAtTheEnd(Transport transport) throws Exception {
        PullSocket pull = context.pull(options().receiveHighWaterMark(0).build());
        String endpoint = pull.bind(transport.endpoint()).toString();
        PushSocket again = context.push(options().build());
        AtomicBoolean done = new AtomicBoolean();
        Background<Integer> watching = Background.call(() -> {
            SocketStatistics seen = pull.statistics();
            SocketStatistics seenOfPush = again.statistics();
            int looks = 0;
            while (!done.get()) {
                SocketStatistics now = pull.statistics();
                assertNothingLess(now, seen);
                seen = now;
                SocketStatistics ofPush = again.statistics();
                assertNothingLess(ofPush, seenOfPush);
                seenOfPush = ofPush;
                looks++;
            }
            return looks;
        });
        long bytes = 0;
        for (int peer = 0; peer < PEERS; peer++) {
            PushSocket push = context.push();
            push.connect(endpoint);
            Endpoint repeated = again.connect(endpoint);
            for (int i = 0; i < MESSAGES; i++) {
                push.send("of one");
                again.send("of another");
            }
            push.close();
            again.disconnect(repeated);
            await("the end of " + push)
                    .atMost(PATIENCE)
                    .until(() -> push.statistics().peers().isEmpty());
            bytes += push.statistics().traffic().bytesSent();
            assertThat(push.statistics().traffic().messagesSent()).isEqualTo(MESSAGES);
        }
        await("the last end of all")
                .atMost(PATIENCE)
                .until(() -> again.peers().isEmpty() && pull.peers().isEmpty());
        bytes += again.statistics().traffic().bytesSent();
        assertThat(again.statistics().traffic().messagesSent()).isEqualTo(PEERS * MESSAGES);
        assertThat(pull.statistics().traffic().bytesReceived())
                .as("before any is received")
                .isEqualTo(bytes);
        for (int i = 0; i < 2 * PEERS * MESSAGES; i++) {
            receive(pull);
        }
        done.set(true);
        assertThat(watching.result()).isPositive();
        assertThat(pull.statistics().traffic()).isEqualTo(new Traffic(0, 0, 2 * PEERS * MESSAGES, bytes));
        assertThat(pull.statistics().times(Reason.Kind.DROP)).isZero();
    }
}
