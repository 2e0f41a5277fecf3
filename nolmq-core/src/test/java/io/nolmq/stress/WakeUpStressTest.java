package io.nolmq.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.DealerSocket;
import io.nolmq.PubSocket;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.RouterSocket;
import io.nolmq.Sender;
import io.nolmq.SubSocket;
import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketClosedException;
import io.nolmq.message.SocketOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody sleeps on: V14. A lost wake-up shows as a thread that has not ended in time. */
final class WakeUpStressTest extends StressTest {
    private static final int MESSAGE_BYTES = 10 * 1024;

    // ------------------------------------------------------------------ senders

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    void sendersAtTheMarkWakeWhenRoomAppears(String scheme) throws Exception {
        senders(scheme, 4, 600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    @Soak
    void sendersAtTheMarkWakeWhenRoomAppearsForLong(String scheme) throws Exception {
        senders(scheme, 8, 50_000);
    }

    private void senders(String scheme, int senders, int messagesEach) throws Exception {
        try (Context context = Context.create();
                PullSocket pull = context.pull(tight());
                PushSocket push = context.push(tight());
                Crew crew = new Crew(what)) {
            join(scheme, pull, push);
            for (int i = 0; i < senders; i++) {
                int sender = i;
                crew.start("send-" + i, () -> sendAll(push, sender, messagesEach));
            }
            Ledger ledger = new Ledger();
            crew.start("receive", () -> {
                Ledger.InOrder inOrder = ledger.new InOrder();
                SplittableRandom random = new SplittableRandom(seed);
                for (int i = 0; i < senders * messagesEach; i++) {
                    if (random.nextInt(50) == 0) {
                        Thread.yield();
                    }
                    inOrder.enter(must(pull.receive(PATIENCE)), 0);
                }
            });
            crew.join(limit);
            ledger.requireAll(senders, messagesEach);
        }
    }

    private void sendAll(Sender to, int sender, int messages) {
        for (int i = 0; i < messages; i++) {
            Message message = Parcel.ofSize(sender, i, MESSAGE_BYTES);
            if ((sender & 1) == 0) {
                to.send(message);
            } else {
                assertThat(to.send(message, PATIENCE)).isEqualTo(SendResult.SENT);
            }
        }
    }

    private static SocketOptions tight() {
        return marks(1, 1).toBuilder()
                .sendBufferBytes(16 * 1024)
                .receiveBufferBytes(16 * 1024)
                .build();
    }

    private static Message must(Message message) {
        if (message == null) {
            throw new AssertionError("nothing comes any more\n" + Crew.stacks());
        }
        return message;
    }

    /** Each time one is taken, one who waits must go on. */
    @ParameterizedTest
    @ValueSource(strings = {"inproc"})
    void aSenderWakesWheneverRoomAppears(String scheme) throws Exception {
        wakeUpNanos(scheme, 500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inproc"})
    @Tag("bars")
    void aSenderWakesSoonAfterRoomAppears(String scheme) throws Exception {
        int rounds = 500;
        long[] nanos = wakeUpNanos(scheme, rounds);
        Arrays.sort(nanos);
        System.out.printf(
                "  wake-up p50=%d us, p99=%d us%n", nanos[rounds / 2] / 1000, nanos[rounds * 99 / 100] / 1000);
        assertThat(nanos[rounds * 99 / 100]).isLessThan(Duration.ofMillis(200).toNanos());
    }

    /** Measured from the receive to the end of the call that it lets go on. */
    private long[] wakeUpNanos(String scheme, int rounds) throws Exception {
        long[] nanos = new long[rounds];
        try (Context context = Context.create();
                PullSocket pull = context.pull(marks(1, 1));
                PushSocket push = context.push(marks(1, 1));
                Crew crew = new Crew(what)) {
            join(scheme, pull, push);
            push.send("a");
            push.send("b");
            AtomicInteger sent = new AtomicInteger();
            Thread sender = crew.start("send", () -> {
                for (int i = 0; i < rounds; i++) {
                    push.send("c");
                    sent.incrementAndGet();
                }
            });
            for (int i = 0; i < rounds; i++) {
                int before = i;
                Until.holds(
                        "the sender to wait", () -> sent.get() == before && sender.getState() == Thread.State.WAITING);
                long start = System.nanoTime();
                must(pull.tryReceive());
                while (sent.get() == before && System.nanoTime() - start < PATIENCE.toNanos()) {
                    Thread.onSpinWait();
                }
                nanos[i] = System.nanoTime() - start;
                assertThat(sent.get())
                        .as("a lost wake-up in round %d\n%s", i, Crew.stacks())
                        .isGreaterThan(before);
            }
        }
        return nanos;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    void aPublisherThatDropsNothingWakes(String scheme) throws Exception {
        int messages = 1_000;
        try (Context context = Context.create();
                PubSocket pub = context.pub(tight().toBuilder().noDrop(true).build());
                SubSocket one = context.sub(tight());
                SubSocket other = context.sub(tight());
                Crew crew = new Crew(what)) {
            one.subscribe("");
            other.subscribe("");
            join(scheme, pub, one, other);
            assertThat(pub.awaitSubscribers(2, PATIENCE)).isTrue();
            for (int i = 0; i < 2; i++) {
                int sender = i;
                crew.start("publish-" + i, () -> sendAll(pub, sender, messages));
            }
            for (SubSocket sub : new SubSocket[] {one, other}) {
                Ledger ledger = new Ledger();
                crew.start("receive", () -> {
                    for (int i = 0; i < 2 * messages; i++) {
                        ledger.enter(must(sub.receive(PATIENCE)), 0);
                    }
                });
            }
            crew.join(limit);
            assertThat(drops(pub)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    void aMandatoryRouterWakes(String scheme) throws Exception {
        int messages = 1_000;
        try (Context context = Context.create();
                RouterSocket router =
                        context.router(tight().toBuilder().routerMandatory(true).build());
                DealerSocket dealer =
                        context.dealer(tight().toBuilder().routingId("d").build());
                Crew crew = new Crew(what)) {
            join(scheme, router, dealer);
            for (int i = 0; i < 3; i++) {
                int sender = i;
                crew.start("send-" + i, () -> {
                    for (int sequence = 0; sequence < messages; sequence++) {
                        router.send(
                                Parcel.ofSize(sender, sequence, MESSAGE_BYTES).prepend(new byte[] {'d'}));
                    }
                });
            }
            Ledger ledger = new Ledger();
            crew.start("receive", () -> {
                for (int i = 0; i < 3 * messages; i++) {
                    ledger.enter(must(dealer.receive(PATIENCE)), 0);
                }
            });
            crew.join(limit);
            ledger.requireAll(3, messages);
        }
    }

    // ------------------------------------------------------------------ receivers

    /** All wait before the messages come. */
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    void waitingReceiversEachGetOne(String scheme) throws Exception {
        receivers(scheme, 4, 150, true);
    }

    /** Some come while the messages come: one who looks by itself must not leave others asleep. */
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    void receiversThatComeAtAnyTimeEachGetOne(String scheme) throws Exception {
        receivers(scheme, 4, 400, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    @Soak
    void receiversThatComeAtAnyTimeEachGetOneForLong(String scheme) throws Exception {
        receivers(scheme, 8, 10_000, false);
    }

    /** In each round every thread receives one message, and no more are sent than that. */
    private void receivers(String scheme, int threads, int rounds, boolean waitFirst) throws Exception {
        try (Context context = Context.create();
                PullSocket pull = context.pull(options().build());
                PushSocket push = context.push(options().build());
                Crew crew = new Crew(what)) {
            join(scheme, pull, push);
            CyclicBarrier round = new CyclicBarrier(threads + 1);
            Ledger ledger = new Ledger();
            Thread[] receiving = new Thread[threads];
            for (int i = 0; i < threads; i++) {
                int number = i;
                receiving[i] = crew.start("receive-" + i, () -> {
                    SplittableRandom random = new SplittableRandom(seed + number);
                    for (int r = 0; r < rounds; r++) {
                        round.await();
                        if (!waitFirst) {
                            spin(random.nextInt(200));
                        }
                        boolean timed = random.nextBoolean();
                        ledger.enter(timed ? must(pull.receive(PATIENCE)) : pull.receive(), 0);
                    }
                });
            }
            crew.start("send", () -> {
                SplittableRandom random = new SplittableRandom(seed + 100);
                for (int r = 0; r < rounds; r++) {
                    round.await();
                    if (waitFirst) {
                        Until.holds(
                                "all to wait",
                                () -> Arrays.stream(receiving).allMatch(WakeUpStressTest::waitsInReceive));
                    }
                    spin(random.nextInt(200));
                    for (int i = 0; i < threads; i++) {
                        push.send(Parcel.ofSize(0, r * threads + i, 40));
                        if (random.nextInt(4) == 0) {
                            spin(random.nextInt(300));
                        }
                    }
                }
            });
            crew.join(limit);
            ledger.requireAll(1, rounds * threads);
        }
    }

    /** One who waits in the kernel must not make another wait, who asked not to. */
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    void lookingDoesNotWaitForOneWhoWaits(String scheme) throws Exception {
        try (Context context = Context.create();
                PullSocket pull = context.pull(options().build());
                PushSocket one = context.push(options().build());
                PushSocket other = context.push(options().build());
                Crew crew = new Crew(what)) {
            join(scheme, pull, one, other);
            Thread receiving = crew.start("receive", pull::receive);
            Until.holds("the receiver to wait", () -> waitsInReceive(receiving));
            AtomicInteger looks = new AtomicInteger();
            crew.start("look", () -> {
                for (int i = 0; i < 10; i++) {
                    assertThat(pull.tryReceive()).isNull();
                    assertThat(pull.receive(Duration.ofMillis(1))).isNull();
                    looks.incrementAndGet();
                }
            });
            try {
                Until.holds("looks that do not wait", () -> looks.get() == 10 || crew.hasFailed());
            } finally {
                one.send("x"); // ends the receiver
            }
            crew.join(PATIENCE);
        }
    }

    /** Those who are woken for nothing must not wake each other for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    void waitingReceiversTakeNoTime(String scheme) throws Exception {
        try (Context context = Context.create();
                PullSocket pull = context.pull(options().build());
                PushSocket push = context.push(options().build());
                Crew crew = new Crew(what)) {
            join(scheme, pull, push);
            AtomicInteger received = new AtomicInteger();
            Thread[] receiving = new Thread[6];
            for (int i = 0; i < receiving.length; i++) {
                receiving[i] = crew.start("receive-" + i, () -> {
                    try {
                        while (true) {
                            pull.receive();
                            received.incrementAndGet();
                        }
                    } catch (SocketClosedException end) {
                        // as it should be
                    }
                });
            }
            for (int i = 1; i <= 20; i++) {
                int count = i;
                push.send("x");
                Until.holds("a message to come", () -> received.get() == count);
            }
            Until.holds("threads that wait to take no time", () -> takeNoTime("stress-receive"));
            pull.close();
        }
    }

    /** Whether they use less than a tenth of one CPU for a while: not at once, where a slow one still wakes up. */
    private static boolean takeNoTime(String threads) {
        long before = CpuTime.ofThreads(threads);
        long start = System.nanoTime();
        Until.holds("a while to pass", () -> System.nanoTime() - start > 300_000_000);
        return CpuTime.ofThreads(threads) - before < 30_000_000;
    }

    private static void spin(int micros) {
        long end = System.nanoTime() + micros * 1_000L;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static boolean waitsInReceive(Thread thread) {
        boolean receives = false;
        StackTraceElement[] stack = thread.getStackTrace();
        for (StackTraceElement frame : stack) {
            receives |= frame.getMethodName().equals("receive");
        }
        return receives
                && (stack[0].getMethodName().equals("park")
                        || stack[0].getMethodName().equals("wait"));
    }
}
