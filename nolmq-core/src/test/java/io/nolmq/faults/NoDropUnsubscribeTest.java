package io.nolmq.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.PubSocket;
import io.nolmq.SubSocket;
import io.nolmq.contract.Background;
import io.nolmq.contract.LeakCheck;
import io.nolmq.contract.Transport;
import io.nolmq.message.Message;
import io.nolmq.message.SocketOptions;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fault 1: a PUB with noDrop waits for a full SUB, which unsubscribes. */
@ExtendWith(LeakCheck.class)
class NoDropUnsubscribeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MARK = 2;
    private static final int KERNEL_BYTES = 4_096;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OUTSIDE")
    void theBlockedSendReturns(Transport transport) throws Exception {
        SocketOptions sending = SocketOptions.builder()
                .noDrop(true)
                .sendHighWaterMark(MARK)
                .sendBufferBytes(KERNEL_BYTES)
                .linger(Duration.ZERO)
                .build();
        SocketOptions receiving = SocketOptions.builder()
                .receiveHighWaterMark(MARK)
                .receiveBufferBytes(KERNEL_BYTES)
                .build();
        try (Context context = Context.create()) {
            PubSocket pub = context.pub(sending);
            SubSocket sub = context.sub(receiving);
            sub.connect(pub.bind(transport.endpoint()).toString());
            sub.subscribe("");
            assertThat(pub.awaitSubscribers(1, PATIENCE)).isTrue();
            Message large = Message.of(new byte[50_000]);
            while (pub.send(large, Duration.ofMillis(500)).isSent()) {
                // until nothing more fits
            }
            Background<Boolean> blocked = Background.run(() -> pub.send(large));
            blocked.awaitWaiting();
            sub.unsubscribe("");
            assertThat(blocked.result()).isTrue();
        }
    }
}
