package io.nolmq.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.DealerSocket;
import io.nolmq.PubSocket;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.Receiver;
import io.nolmq.RouterSocket;
import io.nolmq.Sender;
import io.nolmq.SubSocket;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** While nothing is cut, sent is delivered plus counted drops, exactly: V1 to V6, with several threads on each socket. */
class ConservationStressTest extends StressTest {
    private static final int BODY_BYTES = 200;

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    void pipelineDeliversEverything(String scheme) throws Exception {
        pipeline(scheme, 2, 3, 3, 5_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    @Soak
    void pipelineDeliversEverythingForLong(String scheme) throws Exception {
        pipeline(scheme, 4, 4, 4, 200_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    void publisherCountsWhatASlowSubscriberMisses(String scheme) throws Exception {
        publish(scheme, 2, 3, 5_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    @Soak
    void publisherCountsWhatASlowSubscriberMissesForLong(String scheme) throws Exception {
        publish(scheme, 4, 4, 100_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    void routerCountsWhatItCannotDeliver(String scheme) throws Exception {
        route(scheme, 3, 5_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    void dealersAndRouterExchangeEverything(String scheme) throws Exception {
        exchange(scheme, 3, 2_000);
    }

    // ------------------------------------------------------------------ PUSH and PULL

    private void pipeline(String scheme, int sockets, int threadsEach, int receivers, int messagesEach)
            throws Exception {
        Ledger ledger = new Ledger();
        int senders = sockets * threadsEach;
        int total = senders * messagesEach;
        try (Context context = newContext();
                PullSocket pull = context.pull(marks(100, 100));
                Crew crew = new Crew(what)) {
            PushSocket[] pushes = new PushSocket[sockets];
            for (int i = 0; i < sockets; i++) {
                pushes[i] = context.push(marks(100, 100));
            }
            join(scheme, pull, pushes);
            for (int i = 0; i < senders; i++) {
                int sender = i;
                crew.start("send-" + i, () -> send(pushes[sender / threadsEach], sender, messagesEach));
            }
            for (int i = 0; i < receivers; i++) {
                crew.start("receive-" + i, () -> receive(pull, 0, ledger.new InOrder(), ledger, total));
            }
            crew.join(limit);
            ledger.requireAll(senders, messagesEach);
            assertThat(pull.tryReceive()).isNull();
            long sent = 0;
            for (PushSocket push : pushes) {
                sent += push.statistics().traffic().messagesSent();
                assertThat(drops(push)).isZero();
            }
            assertThat(sent).isEqualTo(total);
            assertThat(pull.statistics().traffic().messagesReceived()).isEqualTo(total);
            assertThat(drops(pull)).isZero();
        }
    }

    private void send(Sender socket, int sender, int messages) {
        SplittableRandom random = new SplittableRandom(seed + sender);
        for (int i = 0; i < messages; i++) {
            socket.send(Parcel.message(sender, i, BODY_BYTES, random));
        }
    }

    /** Receives on one thread until all threads together have so many. */
    private static void receive(Receiver from, int firstFrame, Ledger.InOrder inOrder, Ledger ledger, int total) {
        int idle = 0;
        while (ledger.count() < total) {
            Message message = from.receive(Duration.ofMillis(50));
            if (message != null) {
                inOrder.enter(message, firstFrame);
                idle = 0;
            } else if (++idle > 200) {
                throw new AssertionError("nothing comes any more: " + ledger.count() + " of " + total);
            }
        }
    }

    // ------------------------------------------------------------------ PUB and SUB

    private void publish(String scheme, int fast, int senders, int messagesEach) throws Exception {
        int mark = 200;
        int total = senders * messagesEach;
        SocketOptions options = options()
                .sendHighWaterMark(mark)
                .receiveHighWaterMark(mark)
                .sendBufferBytes(16 * 1024)
                .receiveBufferBytes(16 * 1024)
                .build();
        try (Context context = newContext();
                PubSocket pub = context.pub(options);
                Crew crew = new Crew(what)) {
            SubSocket[] subs = new SubSocket[fast + 1];
            for (int i = 0; i <= fast; i++) {
                subs[i] = context.sub(options);
                subs[i].subscribe("");
            }
            join(scheme, pub, subs);
            assertThat(pub.awaitSubscribers(fast + 1, PATIENCE)).isTrue();
            List<Ledger> ledgers = new ArrayList<>();
            for (int i = 0; i < fast; i++) {
                Ledger ledger = new Ledger();
                ledgers.add(ledger);
                SubSocket sub = subs[i];
                crew.start("receive-" + i, () -> receive(sub, 0, ledger.new InOrder(), ledger, total));
            }
            AtomicInteger published = new AtomicInteger();
            for (int i = 0; i < senders; i++) {
                int sender = i;
                crew.start("publish-" + i, () -> {
                    SplittableRandom random = new SplittableRandom(seed + sender);
                    for (int sequence = 0; sequence < messagesEach; sequence++) {
                        // paced: a fast subscriber never has more than half a mark before it
                        int number = published.incrementAndGet();
                        Until.holds(
                                "the fast subscribers",
                                () -> crew.hasFailed()
                                        || ledgers.stream().allMatch(ledger -> number - ledger.count() < mark / 2));
                        pub.send(Parcel.message(sender, sequence, BODY_BYTES, random));
                    }
                });
            }
            crew.join(limit);
            ledgers.forEach(ledger -> ledger.requireAll(senders, messagesEach));
            SubSocket slow = subs[fast];
            long dropped = drops(pub);
            assertThat(dropped).as("drops, all of them the slow one's").isPositive();
            assertThat(pub.statistics().times(Reason.HIGH_WATER_MARK)).isEqualTo(dropped);
            Ledger late = new Ledger();
            receive(slow, 0, late.new InOrder(), late, Math.toIntExact(total - dropped));
            assertThat(slow.receive(Duration.ofMillis(20))).isNull();
            assertThat(late.count() + drops(pub)).isEqualTo(total);
            assertThat(drops(slow)).isZero();
            assertThat(pub.peers().stream()
                            .mapToLong(peer -> peer.queues().dropped())
                            .max())
                    .hasValue(dropped);
        }
    }

    // ------------------------------------------------------------------ ROUTER

    private void route(String scheme, int senders, int messagesEach) throws Exception {
        String[] names = {"reads", "sleeps", "unknown"};
        try (Context context = newContext();
                RouterSocket router = context.router(marks(50, 50));
                DealerSocket reads = context.dealer(
                        marks(50, 50).toBuilder().routingId(names[0]).build());
                DealerSocket sleeps = context.dealer(
                        marks(50, 50).toBuilder().routingId(names[1]).build());
                Crew crew = new Crew(what)) {
            join(scheme, router, reads, sleeps);
            AtomicInteger[] sentTo = {new AtomicInteger(), new AtomicInteger(), new AtomicInteger()};
            AtomicInteger sending = new AtomicInteger(senders);
            for (int i = 0; i < senders; i++) {
                int sender = i;
                crew.start("route-" + i, () -> {
                    SplittableRandom random = new SplittableRandom(seed + sender);
                    for (int sequence = 0; sequence < messagesEach; sequence++) {
                        int to = random.nextInt(3);
                        Message body = Parcel.message(3 * sender + to, sequence, BODY_BYTES, random);
                        router.send(body.prepend(names[to].getBytes(StandardCharsets.UTF_8)));
                        sentTo[to].incrementAndGet();
                    }
                    sending.decrementAndGet();
                });
            }
            Ledger ledger = new Ledger();
            crew.start("receive", () -> {
                Ledger.InOrder inOrder = ledger.new InOrder();
                while (sending.get() > 0) {
                    Message message = reads.receive(Duration.ofMillis(10));
                    if (message != null) {
                        inOrder.enter(message, 0);
                    }
                }
            });
            crew.join(limit);
            long full = router.statistics().times(Reason.HIGH_WATER_MARK);
            assertThat(router.statistics().times(Reason.UNROUTABLE)).isEqualTo(sentTo[2].get());
            assertThat(drops(router)).isEqualTo(full + sentTo[2].get());
            int delivered = Math.toIntExact(sentTo[0].get() + sentTo[1].get() - full);
            Ledger.InOrder late = ledger.new InOrder();
            Until.holds("the rest to arrive: " + delivered, () -> {
                for (DealerSocket each : List.of(reads, sleeps)) {
                    for (Message message = each.tryReceive(); message != null; message = each.tryReceive()) {
                        late.enter(message, 0);
                    }
                }
                return ledger.count() >= delivered;
            });
            assertThat(reads.receive(Duration.ofMillis(10))).isNull();
            assertThat(sleeps.receive(Duration.ofMillis(10))).isNull();
            assertThat(ledger.count()).isEqualTo(delivered);
        }
    }

    /** Each dealer's thread sends and each message comes back, whoever of the router's threads answers. */
    private void exchange(String scheme, int dealers, int messagesEach) throws Exception {
        try (Context context = newContext();
                RouterSocket router = context.router(
                        marks(100, 100).toBuilder().routerMandatory(true).build());
                Crew crew = new Crew(what)) {
            DealerSocket[] sockets = new DealerSocket[dealers];
            for (int i = 0; i < dealers; i++) {
                sockets[i] = context.dealer(marks(100, 100));
            }
            join(scheme, router, sockets);
            Ledger asked = new Ledger();
            Ledger answered = new Ledger();
            int total = dealers * messagesEach;
            for (int i = 0; i < 3; i++) {
                crew.start("answer-" + i, () -> {
                    Ledger.InOrder inOrder = asked.new InOrder();
                    while (asked.count() < total && !crew.hasFailed()) {
                        Message message = router.receive(Duration.ofMillis(50));
                        if (message != null) {
                            inOrder.enter(message, 1);
                            router.send(message);
                        }
                    }
                });
            }
            for (int i = 0; i < dealers; i++) {
                int dealer = i;
                crew.start("ask-" + i, () -> send(sockets[dealer], dealer, messagesEach));
                crew.start("listen-" + i, () -> {
                    for (int received = 0; received < messagesEach; received++) {
                        Message message = sockets[dealer].receive(PATIENCE);
                        if (message == null) {
                            throw new AssertionError("no more answers after " + received);
                        }
                        assertThat(answered.enter(message, 0).sender()).isEqualTo(dealer);
                    }
                });
            }
            crew.join(limit);
            asked.requireAll(dealers, messagesEach);
            answered.requireAll(dealers, messagesEach);
            assertThat(drops(router)).isZero();
        }
    }
}
