package io.nolmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketOptions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LingerWithHeartbeatTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration OFTEN = Duration.ofMillis(40);
    private static final Duration SOON = Duration.ofMillis(200);

    private final Context context = Context.create();

    @AfterEach
    void closeContext() {
        context.close(Duration.ZERO);
    }

    @Test
    void aPeerThatIsSlowButAliveIsNotGivenUpWhileWeLinger() {
        PullSocket pull = context.pull(SocketOptions.builder()
                .receiveHighWaterMark(2)
                .heartbeat(OFTEN, Duration.ZERO, Duration.ZERO)
                .build());
        PushSocket push = context.push(SocketOptions.builder()
                .sendHighWaterMark(2)
                .lingerForever()
                .heartbeat(SOON, SOON, Duration.ZERO)
                .build());
        push.connect(pull.bind("tcp://127.0.0.1:*").toString());
        assertThat(push.awaitConnected(PATIENCE)).isTrue();
        Message payload = Message.wrap(new byte[20_000]);
        int sent = 0;
        while (push.send(payload, Duration.ofMillis(100)) == SendResult.SENT) {
            sent++;
        }
        push.close();
        await().during(SOON.multipliedBy(4))
                .atMost(PATIENCE)
                .until(() -> push.statistics().reasons().getOrDefault(Reason.HEARTBEAT_TIMEOUT, 0L) == 0);
        for (int i = 0; i < sent; i++) {
            assertThat(pull.receive(PATIENCE)).as("message " + i).isNotNull();
        }
    }
}
