package io.nolmq.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.Context;
import io.nolmq.DealerSocket;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.contract.LeakCheck;
import io.nolmq.contract.Transport;
import io.nolmq.message.EventType;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketEvent;
import io.nolmq.message.SocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A11: a TCP connection that leads back to itself, as it may when nobody listens at a port of the range from which the kernel
 * takes those of connecting ends. Here the source is named, so that it does so each time.
 */
@ExtendWith(LeakCheck.class)
class SelfConnectionTest {
    private static final SocketOptions SOON = SocketOptions.builder()
            .reconnectInterval(Duration.ofMillis(10))
            .linger(Duration.ZERO)
            .build();

    @Test
    void isNoticedAndTriedAgain() {
        int port = Transport.freePort();
        List<SocketEvent> events = new CopyOnWriteArrayList<>();
        try (Context context = Context.create();
                DealerSocket dealer = context.dealer(SOON)) {
            dealer.onEvent(events::add);
            dealer.connect("tcp://127.0.0.1:" + port + ";127.0.0.1:" + port);
            dealer.send("to nobody");
            await("some attempts")
                    .atMost(Subject.PATIENCE)
                    .until(() -> dealer.statistics().times(Reason.SELF_CONNECTION) >= 3);
            assertThat(events)
                    .noneMatch(event ->
                            event.type() == EventType.HANDSHAKE_SUCCEEDED || event.type() == EventType.CONNECTED);
            assertThat(events).anyMatch(event -> event.type() == EventType.CONNECT_RETRIED);
            assertThat(dealer.tryReceive()).as("what it sent itself").isNull();
            assertThat(dealer.peers()).noneMatch(peer -> peer.connection().connected());
        }
    }

    /** The port is free between the attempts: whoever binds it then is found. */
    @Test
    void leavesThePortToWhoeverBindsItLater() {
        int port = Transport.freePort();
        try (Context context = Context.create();
                DealerSocket alone = context.dealer(SOON);
                PullSocket pull = context.pull(SOON);
                PushSocket push = context.push(SOON)) {
            String endpoint = "tcp://127.0.0.1:" + port;
            alone.connect("tcp://127.0.0.1:" + port + ";127.0.0.1:" + port);
            await("an attempt")
                    .atMost(Subject.PATIENCE)
                    .until(() -> alone.statistics().times(Reason.SELF_CONNECTION) >= 1);
            await("the port").atMost(Subject.PATIENCE).ignoreExceptions().until(() -> pull.bind(endpoint) != null);
            push.connect(endpoint);
            push.send("found");
            assertThat(pull.receive(Subject.PATIENCE)).isEqualTo(Message.of("found"));
        }
    }
}
