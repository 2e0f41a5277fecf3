package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.message.EventType;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A message that the peer refuses does not hold up those behind it. */
class UndeliverableContractTest extends ContractTest {
    private static final int LARGE = 30_000_000;

    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"})
    void whatStandsBehindAMessageThatIsTooLargeForThePeerArrives(Transport transport) {
        PullSocket pull = context.pull(options().maxMessageSizeBytes(1_000).build());
        PushSocket push = context.push(options().sendHighWaterMark(5).build());
        List<SocketEvent> events = new CopyOnWriteArrayList<>();
        push.onEvent(events::add);
        join(pull, push, transport);
        push.send(Message.wrap(new byte[LARGE]));
        Background<Boolean> more = Background.run(() -> {
            for (int i = 0; i < 20; i++) {
                push.send("" + i); // waits at the mark until the large one is given up
            }
        });
        for (int i = 0; i < 20; i++) {
            assertThat(text(pull)).isEqualTo("" + i);
        }
        await("the sender").atMost(PATIENCE).until(more::isDone);
        assertThat(push.statistics().times(Reason.UNDELIVERABLE)).isEqualTo(1);
        assertThat(push.statistics().times(Reason.Kind.DROP)).isEqualTo(1);
        assertThat(push.peers().get(0).queues().dropped()).isEqualTo(1);
        await("nothing to be left")
                .atMost(PATIENCE)
                .until(() -> push.peers().get(0).queues().toSend() == 0);
        assertThat(pull.statistics().times(Reason.FRAME_SIZE)).isEqualTo(3);
        await("the event").atMost(PATIENCE).until(() -> dropped(events).size() == 1);
        SocketEvent event = dropped(events).get(0);
        assertThat(event.reason()).isEqualTo(Reason.UNDELIVERABLE);
        assertThat(event.detail()).contains("bytes=" + (LARGE + 9));
    }

    /** The peer does not come back, so that nothing else makes room. */
    @Test
    void aSenderThatWaitsAtTheMarkGoesOnWhenAMessageIsGivenUp() throws IOException {
        PushSocket push = context.push(options().sendHighWaterMark(1).build());
        Background<Boolean> behind;
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            push.connect("tcp://127.0.0.1:" + listener.getLocalPort());
            push.send(Message.wrap(new byte[LARGE]));
            behind = Background.waiting(() -> {
                push.send("behind");
                return true;
            });
            for (int connection = 1; connection <= 3; connection++) {
                try (java.net.Socket peer = listener.accept()) {
                    DropContractTest.tellHandshake(peer, "PULL");
                    peer.getInputStream().readNBytes(100_000);
                    assertThat(behind.isDone()).isFalse();
                    if (connection == 3) {
                        listener.close();
                    }
                }
            }
        }
        await("the sender to go on").atMost(PATIENCE).until(behind::isDone);
        assertThat(push.statistics().times(Reason.UNDELIVERABLE)).isEqualTo(1);
        assertThat(push.peers().get(0).queues().toSend()).isEqualTo(1);
    }

    private static List<SocketEvent> dropped(List<SocketEvent> events) {
        return events.stream()
                .filter(event -> event.type() == EventType.MESSAGE_DROPPED)
                .toList();
    }
}
