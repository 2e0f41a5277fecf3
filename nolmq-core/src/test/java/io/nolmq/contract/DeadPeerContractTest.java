package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.DealerSocket;
import io.nolmq.message.Endpoint;
import io.nolmq.message.EventType;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketEvent;
import io.nolmq.message.SocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A sender at its mark, of whose peer nothing is read because nobody receives, learns that the peer is dead. */
class DeadPeerContractTest extends ContractTest {
    private static final int RECEIVE_MARK = 5;
    /** 53 KiB, more than is read ahead: most of them wait in our kernel, which takes 64 KiB at least. */
    private static final int MESSAGES = 250;

    private static final byte[] LARGE = new byte[50_000];
    private static final String PADDING = "x".repeat(200);

    @Test
    void aSenderAtItsMarkLearnsOfTheResetWithoutReceivingAndNothingThatCameIsLost() throws Exception {
        DealerSocket dealer = context.dealer(SocketOptions.builder()
                .sendHighWaterMark(2)
                .receiveHighWaterMark(RECEIVE_MARK)
                .sendBufferBytes(4 * 1024)
                .linger(Duration.ZERO)
                .build());
        List<SocketEvent> ends = new CopyOnWriteArrayList<>();
        dealer.onEvent(event -> {
            if (event.type() == EventType.DISCONNECTED) {
                ends.add(event);
            }
        });
        Endpoint endpoint = dealer.bind("tcp://127.0.0.1:*");
        RawPeer peer = RawPeer.connect(endpoint, "DEALER");
        for (int i = 0; i < MESSAGES; i++) {
            peer.send(RawPeer.message(i + " " + PADDING));
        }
        await("reading to stand still at the mark")
                .atMost(PATIENCE)
                .until(() ->
                        dealer.peers().stream().anyMatch(each -> each.queues().received() >= RECEIVE_MARK));
        await("the sender to be at its mark")
                .atMost(PATIENCE)
                .until(() -> dealer.trySend(Message.of(LARGE)) == SendResult.FULL);

        peer.reset();

        await("the end to be told").atMost(PATIENCE).until(() -> !ends.isEmpty());
        assertThat(ends)
                .singleElement()
                .matches(end -> end.reason() == Reason.CONNECTION_LOST)
                .matches(end -> end.detail().contains("nothing has been read from the peer for"))
                .matches(end -> end.detail().contains("because nobody receives"));
        assertThat(dealer.trySend(Message.of("anyone"))).isEqualTo(SendResult.NO_PEER);
        for (int i = 0; i < MESSAGES; i++) {
            assertThat(receive(dealer).text()).isEqualTo(i + " " + PADDING);
        }
    }
}
