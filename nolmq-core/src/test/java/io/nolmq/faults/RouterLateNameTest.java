package io.nolmq.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.Context;
import io.nolmq.DealerSocket;
import io.nolmq.RouterSocket;
import io.nolmq.contract.LeakCheck;
import io.nolmq.contract.Transport;
import io.nolmq.message.Endpoint;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketOptions;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fault 3: a peer comes to the endpoint of one that has gone, whose messages have not been received yet. */
@ExtendWith(LeakCheck.class)
class RouterLateNameTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MESSAGES = 5;

    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"}) // where what binds anew is not found again
    void messagesCarryTheNameOfThePeerThatSentThem(Transport transport) {
        SocketOptions soon = SocketOptions.builder()
                .reconnectInterval(Duration.ofMillis(20))
                .linger(Duration.ZERO)
                .build();
        try (Context context = Context.create();
                Context others = Context.create()) {
            RouterSocket router = context.router(soon);
            DealerSocket alice = others.dealer(named("alice"));
            Endpoint endpoint = alice.bind(transport.endpoint());
            router.connect(endpoint.toString());
            assertThat(alice.awaitConnected(PATIENCE)).isTrue();
            for (int i = 0; i < MESSAGES; i++) {
                alice.send("from alice " + i);
            }
            await("the messages to be read ahead")
                    .atMost(PATIENCE)
                    .until(() -> router.peers().get(0).queues().received() == MESSAGES);
            alice.close();
            await("alice to be gone")
                    .atMost(PATIENCE)
                    .until(() -> !router.peers().get(0).connection().connected());
            DealerSocket bob = others.dealer(named("bob"));
            bob.bind(endpoint.toString());
            assertThat(bob.awaitConnected(PATIENCE)).isTrue();
            bob.send("from bob");
            requireRightNames(router);
            router.send(Message.of("alice", "for alice"));
            router.send(Message.of("bob", "for bob"));
            assertThat(bob.receive(PATIENCE)).as("the only message for bob").isEqualTo(Message.of("for bob"));
            assertThat(router.statistics().times(Reason.UNROUTABLE)).isEqualTo(1);
        }
    }

    private static void requireRightNames(RouterSocket router) {
        for (int i = 0; i <= MESSAGES; i++) {
            Message message = router.receive(PATIENCE);
            assertThat(message).as("message %d", i).isNotNull();
            assertThat(message.text(1)).contains(message.text(0));
        }
    }

    private static SocketOptions named(String name) {
        return SocketOptions.builder().routingId(name).build();
    }
}
