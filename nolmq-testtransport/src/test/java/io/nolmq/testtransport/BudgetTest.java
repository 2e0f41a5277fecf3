package io.nolmq.testtransport;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.message.ContextOptions;
import io.nolmq.message.Message;
import io.nolmq.message.SocketOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A transport of another module keeps to the input budget of the context. */
class BudgetTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration A_WHILE = Duration.ofMillis(200);
    private static final int BODY_BYTES = 100_000;
    private static final long BUDGET_BYTES = 1_000_000;

    @Test
    void whatNobodyReceivesStaysWithinTheBudgetAndArrives() {
        SocketOptions without = SocketOptions.builder().receiveHighWaterMark(0).build();
        SocketOptions few = SocketOptions.builder().sendHighWaterMark(1).build();
        try (Context receiving = Context.create(ContextOptions.DEFAULTS.withInputBudgetBytes(BUDGET_BYTES));
                Context sending = Context.create();
                PullSocket pull = receiving.pull(without);
                PushSocket push = sending.push(few)) {
            pull.bind("foreign://budget");
            push.connect("foreign://budget");
            int sent = 0;
            while (push.send(Message.of(number(sent)), A_WHILE).isSent()) {
                sent++;
                assertThat(sent).as("messages taken without anybody receiving").isLessThan(1_000);
            }
            long held = pull.peers().get(0).queues().received();
            assertThat(held * BODY_BYTES)
                    .as("the budget, the floor that each has free, and what one reading brings")
                    .isBetween(BUDGET_BYTES, BUDGET_BYTES + (1 + Wire.CAPACITY) * (long) BODY_BYTES);
            for (int i = 0; i < sent; i++) {
                assertThat(pull.receive(PATIENCE)).isEqualTo(Message.of(number(i)));
            }
        }
    }

    private static byte[] number(int i) {
        byte[] body = new byte[BODY_BYTES];
        body[0] = (byte) i;
        return body;
    }
}
