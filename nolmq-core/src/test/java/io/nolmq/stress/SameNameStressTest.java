package io.nolmq.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.DealerSocket;
import io.nolmq.RouterSocket;
import io.nolmq.contract.Transport;
import io.nolmq.message.EndpointException;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Peers with one routing id come to a ROUTER, or are found by it, by turns and at once. One has the name at a time; each
 * gets its turn soon after another has gone, and what each sends is received or counted, exactly.
 */
final class SameNameStressTest extends StressTest {
    private static final String NAME = "same";
    private static final int PLAYERS = 2;
    private static final int ROUNDS = 25;
    private static final int MESSAGES = 40;
    private static final int BODY_BYTES = 100;

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"TCP", "IPC"})
    void whatPeersOfOneNameSendIsReceivedOrCounted(Transport transport) throws Exception {
        int total = PLAYERS * ROUNDS * MESSAGES;
        Queue<DealerSocket> dealers = new ConcurrentLinkedQueue<>();
        AtomicInteger number = new AtomicInteger();
        Ledger ledger = new Ledger();
        try (Context context = Context.create();
                RouterSocket router = context.router(options().build());
                Crew crew = new Crew(what)) {
            String bound = router.bind(transport.endpoint()).toString();
            List<String> places = List.of(transport.known(), transport.known());
            places.forEach(router::connect);
            for (int i = 0; i < PLAYERS; i++) {
                int player = i;
                crew.start("player-" + i, () -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        DealerSocket dealer = context.dealer(
                                options().lingerForever().routingId(NAME).build());
                        dealers.add(dealer);
                        if ((round + player) % 2 == 0) {
                            dealer.connect(bound);
                        } else {
                            bind(dealer, places.get(player));
                        }
                        send(dealer, number.getAndIncrement(), crew);
                        dealer.close();
                    }
                });
            }
            crew.start("receive", () -> {
                Ledger.InOrder inOrder = ledger.new InOrder();
                byte[] name = NAME.getBytes(StandardCharsets.UTF_8);
                while (ledger.count() + lost(router, dealers) < total && !crew.hasFailed()) {
                    Message message = router.receive(Duration.ofMillis(20));
                    if (message != null) {
                        assertThat(message.frame(0)).isEqualTo(name);
                        inOrder.enter(message, 1);
                    }
                }
            });
            crew.join(limit);
            for (DealerSocket dealer : dealers) {
                Until.holds("the end of " + dealer, () -> dealer.peers().isEmpty());
            }
            long lost = lost(router, dealers);
            System.out.printf(
                    "  refusals=%d counted=%d%n", router.statistics().times(Reason.DUPLICATE_ROUTING_ID), lost);
            assertThat(router.tryReceive()).isNull();
            assertThat(ledger.count() + lost).as("received and counted").isEqualTo(total);
        }
    }

    private void send(DealerSocket dealer, int sender, Crew crew) {
        SplittableRandom random = new SplittableRandom(seed + sender);
        for (int i = 0; i < MESSAGES; i++) {
            Message message = Parcel.message(sender, i, BODY_BYTES, random);
            while (!dealer.send(message, Duration.ofSeconds(1)).isSent()) {
                if (crew.hasFailed()) {
                    return;
                }
            }
        }
    }

    private static void bind(DealerSocket dealer, String place) {
        Until.holds("the endpoint to be free", () -> {
            try {
                dealer.bind(place);
                return true;
            } catch (EndpointException taken) {
                return false;
            }
        });
    }

    private static long lost(RouterSocket router, Queue<DealerSocket> dealers) {
        long lost = drops(router);
        for (DealerSocket dealer : dealers) {
            lost += drops(dealer);
        }
        return lost;
    }
}
