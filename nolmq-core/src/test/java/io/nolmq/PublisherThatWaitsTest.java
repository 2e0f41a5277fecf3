package io.nolmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.message.SocketOptions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublisherThatWaitsTest {
    private static final int MESSAGES = 4_000;
    private static final int MESSAGE_BYTES = 8 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Context context = Context.create();

    @AfterEach
    void closeContext() {
        context.close(Duration.ZERO);
    }

    @Test
    void aPublisherThatDropsNothingGoesOnWhenItsSubscriberDoes() throws Exception {
        PubSocket pub = context.pub(
                SocketOptions.builder().noDrop(true).sendHighWaterMark(3).build());
        SubSocket sub =
                context.sub(SocketOptions.builder().receiveHighWaterMark(3).build());
        sub.connect(pub.bind("tcp://127.0.0.1:*").toString());
        sub.subscribe("");
        assertThat(pub.awaitSubscribers(1, PATIENCE)).isTrue();
        Waiting<Boolean> sender = Waiting.in(() -> {
                    byte[] payload = new byte[MESSAGE_BYTES];
                    for (int i = 0; i < MESSAGES; i++) {
                        pub.send(payload);
                    }
                    return true;
                })
                .untilItParks();
        for (int i = 0; i < MESSAGES; i++) {
            assertThat(sub.receive(PATIENCE)).as("message " + i).isNotNull();
        }
        assertThat(sender.outcome()).isTrue();
    }
}
