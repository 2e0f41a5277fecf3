package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.Context;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.RepSocket;
import io.nolmq.ReqSocket;
import io.nolmq.message.ContextOptions;
import io.nolmq.message.Message;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A context holds no more than its budget for applications that do not receive, and loses nothing by it. */
class InputBudgetContractTest extends ContractTest {
    private static final int FLOOR = 64 * 1024;

    private Context bounded;

    private Context bounded(long bytes) {
        bounded = Context.create(ContextOptions.DEFAULTS.withInputBudgetBytes(bytes));
        return bounded;
    }

    @AfterEach
    void closeBounded() {
        bounded.close(Duration.ZERO);
    }

    private List<PushSocket> pushes(String endpoint, int count) {
        List<PushSocket> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PushSocket push = context.push(options().build());
            push.connect(endpoint);
            assertThat(push.awaitConnected(PATIENCE)).isTrue();
            all.add(push);
        }
        return all;
    }

    private static Message numbered(int sender, int number, byte[] body) {
        return Message.wrap((sender + "/" + number).getBytes(StandardCharsets.UTF_8), body);
    }

    private static long queued(PullSocket pull) {
        return pull.peers().stream()
                .map(PeerStatistics::queues)
                .mapToLong(PeerStatistics.Queues::received)
                .sum();
    }

    /** Receives that many from each sender, each in its order. */
    private static void receiveAll(PullSocket pull, int senders, int each, int bytes) {
        Map<String, Integer> next = new HashMap<>();
        for (int i = 0; i < senders * each; i++) {
            Message message = receive(pull);
            String[] name = message.text().split("/");
            assertThat(Integer.parseInt(name[1])).isEqualTo(next.getOrDefault(name[0], 0));
            next.put(name[0], Integer.parseInt(name[1]) + 1);
            assertThat(message.frame(1)).hasSize(bytes);
        }
        assertThat(pull.tryReceive()).isNull();
        assertThat(pull.statistics().times(Reason.Kind.CLOSE)).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"})
    void whatNobodyReceivesStaysWithinTheBudgetAndArrives(Transport transport) {
        int senders = 10;
        int each = 30;
        int bytes = 200_000;
        long budget = 2_000_000;
        PullSocket pull = bounded(budget).pull(options().build());
        String endpoint = pull.bind(transport.endpoint()).toString();
        byte[] body = new byte[bytes];
        List<PushSocket> pushes = pushes(endpoint, senders);
        for (int i = 0; i < each; i++) {
            for (int sender = 0; sender < senders; sender++) {
                pushes.get(sender).send(numbered(sender, i, body));
            }
        }
        // what was granted below the budget may end above it by one message; each connection has its floor
        long bound = (budget + senders * FLOOR) / bytes + 2;
        await("the budget to be used").atMost(PATIENCE).until(() -> queued(pull) >= budget / bytes / 2);
        await("more than the budget allows, which must not come")
                .during(A_WHILE)
                .atMost(PATIENCE)
                .until(() -> queued(pull) <= bound);
        receiveAll(pull, senders, each, bytes);
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"})
    void aMessageMayBeLargerThanTheBudget(Transport transport) {
        larger(transport, 4, 600_000);
        closeBounded();
        larger(transport, 1, 5_000_000);
    }

    private void larger(Transport transport, int senders, int bytes) {
        PullSocket pull = bounded(550_000).pull(options().build());
        List<PushSocket> pushes = pushes(pull.bind(transport.endpoint()).toString(), senders);
        byte[] body = new byte[bytes];
        for (int i = 0; i < 3; i++) {
            for (int sender = 0; sender < senders; sender++) {
                pushes.get(sender).send(numbered(sender, i, body));
            }
        }
        await("one of them").atMost(PATIENCE).until(() -> queued(pull) > 0);
        assertThat(queued(pull))
                .as("what was granted below the budget, and one above it")
                .isLessThanOrEqualTo(2);
        receiveAll(pull, senders, 3, bytes);
        pushes.forEach(PushSocket::close);
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void aSocketThatIsReceivedFromGoesOnBesideOneThatIsNot(Transport transport) {
        PullSocket stuck = bounded(500_000).pull(options().build());
        List<PushSocket> pushes = pushes(stuck.bind(transport.endpoint()).toString(), 3);
        byte[] body = new byte[300_000];
        for (int i = 0; i < 20; i++) {
            pushes.get(i % 3).send(numbered(i % 3, i / 3, body));
        }
        await("the budget to be used").atMost(PATIENCE).until(() -> queued(stuck) >= 1);
        RepSocket rep = bounded.rep(options().build());
        ReqSocket req = context.req(options().build());
        join(rep, req, transport);
        Background<Boolean> echo = Background.run(() -> {
            for (int i = 0; i < 20; i++) {
                rep.send(rep.receive());
            }
        });
        for (int i = 0; i < 20; i++) {
            byte[] request = new byte[i * 25_000];
            req.send(Message.wrap(request));
            assertThat(receive(req).bytes()).hasSize(request.length);
        }
        await("the echo to end").atMost(PATIENCE).until(echo::isDone);
        assertThat(stuck.statistics().times(Reason.BUDGET)).isZero();
    }

    /** The budget is below each message, and one of three sockets is not received from. */
    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"})
    void messagesAboveTheBudgetArriveBesideASocketThatIsNotReceivedFrom(Transport transport) throws Exception {
        int senders = 3;
        int each = 10;
        int bytes = 900_000;
        Context few = bounded(300_000);
        byte[] body = new byte[bytes];
        PullSocket stuck = few.pull(options().build());
        List<PushSocket> toStuck = pushes(stuck.bind(transport.endpoint()).toString(), senders);
        for (PushSocket push : toStuck) {
            push.send(Message.wrap(body));
            push.send(Message.wrap(body));
        }
        await("the budget to be used").atMost(PATIENCE).until(() -> queued(stuck) >= 1);
        List<Background<Boolean>> received = new ArrayList<>();
        for (int socket = 0; socket < 2; socket++) {
            PullSocket pull = few.pull(options().build());
            List<PushSocket> pushes = pushes(pull.bind(transport.endpoint()).toString(), senders);
            received.add(Background.run(() -> receiveAll(pull, senders, each, bytes)));
            for (int sender = 0; sender < senders; sender++) {
                int number = sender;
                Background.run(() -> {
                    for (int i = 0; i < each; i++) {
                        pushes.get(number).send(numbered(number, i, body));
                    }
                });
            }
        }
        for (Background<Boolean> one : received) {
            await("all messages of a socket").atMost(PATIENCE).until(one::isDone);
            assertThat(one.result()).isTrue();
        }
        assertThat(stuck.statistics().times(Reason.BUDGET)).isZero();
        assertThat(queued(stuck)).as("one above the budget").isEqualTo(1);
    }

    /** Receivers that wait, look, or stay away for a while; sizes below the floor, above it, and above the budget. */
    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void noWakeUpIsLost(Transport transport) throws Exception {
        long seed = System.nanoTime();
        int senders = 8;
        int each = 60;
        PullSocket pull =
                bounded(400_000).pull(options().receiveHighWaterMark(20).build());
        List<PushSocket> pushes = pushes(pull.bind(transport.endpoint()).toString(), senders);
        List<Background<Boolean>> sending = new ArrayList<>();
        for (int s = 0; s < senders; s++) {
            int sender = s;
            Random random = new Random(seed + sender);
            sending.add(Background.run(() -> {
                for (int i = 0; i < each; i++) {
                    pushes.get(sender)
                            .send(numbered(
                                    sender, i, new byte[random.nextInt(random.nextBoolean() ? 1_000 : 400_000)]));
                }
            }));
        }
        Map<String, Integer> counts = new ConcurrentHashMap<>();
        AtomicInteger left = new AtomicInteger(senders * each);
        List<Background<Boolean>> receiving = new ArrayList<>();
        for (int r = 0; r < 2; r++) {
            Random random = new Random(seed - 1 - r);
            receiving.add(Background.run(() -> {
                while (left.get() > 0) {
                    Message message = random.nextInt(4) == 0 ? pull.tryReceive() : pull.receive(Duration.ofMillis(500));
                    if (message != null) {
                        counts.merge(message.text().split("/")[0], 1, Integer::sum);
                        left.decrementAndGet();
                    }
                    if (random.nextInt(20) == 0) {
                        LockSupport.parkNanos(12_000_000);
                    }
                }
            }));
        }
        await("all messages, seed " + seed)
                .atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(left.get())
                        .as("messages missing; seed %d, %s", seed, pull.peers())
                        .isZero());
        for (Background<Boolean> one : sending) {
            assertThat(one.result()).isTrue();
        }
        for (Background<Boolean> one : receiving) {
            assertThat(one.result()).isTrue();
        }
        assertThat(counts.values()).hasSize(senders).allMatch(count -> count == each);
        assertThat(pull.statistics().times(Reason.Kind.CLOSE)).isZero();
    }
}
