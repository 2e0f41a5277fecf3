package io.nolmq.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.message.EventType;
import io.nolmq.message.InterruptedSocketException;
import io.nolmq.message.Message;
import io.nolmq.message.SocketEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A storm of interrupts loses no message, doubles none and closes no channel: V19. */
final class InterruptStressTest extends StressTest {
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    void interruptsLoseNothingAndCloseNothing(String scheme) throws Exception {
        storm(scheme, 3, 3_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    @Soak
    void interruptsLoseNothingAndCloseNothingForLong(String scheme) throws Exception {
        storm(scheme, 4, 200_000);
    }

    private void storm(String scheme, int senders, int messagesEach) throws Exception {
        int total = senders * messagesEach;
        Ledger ledger = new Ledger();
        AtomicInteger interrupted = new AtomicInteger();
        Queue<SocketEvent> ends = new ConcurrentLinkedQueue<>();
        try (Context context = Context.create();
                PullSocket pull = context.pull(marks(3, 3));
                PushSocket push = context.push(
                        marks(3, 3).toBuilder().sendBufferBytes(16 * 1024).build());
                Crew crew = new Crew(what)) {
            join(scheme, pull, push);
            push.onEvent(event -> {
                if (event.type() == EventType.DISCONNECTED) {
                    ends.add(event);
                }
            });
            List<Thread> victims = new ArrayList<>();
            AtomicInteger working = new AtomicInteger(senders + 2);
            for (int i = 0; i < senders; i++) {
                int sender = i;
                victims.add(crew.start("send-" + i, () -> {
                    SplittableRandom random = new SplittableRandom(seed + sender);
                    for (int sequence = 0; sequence < messagesEach; sequence++) {
                        Message message = Parcel.message(sender, sequence, 2_000, random);
                        sendDespite(push, message, interrupted, random.nextBoolean());
                    }
                    working.decrementAndGet();
                }));
            }
            AtomicBoolean done = new AtomicBoolean();
            for (int i = 0; i < 2; i++) {
                victims.add(crew.start("receive-" + i, () -> {
                    Ledger.InOrder inOrder = ledger.new InOrder();
                    while (!done.get()) {
                        try {
                            Message message = pull.receive(PATIENCE);
                            if (message == null) {
                                throw new AssertionError("nothing comes any more");
                            }
                            inOrder.enter(message, 0);
                            done.compareAndSet(false, ledger.count() == total);
                        } catch (InterruptedSocketException storm) {
                            assertThat(Thread.interrupted())
                                    .as("the flag stays set")
                                    .isTrue();
                            interrupted.incrementAndGet();
                        }
                    }
                    working.decrementAndGet();
                }));
            }
            crew.start("storm", () -> {
                SplittableRandom random = new SplittableRandom(seed);
                while (working.get() > 0 && !crew.hasFailed()) {
                    victims.get(random.nextInt(victims.size())).interrupt();
                    LockSupport.parkNanos(50_000);
                }
            });
            crew.join(limit);
            ledger.requireAll(senders, messagesEach);
            System.out.println("  interrupted calls: " + interrupted);
            assertThat(interrupted.get()).as("calls that an interrupt ended").isPositive();
            assertThat(ends).isEmpty();
            assertThat(drops(push) + drops(pull)).isZero();
            assertThat(push.peers())
                    .hasSize(1)
                    .allMatch(peer -> peer.connection().connected());
        }
    }

    private static void sendDespite(PushSocket push, Message message, AtomicInteger interrupted, boolean timed) {
        while (true) {
            try {
                if (timed) {
                    assertThat(push.send(message, PATIENCE).isSent()).isTrue();
                } else {
                    push.send(message);
                }
                return;
            } catch (InterruptedSocketException notSent) {
                assertThat(Thread.interrupted()).as("the flag stays set").isTrue();
                interrupted.incrementAndGet();
            }
        }
    }
}
