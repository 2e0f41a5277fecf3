package io.nolmq.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.message.Message;
import io.nolmq.message.SocketOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody is passed over: V8. */
final class FairnessStressTest extends StressTest {
    private static final int PEERS = 10;
    /** What one peer may be passed over for: a turn of each other, in a crowd, or as many as are received in a time. */
    private static final int PASSED_OVER_MESSAGES = 64 * (PEERS - 1);
    /** The bar is a millisecond; twenty times that are asserted. */
    private static final Duration BEARABLE = Duration.ofMillis(20);

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    void peersWithMessagesWaitingAreServedInTurn(String scheme) throws Exception {
        int each = 1_500;
        try (Context context = Context.create();
                PullSocket pull = context.pull(options().build())) {
            PushSocket[] pushes = new PushSocket[PEERS];
            for (int i = 0; i < PEERS; i++) {
                pushes[i] = context.push(options().build());
            }
            join(scheme, pull, pushes);
            for (int i = 0; i < PEERS; i++) {
                for (int sequence = 0; sequence < each; sequence++) {
                    pushes[i].send(Parcel.ofSize(i, sequence, Parcel.HEADER_BYTES));
                }
            }
            Until.holds(
                    "all to have left the senders, or to wait in both queues",
                    () -> scheme.equals("inproc")
                            || Arrays.stream(pushes)
                                    .allMatch(
                                            push -> push.statistics().traffic().messagesSent() == each));
            int[] served = new int[PEERS * each];
            int[] left = new int[PEERS];
            Arrays.fill(left, each);
            PassedOver passedOver = new PassedOver(PEERS, BEARABLE);
            Ledger ledger = new Ledger();
            Ledger.InOrder inOrder = ledger.new InOrder();
            for (int i = 0; i < served.length; i++) {
                int from = inOrder.enter(must(pull.receive(PATIENCE)), 0).sender();
                served[i] = from;
                left[from]--;
                long now = System.nanoTime();
                for (int peer = 0; peer < PEERS; peer++) {
                    passedOver.see(peer, peer != from && left[peer] > 0, now, i);
                }
            }
            System.out.println("  " + scheme + ": passed over for at most " + new Fairness(PEERS).longestWait(served)
                    + " messages");
            ledger.requireAll(PEERS, each);
            requireBearable(passedOver);
        }
    }

    /**
     * Ten flood, all the time. Who has more under way than its own queue holds has messages waiting at the receiver, and is
     * passed over for as long as it stays so without being served. The receiver's kernel buffers hold all that the senders'
     * let through: else TCP closes its window, and what is under way waits with the sender until TCP probes, for as much as
     * a fifth of a second.
     */
    @Tag("bars")
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    void floodingPeersAllGetThrough(String scheme) throws Exception {
        int mark = 100;
        int messages = 100_000;
        SocketOptions options = marks(mark, mark).toBuilder()
                .sendBufferBytes(16 * 1024)
                .receiveBufferBytes(200 * 1024)
                .build();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicIntegerArray sent = new AtomicIntegerArray(PEERS);
        PassedOver passedOver = new PassedOver(PEERS, BEARABLE);
        int[] received = new int[PEERS];
        long slowest = 0;
        try (Context context = Context.create();
                PullSocket pull = context.pull(options);
                Crew crew = new Crew(what)) {
            PushSocket[] pushes = new PushSocket[PEERS];
            for (int i = 0; i < PEERS; i++) {
                pushes[i] = context.push(options);
            }
            join(scheme, pull, pushes);
            for (int i = 0; i < PEERS; i++) {
                int sender = i;
                crew.start("flood-" + i, () -> {
                    for (int sequence = 0; !stop.get(); ) {
                        if (pushes[sender]
                                .send(Parcel.ofSize(sender, sequence, 100), Duration.ofMillis(20))
                                .isSent()) {
                            sent.set(sender, ++sequence);
                        }
                    }
                });
            }
            try {
                for (int i = 0; i < messages; i++) {
                    long start = System.nanoTime();
                    Message message = must(pull.receive(PATIENCE));
                    long now = System.nanoTime();
                    slowest = Math.max(slowest, now - start);
                    int from = Parcel.check(message, 0).sender();
                    received[from]++;
                    for (int peer = 0; peer < PEERS; peer++) {
                        boolean waits = peer != from && sent.get(peer) - received[peer] > mark + mark / 2;
                        passedOver.see(peer, waits, now, i);
                    }
                }
            } finally {
                stop.set(true);
            }
            crew.join(PATIENCE);
        }
        System.out.println("  " + scheme + ": longest " + passedOver + ", slowest receive " + slowest / 1000
                + " us, received " + Arrays.toString(received));
        requireBearable(passedOver);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    void pushGivesInTurn(String scheme) throws Exception {
        int pulls = 5;
        int each = 150;
        try (Context context = Context.create();
                PushSocket push = context.push(options().build())) {
            PullSocket[] sockets = new PullSocket[pulls];
            for (int i = 0; i < pulls; i++) {
                sockets[i] = context.pull(options().build());
            }
            join(scheme, push, sockets);
            for (int i = 0; i < pulls * each; i++) {
                push.send(Parcel.ofSize(0, i, 50));
            }
            boolean[] remainders = new boolean[pulls];
            for (PullSocket pull : sockets) {
                int first = Parcel.check(must(pull.receive(PATIENCE)), 0).sequence();
                assertThat(first).isLessThan(pulls);
                remainders[first] = true;
                for (int i = 1; i < each; i++) {
                    assertThat(Parcel.check(must(pull.receive(PATIENCE)), 0).sequence())
                            .isEqualTo(first + i * pulls);
                }
            }
            assertThat(remainders).containsOnly(true);
        }
    }

    private void requireBearable(PassedOver passedOver) {
        for (int longest : passedOver.longest()) {
            assertThat(longest)
                    .as("messages that a peer was passed over for, in more than %s: %s, %s", BEARABLE, passedOver, what)
                    .isLessThanOrEqualTo(PASSED_OVER_MESSAGES);
        }
    }

    private static Message must(Message message) {
        if (message == null) {
            throw new AssertionError("nothing comes any more\n" + Crew.stacks());
        }
        return message;
    }
}
