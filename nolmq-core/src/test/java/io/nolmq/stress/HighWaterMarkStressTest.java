package io.nolmq.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketOptions;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A high-water mark holds: V13. */
final class HighWaterMarkStressTest extends StressTest {
    private static final int MESSAGE_BYTES = 10 * 1024;
    private static final int KERNEL_BYTES = 64 * 1024;
    /** What kernel buffers hold: twice what was asked for on either side, and a little for batches. */
    private static final int KERNEL_MESSAGES = 30;

    private static final Duration A_WHILE = Duration.ofMillis(100);

    @ParameterizedTest
    @CsvSource({"1, 1", "5, 10", "50, 2", "2, 50", "100, 200"})
    void pushTakesNoMoreThanMarksAndKernel(int send, int receive) throws Exception {
        for (String scheme : new String[] {"tcp", "ipc"}) {
            for (boolean pushBinds : new boolean[] {false, true}) {
                for (boolean receivesFirst : new boolean[] {false, true}) {
                    int taken = taken(scheme, send, receive, pushBinds, receivesFirst);
                    String description = String.format(
                            "%s send=%d receive=%d pushBinds=%s receivesFirst=%s taken=%d",
                            scheme, send, receive, pushBinds, receivesFirst, taken);
                    System.out.println("  " + description);
                    assertThat(taken).as(description).isBetween(send + receive, send + receive + KERNEL_MESSAGES);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "5, 10", "50, 2", "2, 50", "1000, 1000"})
    void pushTakesExactlyBothMarksWithinTheProcess(int send, int receive) throws Exception {
        for (boolean pushBinds : new boolean[] {false, true}) {
            for (boolean receivesFirst : new boolean[] {false, true}) {
                assertThat(taken("inproc", send, receive, pushBinds, receivesFirst))
                        .as("pushBinds=%s receivesFirst=%s", pushBinds, receivesFirst)
                        .isEqualTo(send + receive);
            }
        }
    }

    /** Sends to a receiver that never, or once only, receives; then receives everything. */
    private int taken(String scheme, int send, int receive, boolean pushBinds, boolean receivesFirst) {
        SocketOptions options = marks(send, receive).toBuilder()
                .sendBufferBytes(KERNEL_BYTES)
                .receiveBufferBytes(KERNEL_BYTES)
                .build();
        try (Context context = Context.create();
                PushSocket push = context.push(options);
                PullSocket pull = context.pull(options)) {
            join(scheme, pushBinds ? push : pull, pushBinds ? pull : push);
            if (receivesFirst) {
                push.send("first");
                assertThat(pull.receive().text()).isEqualTo("first");
            }
            int taken = 0;
            while (push.send(Parcel.ofSize(0, taken, MESSAGE_BYTES), A_WHILE) == SendResult.SENT) {
                taken++;
            }
            Ledger ledger = new Ledger();
            Ledger.InOrder inOrder = ledger.new InOrder();
            for (int i = 0; i < taken; i++) {
                Message message = pull.receive(PATIENCE);
                if (message == null) {
                    throw new AssertionError("nothing comes after " + i + " of " + taken);
                }
                inOrder.enter(message, 0);
            }
            ledger.requireAll(1, taken);
            return taken;
        }
    }
}
