package io.nolmq.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.Socket;
import io.nolmq.message.EventType;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Messages over connections that are cut: V1, V2, V4, V6, V7 and V24. */
class CutConnectionStressTest extends StressTest {
    private static final int BODY_BYTES = 120;

    @Test
    void connectingPushLosesAtMostWhatItReports() throws Exception {
        connectingPush(100_000, 100, 0);
    }

    @Test
    void connectingPushLosesAtMostWhatItReportsWhenBytesAreSplit() throws Exception {
        connectingPush(5_000, 50, 40);
    }

    @Test
    @Soak
    void connectingPushLosesAtMostWhatItReportsForLong() throws Exception {
        connectingPush(2_000_000, 2_000, 0);
    }

    @Test
    void bindingPushLosesAtMostWhatItReportsAndDrops() throws Exception {
        bindingPush(100_000, 100);
    }

    @Test
    @Soak
    void bindingPushLosesAtMostWhatItReportsAndDropsForLong() throws Exception {
        bindingPush(2_000_000, 2_000);
    }

    @Test
    void cutsAtAnyByteTearAndDoubleNothing() throws Exception {
        cutsAtAnyByte(30_000, 20_000);
    }

    @Test
    @Soak
    void cutsAtAnyByteTearAndDoubleNothingForLong() throws Exception {
        cutsAtAnyByte(1_000_000, 5_000);
    }

    @Test
    void aStalledConnectionLosesNothing() throws Exception {
        int total = 20_000;
        try (Context context = newContext();
                PullSocket pull = context.pull(options().build());
                PushSocket push = context.push(options().build());
                CuttingProxy proxy =
                        new CuttingProxy(pull.bind("tcp://127.0.0.1:0").port(), seed);
                Crew crew = new Crew(what)) {
            push.connect(proxy.endpoint());
            Ledger ledger = new Ledger();
            crew.start("send", () -> send(push, total, null, new AtomicInteger()));
            crew.start("receive", () -> {
                Ledger.InOrder inOrder = ledger.new InOrder();
                for (int i = 0; i < total; i++) {
                    inOrder.enter(pull.receive(), 0);
                }
            });
            for (int i = 1; i <= 5; i++) {
                int mark = i * total / 6;
                Until.holds("messages to arrive", () -> ledger.count() >= mark || crew.hasFailed());
                proxy.stall(true);
                // until everything between stands still
                Until.holds("the stall", standsStill(ledger));
                proxy.stall(false);
            }
            crew.join(PATIENCE);
            ledger.requireAll(1, total);
            assertThat(drops(push) + drops(pull)).isZero();
        }
    }

    private static java.util.function.BooleanSupplier standsStill(Ledger ledger) {
        int[] seen = {-1, 0};
        return () -> {
            int now = ledger.count();
            seen[1] = now == seen[0] ? seen[1] + 1 : 0;
            seen[0] = now;
            return seen[1] > 20;
        };
    }

    // ------------------------------------------------------------------ the connecting end sends

    private void connectingPush(int total, int cuts, int splitBytes) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        try (Pulse pulse = new Pulse();
                Context context = newContext();
                PullSocket pull = context.pull(options().build());
                PushSocket push = context.push(options().build());
                CuttingProxy proxy =
                        new CuttingProxy(pull.bind("tcp://127.0.0.1:0").port(), seed).splitting(splitBytes)) {
            Queue<SocketEvent> ends = new ConcurrentLinkedQueue<>();
            push.onEvent(event -> {
                if (event.type() == EventType.DISCONNECTED) {
                    ends.add(event);
                }
            });
            Arrivals arrivals = new Arrivals(pull);
            Semaphore pace = new Semaphore(0);
            AtomicInteger sent = new AtomicInteger();
            try (Crew crew = new Crew(what)) {
                push.connect(proxy.endpoint());
                crew.start("receive", () -> arrivals.receiveUntil(total - 1));
                crew.start("send", () -> send(push, total, pace, sent));
                int step = total / (cuts + 1);
                for (int cut = 1; cut <= cuts; cut++) {
                    int at = (cut - 1) * step + random.nextInt(step);
                    pace.release(step);
                    Until.holds("message " + at + " to be sent", () -> sent.get() >= at || crew.hasFailed());
                    Until.holds("a connection", () -> connectedPeers(push) == 1 || crew.hasFailed());
                    int before = ends.size();
                    proxy.cut(random.nextBoolean() ? CuttingProxy.Cut.RESET : CuttingProxy.Cut.FINISH);
                    Until.holds("the end of a connection", () -> ends.size() > before || crew.hasFailed());
                }
                long cutNanos = System.nanoTime();
                Until.holds("a connection", () -> connectedPeers(push) == 1 || crew.hasFailed());
                assertThat(Duration.ofNanos(System.nanoTime() - cutNanos))
                        .as("from the last cut until all is moving")
                        .isLessThan(pulse.allow(Duration.ofSeconds(1)));
                pace.release(total);
                crew.join(limit);
            }
            CutWindows windows = new CutWindows();
            ends.forEach(end -> windows.add(end.inFlight(), 0));
            int lost = windows.check(total, arrivals.sequences);
            System.out.printf("  cuts=%d connections=%d lost=%d%n", cuts, proxy.connections(), lost);
            PeerStatistics.Connection connection = push.peers().get(0).connection();
            assertThat(connection.inFlightAtDisconnect())
                    .isEqualTo(ends.stream().mapToLong(SocketEvent::inFlight).sum());
            assertThat(connection.reconnects()).isEqualTo(ends.size());
            assertThat(drops(push)).isZero();
            assertThat(push.statistics().traffic().messagesSent()).isEqualTo(total);
        }
    }

    // ------------------------------------------------------------------ the binding end sends

    private void bindingPush(int total, int cuts) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        try (Context context = newContext();
                PullSocket pull = context.pull(options().build());
                PushSocket push = context.push(options().build());
                CuttingProxy proxy =
                        new CuttingProxy(push.bind("tcp://127.0.0.1:0").port(), seed)) {
            Queue<SocketEvent> ends = new ConcurrentLinkedQueue<>();
            push.onEvent(event -> {
                if (event.type() == EventType.DISCONNECTED) {
                    ends.add(event);
                }
            });
            Arrivals arrivals = new Arrivals(pull);
            CutWindows windows = new CutWindows();
            long dropped = 0;
            AtomicInteger sent = new AtomicInteger();
            Semaphore pace = new Semaphore(0);
            try (Crew crew = new Crew(what)) {
                pull.connect(proxy.endpoint());
                crew.start("receive", () -> arrivals.receiveUntil(total - 1));
                crew.start("send", () -> send(push, total, pace, sent));
                int step = total / (cuts + 1);
                for (int cut = 1; cut <= cuts; cut++) {
                    int at = (cut - 1) * step + random.nextInt(step);
                    pace.release(step);
                    Until.holds("message " + at + " to be sent", () -> sent.get() >= at || crew.hasFailed());
                    Until.holds("a peer", () -> connectedPeers(push) == 1 || crew.hasFailed());
                    // one connection at a time: each message then belongs to one
                    proxy.holdNew(true);
                    proxy.cut(random.nextBoolean() ? CuttingProxy.Cut.RESET : CuttingProxy.Cut.FINISH);
                    int known = cut;
                    Until.holds(
                            "the end of the peer",
                            () -> (push.peers().isEmpty() && ends.size() == known) || crew.hasFailed());
                    long droppedNow = push.statistics().times(Reason.PEER_GONE);
                    windows.add(last(ends).inFlight(), droppedNow - dropped);
                    dropped = droppedNow;
                    proxy.holdNew(false);
                }
                pace.release(total);
                crew.join(limit);
            }
            int lost = windows.check(total, arrivals.sequences);
            System.out.printf("  cuts=%d dropped=%d lost=%d%n", cuts, dropped, lost);
            assertThat(drops(push)).as("drops").isEqualTo(dropped);
            assertThat(push.statistics().traffic().messagesSent() + dropped).isEqualTo(total);
        }
    }

    private static SocketEvent last(Queue<SocketEvent> events) {
        SocketEvent last = null;
        for (SocketEvent each : events) {
            last = each;
        }
        if (last == null) {
            throw new AssertionError("no event");
        }
        return last;
    }

    // ------------------------------------------------------------------ cuts anywhere, handshakes included

    private void cutsAtAnyByte(int total, int meanBytes) throws Exception {
        try (Context context = newContext();
                PullSocket pull = context.pull(options().build());
                PushSocket push =
                        context.push(options().sendBufferBytes(8 * 1024).build());
                CuttingProxy proxy = new CuttingProxy(
                                pull.bind("tcp://127.0.0.1:0").port(), seed)
                        .splitting(3_000)
                        .cuttingAfter(meanBytes)) {
            AtomicInteger sent = new AtomicInteger();
            Arrivals arrivals = new Arrivals(pull);
            Queue<SocketEvent> ends = new ConcurrentLinkedQueue<>();
            push.onEvent(event -> {
                if (event.type() == EventType.DISCONNECTED) {
                    ends.add(event);
                }
            });
            try (Crew crew = new Crew(what)) {
                push.connect(proxy.endpoint());
                crew.start("receive", () -> arrivals.receiveUntil(total - 1));
                Semaphore pace = new Semaphore(total - 1_000);
                crew.start("send", () -> send(push, total, pace, sent));
                Until.holds("most to be sent", limit, () -> sent.get() == total - 1_000 || crew.hasFailed());
                proxy.cuttingAfter(0);
                int before = proxy.connections();
                proxy.cut(CuttingProxy.Cut.RESET);
                Until.holds(
                        "an unharmed connection",
                        () -> (proxy.connections() > before && isConnectedAnew(push, ends)) || crew.hasFailed());
                pace.release(total);
                crew.join(PATIENCE);
            }
            CutWindows windows = new CutWindows();
            ends.forEach(end -> windows.add(end.inFlight(), 0));
            int lost = windows.check(total, arrivals.sequences);
            System.out.printf("  connections=%d disconnects=%d lost=%d%n", proxy.connections(), ends.size(), lost);
            assertThat(drops(push)).isZero();
        }
    }

    private static boolean isConnectedAnew(Socket push, Queue<SocketEvent> ends) {
        PeerStatistics.Connection connection = push.peers().get(0).connection();
        return connection.connected() && connection.reconnects() == ends.size();
    }

    // ------------------------------------------------------------------ both ends

    private void send(PushSocket push, int total, Semaphore pace, AtomicInteger sent) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(seed + 1);
        for (int i = 0; i < total; i++) {
            if (pace != null && !pace.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("no leave to send " + i);
            }
            push.send(Parcel.message(0, i, BODY_BYTES, random));
            sent.lazySet(i + 1);
        }
    }

    /** Receives on one thread, and keeps the order. */
    private static final class Arrivals {
        private final PullSocket pull;
        private final Ledger ledger = new Ledger();
        private final List<Integer> sequences = new ArrayList<>();

        Arrivals(PullSocket pull) {
            this.pull = pull;
        }

        /** Receives up to the last message, and what older connections may still hold. */
        void receiveUntil(int last) {
            boolean lastCame = false;
            while (true) {
                var message = lastCame ? pull.receive(Duration.ofMillis(50)) : pull.receive(PATIENCE.multipliedBy(2));
                if (message == null) {
                    if (lastCame) {
                        return;
                    }
                    throw new AssertionError("nothing comes any more, after " + sequences.size() + " messages");
                }
                int sequence = ledger.enter(message, 0).sequence();
                sequences.add(sequence);
                lastCame |= sequence == last;
            }
        }
    }
}
