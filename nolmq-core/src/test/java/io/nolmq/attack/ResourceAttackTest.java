package io.nolmq.attack;

import static io.nolmq.attack.Wire.MORE;
import static io.nolmq.attack.Wire.command;
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
import io.nolmq.contract.LeakCheck;
import io.nolmq.contract.Transport;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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

    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"})
    void a2ResetsAndA9RandomBytesLeaveNothing(Transport transport) throws Exception {
        long seed = System.nanoTime();
        try (AttackedProcess subject = new AttackedProcess("ROUTER", transport, AttackedProcess.SMALL_HEAP_MEBIBYTES)) {
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
        try (AttackedProcess subject =
                new AttackedProcess("ROUTER", Transport.TCP, AttackedProcess.SMALL_HEAP_MEBIBYTES)) {
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
                    assertThat(dealer.receive(Subject.PATIENCE))
                            .as("answer to a good client")
                            .isEqualTo(Message.of("good"));
                }
            }
            LockSupport.parkNanos(begin + (i + 1) * 2_000_000L - System.nanoTime());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"})
    void c11AMessageWithoutEndCostsLittle(Transport transport) throws Exception {
        try (AttackedProcess subject = new AttackedProcess("ROUTER", transport, AttackedProcess.SMALL_HEAP_MEBIBYTES)) {
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
    void j4RoutingIdsThatComeAndGoLeaveNothing(Transport transport) throws Exception {
        try (AttackedProcess subject = new AttackedProcess("ROUTER", transport, AttackedProcess.SMALL_HEAP_MEBIBYTES)) {
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
