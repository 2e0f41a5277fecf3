package io.nolmq.attack;

import static io.nolmq.attack.Wire.MORE;
import static io.nolmq.attack.Wire.command;
import static io.nolmq.attack.Wire.filled;
import static io.nolmq.attack.Wire.frame;
import static io.nolmq.attack.Wire.greeting;
import static io.nolmq.attack.Wire.handshake;
import static io.nolmq.attack.Wire.join;
import static io.nolmq.attack.Wire.latin;
import static io.nolmq.attack.Wire.longFrame;
import static io.nolmq.attack.Wire.message;
import static io.nolmq.attack.Wire.property;
import static io.nolmq.attack.Wire.ready;
import static io.nolmq.attack.Wire.repeat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.DealerSocket;
import io.nolmq.PushSocket;
import io.nolmq.contract.LeakCheck;
import io.nolmq.contract.Transport;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Attacks on memory, descriptors and CPU: the attacked library has a process of its own, and little of each. */
@Tag("slow")
@ExtendWith(LeakCheck.class)
@Timeout(180)
class ResourceAttackTest {
    private static final int MEBIBYTE = 1024 * 1024;
    /** Of what a process needs to begin with: its sockets, and the JDK. */
    private static final int SMALL_HEAP_MEBIBYTES = 32;

    /** A bar of time at which the machine may be twenty times as slow. */
    private static final Duration GOOD_CONNECT = Duration.ofSeconds(20);

    // ------------------------------------------------------------------ A, B: before the handshake is complete

    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"})
    void a2ResetsAndA9RandomBytesLeaveNothing(Transport transport) throws Exception {
        long seed = System.nanoTime();
        try (AttackedProcess subject = new AttackedProcess("ROUTER", transport, SMALL_HEAP_MEBIBYTES)) {
            Random random = new Random(seed);
            rubbish(subject, random, 200);
            Vitals before = subject.baseline(0);
            rubbish(subject, random, 1_500);
            subject.assertUnharmed("A2, A9 " + transport + ", seed " + seed, before);
        }
    }

    private static void rubbish(AttackedProcess subject, Random random, int connections) throws Exception {
        for (int i = 0; i < connections; i++) {
            Attacker attacker = subject.silentAttacker();
            byte[] blob = new byte[1 + random.nextInt(4_096)];
            random.nextBytes(blob);
            if (i % 3 == 0) {
                attacker.send(greeting());
            } else if (i % 3 == 1) {
                attacker.send(handshake("DEALER"));
            }
            attacker.send(blob);
            attacker.reset();
        }
        subject.awaitWitness();
    }

    /** Each stalls as late as it can: in a READY that would be as large as is allowed. */
    @Test
    void b4StalledHandshakesKeepNobodyOut() throws Exception {
        byte[] ready = command("READY", property("Socket-Type", "DEALER"), property("X-a", "b".repeat(16_000)));
        byte[] stalled = join(greeting(), Arrays.copyOf(ready, ready.length - 1));
        try (AttackedProcess subject = new AttackedProcess("ROUTER", Transport.TCP, SMALL_HEAP_MEBIBYTES)) {
            stall(subject, stalled, 300, 0);
            Vitals before = subject.baseline(0);
            stall(subject, stalled, 1_500, 30);
            Vitals during = subject.vitals();
            assertThat(during.heapBytes() - before.heapBytes())
                    .as("memory for handshakes")
                    .isLessThanOrEqualTo(6 * MEBIBYTE);
            assertThat(subject.number("peers"))
                    .as("who has no handshake is no peer")
                    .isZero();
            subject.assertUnharmed("B4", before);
        }
    }

    /** 500 in a second, and good ones among them, which are served. */
    private static void stall(AttackedProcess subject, byte[] bytes, int count, int good) throws Exception {
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            subject.silentAttacker().send(bytes);
            if (good > 0 && i % (count / good) == 0) {
                try (DealerSocket dealer = subject.good().dealer()) {
                    dealer.connect(subject.endpoint().toString());
                    dealer.send("good");
                    assertThat(dealer.receive(GOOD_CONNECT))
                            .as("answer to a good client")
                            .isEqualTo(Message.of("good"));
                }
            }
            LockSupport.parkNanos(begin + (i + 1) * 2_000_000L - System.nanoTime());
        }
    }

    // ------------------------------------------------------------------ C: frames

    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"})
    void c11AMessageWithoutEndCostsLittle(Transport transport) throws Exception {
        try (AttackedProcess subject = new AttackedProcess("ROUTER", transport, SMALL_HEAP_MEBIBYTES)) {
            byte[] endless = repeat(frame(MORE, latin("A")), 70_000);
            subject.attacker().send(handshake("DEALER"), endless).awaitClosed(Subject.PATIENCE);
            Vitals before = subject.baseline(0);
            for (int i = 0; i < 20; i++) {
                Attacker attacker = subject.attacker();
                attacker.send(handshake("DEALER"), endless).awaitClosed(Subject.PATIENCE);
            }
            subject.awaitTimes(Reason.FRAME_COUNT, 21);
            subject.assertUnharmed("C11 " + transport, before);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"})
    void c15WhatIsAnnouncedCostsNoMemory(Transport transport) throws Exception {
        int connections = 5_000;
        byte[] announcement = longFrame(0, 100 * MEBIBYTE, new byte[0]);
        try (AttackedProcess subject = new AttackedProcess("ROUTER", transport, 96)) {
            announce(subject, announcement, 500);
            Vitals before = subject.baseline(0);
            announce(subject, new byte[0], connections);
            Vitals idle = subject.vitals();
            subject.baseline(0);
            announce(subject, announcement, connections);
            Vitals during = subject.vitals();
            assertThat(during.heapBytes() - idle.heapBytes())
                    .as("memory for announcements")
                    .isLessThanOrEqualTo(4 * MEBIBYTE);
            subject.assertUnharmed("C15 " + transport, before);
        }
    }

    private static void announce(AttackedProcess subject, byte[] announcement, int connections) throws Exception {
        byte[] bytes = join(handshake("DEALER"), announcement);
        for (int i = 0; i < connections; i++) {
            subject.silentAttacker().send(bytes);
        }
        await("all of them").atMost(Duration.ofSeconds(30)).until(() -> subject.number("peers") == connections);
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"})
    void c16AFloodOfEmptyMessagesEndsInTheKernel(Transport transport) throws Exception {
        flood(transport, "C16", 1, frame(0), "mark=1000");
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"})
    void c17ManyFloodsTogetherStayWithinTheBudget(Transport transport) throws Exception {
        flood(transport, "C17", 64, frame(0), "mark=1000");
    }

    /** Nothing but the budget bounds what is read ahead. */
    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"})
    void c17FloodsWithoutAMarkStayWithinTheBudget(Transport transport) throws Exception {
        flood(transport, "C17 without a mark", 64, frame(0), "mark=0");
    }

    @Test
    void c17FloodsOfLargeMessagesStayWithinTheBudget() throws Exception {
        flood(Transport.TCP, "C17 large", 64, frame(0, new byte[50_000]), "mark=1000");
    }

    @Test
    void c17FloodsOfFramesWithoutEndStayWithinTheBudget() throws Exception {
        byte[] message = join(repeat(frame(MORE), 30_000), frame(0));
        flood(Transport.TCP, "C17 frames", 64, message, "mark=1000");
    }

    /** The budget is a quarter of the heap; each connection has 64 KiB besides. A good peer's messages come all the same. */
    private static void flood(Transport transport, String attack, int attackers, byte[] unit, String mark)
            throws Exception {
        int heap = 64;
        byte[] bytes = unit.length < 1_000 ? repeat(unit, 10_000) : unit;
        try (AttackedProcess subject = new AttackedProcess("PULL", transport, heap, mark, "receiveBuffer=16384")) {
            try (PushSocket push = subject.good().push()) {
                push.connect(subject.endpoint().toString());
                assertThat(push.awaitConnected(Subject.PATIENCE)).isTrue();
                Vitals before = subject.vitals();
                List<Attacker> all = new ArrayList<>();
                for (int i = 0; i < attackers; i++) {
                    Attacker attacker = subject.silentAttacker();
                    attacker.send(handshake("PUSH"));
                    all.add(attacker);
                }
                for (int i = 0; i < 100; i++) {
                    push.send(AttackedMain.GOOD + i);
                }
                awaitBackpressure(all, bytes);
                Vitals full = subject.vitals();
                long bound = heap * MEBIBYTE / 4L + attackers * 96L * 1024 + MEBIBYTE;
                assertThat(full.heapBytes() - before.heapBytes())
                        .as("held for nobody")
                        .isLessThanOrEqualTo(bound);
                awaitBackpressure(all, bytes);
                Vitals later = subject.vitals();
                assertThat(later.heapBytes() - full.heapBytes()).as("growth").isLessThanOrEqualTo(MEBIBYTE);
                subject.awaitWitness();
                subject.endAttack();
                String[] counts = subject.ask("receive 1").split(" ");
                assertThat(counts[0]).as("good messages in their order").isEqualTo("100");
                assertThat(Long.parseLong(counts[1])).as("what came whole").isPositive();
                subject.assertUnharmed(attack + " " + transport, subject.baseline(1));
            }
        }
    }

    /** Returns when the kernel has refused more for a while. */
    private static void awaitBackpressure(List<Attacker> attackers, byte[] unit) {
        await("backpressure")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .during(Duration.ofMillis(500))
                .until(() -> {
                    long taken = 0;
                    for (Attacker attacker : attackers) {
                        taken += attacker.flood(unit);
                    }
                    return taken == 0;
                });
    }

    // ------------------------------------------------------------------ H: after the handshake

    @Test
    void h1FloodsOfPingsH5OfPongsAndH6OfUnknownCommandsCostNoMemory() throws Exception {
        try (AttackedProcess subject = new AttackedProcess("ROUTER", Transport.TCP, SMALL_HEAP_MEBIBYTES)) {
            commands(subject, 1_000);
            Vitals before = subject.baseline(0);
            commands(subject, 200_000);
            assertThat(subject.times(Reason.COMMAND_RATE))
                    .as("too many in their time")
                    .isPositive();
            subject.assertUnharmed("H1, H5, H6", before);
        }
    }

    private static void commands(AttackedProcess subject, int count) throws Exception {
        for (byte[] each : List.of(
                command("PING", new byte[2], latin("0123456789abcdef")), command("PONG"), command("WHATEVER"))) {
            Attacker attacker = subject.silentAttacker();
            attacker.send(handshake("DEALER"));
            byte[] some = repeat(each, 500);
            for (int i = 0; i < count / 500; i++) {
                attacker.send(some);
            }
        }
        subject.awaitWitness();
    }

    /** Each holds more than its share of the budget, and lives on single bytes: the heartbeat is content, the budget holds. */
    @Test
    void h9TricklingInsideAHugeFrameKeepsAConnectionButNotTheMemory() throws Exception {
        int attackers = 8;
        long budget = 6 * MEBIBYTE;
        try (AttackedProcess subject =
                new AttackedProcess("PULL", Transport.TCP, 64, "budget=" + budget, "heartbeatMillis=2000")) {
            Vitals before = subject.vitals();
            List<Attacker> all = new ArrayList<>();
            for (int i = 0; i < attackers; i++) {
                Attacker attacker = subject.silentAttacker();
                attacker.send(handshake("PUSH"), longFrame(0, 100 * MEBIBYTE, new byte[1]));
                all.add(attacker);
            }
            byte[] body = filled(64 * 1024, 'x');
            for (int i = 0; i < 40; i++) {
                for (Attacker attacker : all) {
                    attacker.offer(body);
                }
            }
            long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            trickle(all, () -> System.nanoTime() > end);
            assertThat(subject.times(Reason.HEARTBEAT_TIMEOUT)).isZero();
            assertThat(subject.number("peers")).isEqualTo(attackers);
            // one of the socket's connections reads on above the budget, and an array may be twice as long as its bytes
            assertThat(subject.vitals().heapBytes() - before.heapBytes())
                    .as("held of huge frames")
                    .isLessThanOrEqualTo(2 * budget + attackers * 64 * 1024 + 5 * MEBIBYTE);
            trickle(all, () -> subject.times(Reason.BUDGET) > 0);
            subject.assertUnharmed("H9", subject.baseline(0));
        }
    }

    private static void trickle(List<Attacker> attackers, Callable<Boolean> until) {
        await("bytes to trickle for long enough")
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    for (Attacker attacker : attackers) {
                        attacker.offer(new byte[1]);
                    }
                    return until.call();
                });
    }

    // ------------------------------------------------------------------ I: publishers

    @Test
    void i1AMillionTopicsCostLittleAndI7GoWithTheirPeer() throws Exception {
        int topics = 1_000_000;
        try (AttackedProcess subject = new AttackedProcess("PUB", Transport.TCP, 256)) {
            subscribe(subject, 0, 20_000);
            Vitals before = subject.baseline(0);
            Attacker attacker = subscribe(subject, 0, topics);
            Vitals full = subject.vitals();
            long each = (full.heapBytes() - before.heapBytes()) / topics;
            assertThat(each).as("bytes for a topic, its own besides").isLessThanOrEqualTo(32 + 100);
            assertThat(attacker.isClosed()).isFalse();
            attacker.send(command("SUBSCRIBE", latin("one more")));
            attacker.awaitClosed(Subject.PATIENCE);
            subject.awaitTimes(Reason.SUBSCRIPTION_LIMIT, 1);
            subject.assertUnharmed("I1, I7", before);
        }
    }

    /** Returns when the publisher has taken them: what is published under the last of them comes. */
    private static Attacker subscribe(AttackedProcess subject, int from, int count) throws Exception {
        Attacker attacker = subject.attacker();
        attacker.send(handshake("SUB"));
        byte[][] some = new byte[1_000][];
        for (int i = 0; i < count; i += some.length) {
            for (int k = 0; k < some.length; k++) {
                some[k] = command("SUBSCRIBE", latin(topic(from + i + k)));
            }
            attacker.send(some);
        }
        awaitPublished(subject, attacker, topic(from + count - 1));
        return attacker;
    }

    private static void awaitPublished(AttackedProcess subject, Attacker attacker, String topic) throws Exception {
        int before = attacker.received().length;
        await("the subscription to " + topic.length() + " bytes")
                .atMost(Duration.ofSeconds(40))
                .until(() -> {
                    subject.ask("publish " + topic + " 1");
                    return attacker.received().length > before;
                });
    }

    /** 32 bytes, scattered. */
    private static String topic(int number) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(number * 0x9e37_79b9_7f4a_7c15L) + hex.toHexDigits((long) number);
    }

    @Test
    void i1TopicsOf64MebibytesAreTheMostOfOneConnection() throws Exception {
        try (AttackedProcess subject = new AttackedProcess("PUB", Transport.TCP, 160)) {
            Vitals before = subject.baseline(0);
            Attacker attacker = subject.attacker();
            attacker.send(handshake("SUB"));
            for (int i = 0; i < 1_100 && !attacker.isClosed(); i++) {
                attacker.send(
                        command("SUBSCRIBE", latin(HexFormat.of().toHexDigits(Integer.reverse(i))), new byte[64_000]));
            }
            attacker.awaitClosed(Subject.PATIENCE);
            subject.awaitTimes(Reason.SUBSCRIPTION_LIMIT, 1);
            subject.assertUnharmed("I1 long topics", before);
        }
    }

    @Test
    void i2WhatAllSubscribeToIsStoredOnce() throws Exception {
        int peers = 50;
        int topics = 10_000;
        String tail = "t".repeat(100);
        try (AttackedProcess subject = new AttackedProcess("PUB", Transport.TCP, 64)) {
            for (int i = 0; i < peers; i++) {
                subscribeToSame(subject, tail, 200); // the pool keeps the buffers of as many
            }
            Vitals before = subject.baseline(0);
            for (int i = 0; i < peers; i++) {
                subscribeToSame(subject, tail, topics);
            }
            long held = subject.vitals().heapBytes() - before.heapBytes();
            // the topics once, with 100 bytes each, and for each hold an entry in two tables
            assertThat(held).isLessThanOrEqualTo(topics * (108L + 100) + (long) peers * topics * 24);
            subject.assertUnharmed("I2", before);
        }
    }

    private static void subscribeToSame(AttackedProcess subject, String tail, int topics) throws Exception {
        Attacker attacker = subject.attacker();
        attacker.send(handshake("SUB"));
        byte[][] some = new byte[topics][];
        for (int i = 0; i < topics; i++) {
            some[i] = command("SUBSCRIBE", latin(HexFormat.of().toHexDigits(Integer.reverse(i))), latin(tail));
        }
        attacker.send(some);
        awaitPublished(subject, attacker, HexFormat.of().toHexDigits(Integer.reverse(topics - 1)) + tail);
    }

    /** Every prefix of a long string, each with two siblings: as deep as a trie can be made. */
    @Test
    void i3ADeepTrieCostsNoMoreThanItsTopics() throws Exception {
        int depth = 6_000;
        try (AttackedProcess subject = new AttackedProcess("PUB", Transport.TCP, 64)) {
            deep(subject, 100);
            Vitals before = subject.baseline(0);
            long topicBytes = deep(subject, depth);
            long held = subject.vitals().heapBytes() - before.heapBytes();
            assertThat(held).isLessThanOrEqualTo(4 * topicBytes);
            subject.assertUnharmed("I3", before);
        }
    }

    private static long deep(AttackedProcess subject, int depth) throws Exception {
        Attacker attacker = subject.attacker();
        attacker.send(handshake("SUB"));
        byte[] string = filled(depth, 'a');
        long sum = 0;
        for (int length = 1; length <= depth; length++) {
            byte[] prefix = Arrays.copyOf(string, length);
            byte[] low = prefix.clone();
            low[length - 1] = 0;
            byte[] high = prefix.clone();
            high[length - 1] = (byte) 0xff;
            attacker.send(command("SUBSCRIBE", prefix), command("SUBSCRIBE", low), command("SUBSCRIBE", high));
            sum += 3L * length;
        }
        awaitPublished(subject, attacker, "a".repeat(depth));
        return sum;
    }

    @Test
    void i9DataForAPublisherIsDiscarded() throws Exception {
        try (AttackedProcess subject = new AttackedProcess("PUB", Transport.TCP, SMALL_HEAP_MEBIBYTES)) {
            byte[] some = repeat(message("data", "more"), 1_000);
            discard(subject, some, 10);
            Vitals before = subject.baseline(0);
            discard(subject, some, 1_000);
            subject.awaitTimes(Reason.UNEXPECTED_MESSAGE, 1_010_000);
            subject.assertUnharmed("I9", before);
        }
    }

    private static void discard(AttackedProcess subject, byte[] some, int times) throws Exception {
        Attacker attacker = subject.silentAttacker();
        attacker.send(handshake("SUB"));
        for (int i = 0; i < times; i++) {
            attacker.send(some);
        }
        subject.awaitWitness();
    }

    // ------------------------------------------------------------------ J: routing ids

    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"})
    void j4RoutingIdsThatComeAndGoLeaveNothing(Transport transport) throws Exception {
        try (AttackedProcess subject = new AttackedProcess("ROUTER", transport, SMALL_HEAP_MEBIBYTES)) {
            comeAndGo(subject, 0, 300);
            Vitals before = subject.baseline(0);
            comeAndGo(subject, 300, 3_000);
            await("the table to be empty").atMost(Subject.PATIENCE).until(() -> subject.number("peers") == 0);
            assertThat(subject.times(Reason.DUPLICATE_ROUTING_ID)).isZero();
            subject.assertUnharmed("J4 " + transport, before);
        }
    }

    /** Each is answered before it leaves, so that it has been in the table. */
    private static void comeAndGo(AttackedProcess subject, int from, int count) throws Exception {
        int atOnce = 50;
        byte[] hello = message("hello");
        for (int i = from; i < from + count; i += atOnce) {
            List<Attacker> some = new ArrayList<>();
            for (int k = i; k < i + atOnce; k++) {
                byte[] ready = command(
                        "READY",
                        property("Socket-Type", "DEALER"),
                        property("Identity", "id-" + k + "-" + "x".repeat(200)));
                some.add(Attacker.silent(subject.endpoint()).send(greeting(), ready, hello));
            }
            for (Attacker attacker : some) {
                attacker.awaitEnd(hello);
                attacker.close();
            }
        }
    }
}
