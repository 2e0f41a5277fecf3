package io.nolmq.attack;

import static io.nolmq.attack.Wire.MORE;
import static io.nolmq.attack.Wire.command;
import static io.nolmq.attack.Wire.filled;
import static io.nolmq.attack.Wire.frame;
import static io.nolmq.attack.Wire.handshake;
import static io.nolmq.attack.Wire.join;
import static io.nolmq.attack.Wire.latin;
import static io.nolmq.attack.Wire.longFrame;
import static io.nolmq.attack.Wire.message;
import static io.nolmq.attack.Wire.repeat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.PushSocket;
import io.nolmq.contract.LeakCheck;
import io.nolmq.contract.Transport;
import io.nolmq.message.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** More than anybody receives or wants: what is read of it ends at marks and at the budget of a context. */
@Tag("slow")
@ExtendWith(LeakCheck.class)
@Timeout(180)
class FloodAttackTest {
    private static final int MEBIBYTE = 1024 * 1024;

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

    @Test
    void h1FloodsOfPingsH5OfPongsAndH6OfUnknownCommandsCostNoMemory() throws Exception {
        try (AttackedProcess subject =
                new AttackedProcess("ROUTER", Transport.TCP, AttackedProcess.SMALL_HEAP_MEBIBYTES)) {
            commands(subject, 1_000);
            Vitals before = subject.baseline(0);
            commands(subject, 200_000);
            await("the end for too many in their time")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> subject.times(Reason.COMMAND_RATE) > 0);
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
}
