package io.nolmq.attack;

import static io.nolmq.attack.Wire.command;
import static io.nolmq.attack.Wire.frame;
import static io.nolmq.attack.Wire.greeting;
import static io.nolmq.attack.Wire.handshake;
import static io.nolmq.attack.Wire.join;
import static io.nolmq.attack.Wire.latin;
import static io.nolmq.attack.Wire.longFrame;
import static io.nolmq.attack.Wire.message;
import static io.nolmq.attack.Wire.ready;
import static io.nolmq.attack.Wire.repeat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.nolmq.DealerSocket;
import io.nolmq.attack.Subject.Role;
import io.nolmq.contract.LeakCheck;
import io.nolmq.contract.Transport;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketOptionsBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks in which time, order or number matters: silence, slowness, half-closed connections, floods. */
@Tag("slow")
@ExtendWith(LeakCheck.class)
class TimedAttackTest {
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;
    private static final Duration GREETING = Duration.ofMillis(500);
    private static final Duration HANDSHAKE = Duration.ofMillis(1_000);
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final Duration TIMEOUT = Duration.ofMillis(1_000);

    @ParameterizedTest
    @CsvSource({"TCP,LISTENING", "TCP,CONNECTING", "IPC,LISTENING", "IPC,CONNECTING"})
    void a1SilenceEndsWithTheTimeForAGreeting(Transport transport, Role role) throws Exception {
        closedAfter(GREETING, withGreetingTimeout(), transport, role, new byte[0]);
    }

    @ParameterizedTest
    @CsvSource({"TCP,LISTENING", "TCP,CONNECTING", "IPC,LISTENING", "IPC,CONNECTING"})
    void b2AGreetingWithoutItsLastByteEndsWithTheTimeForAGreeting(Transport transport, Role role) throws Exception {
        closedAfter(GREETING, withGreetingTimeout(), transport, role, Arrays.copyOf(greeting(), 63));
    }

    @ParameterizedTest
    @CsvSource({"TCP,LISTENING", "TCP,CONNECTING", "IPC,LISTENING", "IPC,CONNECTING"})
    void b3AGreetingAloneEndsWithTheTimeForAHandshake(Transport transport, Role role) throws Exception {
        closedAfter(HANDSHAKE, withHandshakeTimeout(), transport, role, greeting());
    }

    @Test
    void b3HalfAReadyEndsWithTheTimeForAHandshake() throws Exception {
        byte[] ready = ready("DEALER");
        byte[] half = join(greeting(), Arrays.copyOf(ready, ready.length - 1));
        closedAfter(HANDSHAKE, withHandshakeTimeout(), Transport.TCP, Role.LISTENING, half);
    }

    private static SocketOptions withGreetingTimeout() {
        return Subject.options().greetingTimeout(GREETING).build();
    }

    private static SocketOptions withHandshakeTimeout() {
        return Subject.options().handshakeInterval(HANDSHAKE).build();
    }

    /** That it was this limit follows from the options, which set no other one. */
    private static void closedAfter(Duration limit, SocketOptions options, Transport transport, Role role, byte[] bytes)
            throws Exception {
        try (Subject subject = new Subject(transport, role, options)) {
            int peers = subject.router().peers().size();
            long begin = System.nanoTime();
            Attacker attacker = subject.attacker().send(bytes);
            if (role == Role.LISTENING) {
                assertThat(subject.router().peers())
                        .as("invisible before its handshake")
                        .hasSize(peers);
            }
            attacker.awaitClosed(Subject.PATIENCE);
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            assertThat(took).isGreaterThan(limit.multipliedBy(9).dividedBy(10));
            subject.awaitClosedFor(1, Reason.HANDSHAKE_TIMEOUT);
            assertThat(subject.strangers()).isEmpty();
            subject.assertUnharmed();
        }
    }

    @Test
    void b1OneByteAtATimeGainsNoTime() throws Exception {
        try (Subject subject = new Subject(Transport.TCP, Role.LISTENING, withGreetingTimeout())) {
            long begin = System.nanoTime();
            Attacker attacker = subject.attacker();
            byte[] greeting = greeting();
            int[] sent = {0};
            await("the connection to be closed")
                    .atMost(Subject.PATIENCE)
                    .pollInterval(Duration.ofMillis(40))
                    .until(() -> {
                        attacker.send(new byte[] {greeting[sent[0]++]});
                        return attacker.isClosed();
                    });
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(450));
            subject.awaitClosedFor(1, Reason.HANDSHAKE_TIMEOUT);
            subject.assertUnharmed();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TCP", "IPC"})
    void a2ResetsCostNothing(Transport transport) throws Exception {
        try (Subject subject = new Subject(transport, Role.LISTENING)) {
            for (int i = 0; i < 300; i++) {
                subject.attacker().reset();
            }
            subject.assertUnharmed();
            assertThat(subject.strangers()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"TCP,LISTENING", "TCP,CONNECTING", "IPC,LISTENING", "IPC,CONNECTING"})
    void a3AnEndAtOnceIsAQuietClose(Transport transport, Role role) throws Exception {
        try (Subject subject = new Subject(transport, role)) {
            subject.attacker().finish().awaitClosed(Subject.PATIENCE);
            subject.awaitClosedFor(1, Reason.END_OF_STREAM);
            subject.assertUnharmed();
        }
    }

    @Test
    void a9RandomBytesCostNothing() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (Subject subject = new Subject(Transport.TCP, Role.LISTENING)) {
            for (int i = 0; i < 300; i++) {
                byte[] blob = new byte[1 + random.nextInt(4_096)];
                random.nextBytes(blob);
                Attacker attacker = subject.attacker();
                if (i % 3 == 0) {
                    attacker.send(greeting());
                }
                attacker.send(blob).finish();
                attacker.awaitClosed(Subject.PATIENCE);
                attacker.close();
            }
            assertThat(subject.strangers()).as("seed %d", seed).isEmpty();
            assertThatCode(subject::assertUnharmed).as("seed %d", seed).doesNotThrowAnyException();
        }
    }

    @Test
    void a9RandomBytesAfterReadyCostNothing() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (Subject subject = new Subject(Transport.TCP, Role.LISTENING)) {
            for (int i = 0; i < 300; i++) {
                byte[] blob = new byte[1 + random.nextInt(1_000)];
                random.nextBytes(blob);
                Attacker attacker = subject.attacker();
                attacker.send(handshake("DEALER"), blob).finish();
                attacker.awaitClosed(Subject.PATIENCE);
                attacker.close();
            }
            assertThatCode(subject::assertUnharmed).as("seed %d", seed).doesNotThrowAnyException();
        }
    }

    @Test
    void b12EverySplitOfAGoodSessionGivesTheSame() throws Exception {
        byte[] session =
                join(handshake("DEALER"), message("first", "second"), command("PING", new byte[2]), message("x"));
        try (Subject subject = new Subject(Transport.TCP, Role.LISTENING)) {
            for (int split = 0; split <= session.length; split++) {
                Attacker attacker = subject.attacker();
                attacker.send(Arrays.copyOf(session, split));
                attacker.send(Arrays.copyOfRange(session, split, session.length));
                int expected = 2 * (split + 1);
                await("the messages of split " + split)
                        .atMost(Subject.PATIENCE)
                        .until(() -> subject.strangers().size() == expected);
                assertThat(subject.strangers().subList(expected - 2, expected))
                        .containsExactly(Message.of("first", "second"), Message.of("x"));
                attacker.close();
            }
            subject.assertUnharmed();
        }
    }

    @ParameterizedTest
    @CsvSource({"TCP,LISTENING", "TCP,CONNECTING", "IPC,LISTENING", "IPC,CONNECTING"})
    void b5AHalfClosedPeerIsDrainedAndItsTornMessageDiscarded(Transport transport, Role role) throws Exception {
        try (Subject subject = new Subject(transport, role)) {
            Attacker attacker = subject.attacker();
            attacker.send(
                    handshake("DEALER"), message("one"), message("two", "frames"), frame(Wire.MORE, latin("torn")));
            attacker.finish();
            attacker.awaitClosed(Subject.PATIENCE);
            await("what was whole")
                    .atMost(Subject.PATIENCE)
                    .until(() -> subject.strangers().equals(List.of(Message.of("one"), Message.of("two", "frames"))));
            subject.awaitClosedFor(1, Reason.END_OF_STREAM);
            subject.assertUnharmed();
        }
    }

    @ParameterizedTest
    @CsvSource({"TCP,LISTENING", "TCP,CONNECTING"})
    void b5APeerThatEndsAfterItsGreetingIsClosed(Transport transport, Role role) throws Exception {
        try (Subject subject = new Subject(transport, role)) {
            subject.attacker().send(greeting()).finish().awaitClosed(Subject.PATIENCE);
            subject.awaitClosedFor(1, Reason.END_OF_STREAM);
            subject.assertUnharmed();
        }
    }

    @Test
    void c5AnAnnouncedSizeCostsNoMemory() throws Exception {
        try (Subject subject = new Subject(Transport.TCP, Role.LISTENING)) {
            List<Attacker> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Attacker attacker = subject.attacker();
                attacker.send(handshake("DEALER"), longFrame(0, LONGEST_ARRAY, new byte[1_000]));
                all.add(attacker);
            }
            await("all peers")
                    .atMost(Subject.PATIENCE)
                    .untilAsserted(() -> assertThat(subject.router().peers().size())
                            .as(
                                    "peers; closed: %s",
                                    subject.router().statistics().reasons())
                            .isEqualTo(21));
            for (Attacker attacker : all) {
                assertThat(attacker.isClosed()).isFalse();
                attacker.finish().awaitClosed(Subject.PATIENCE);
            }
            subject.awaitClosedFor(20, Reason.END_OF_STREAM);
            assertThat(subject.strangers()).isEmpty();
            subject.assertUnharmed();
        }
    }

    @Test
    void c13AFrameOfTheMaximumIsTakenAndOneByteMoreIsNot() throws Exception {
        try (Subject subject = new Subject(
                Transport.TCP,
                Role.LISTENING,
                Subject.options().maxMessageSizeBytes(1_000).build())) {
            byte[] allowed = Wire.filled(1_000, 'a');
            Attacker attacker = subject.attacker();
            attacker.send(handshake("DEALER"), frame(Wire.MORE, allowed), frame(0, allowed));
            await("the message")
                    .atMost(Subject.PATIENCE)
                    .until(() -> subject.strangers().equals(List.of(Message.of(allowed, allowed))));
            attacker.send(frame(0, Wire.filled(1_001, 'b')));
            attacker.awaitClosed(Subject.PATIENCE);
            subject.awaitClosedFor(1, Reason.FRAME_SIZE);
            assertThat(subject.strangers()).hasSize(1);
            subject.assertUnharmed();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 16})
    void h2APingIsAnsweredWithItsContext(int length) throws Exception {
        try (Subject subject = new Subject(Transport.TCP, Role.LISTENING)) {
            byte[] context = Arrays.copyOf(latin("context-of-a-ping"), length);
            Attacker attacker = subject.attacker();
            attacker.send(handshake("DEALER"), command("PING", new byte[2], context));
            byte[] pong = command("PONG", context);
            await("the PONG").atMost(Subject.PATIENCE).until(() -> endsWith(attacker.received(), pong));
            assertThat(attacker.isClosed()).isFalse();
            subject.assertUnharmed();
        }
    }

    @Test
    void h2ALongContextIsCutTo16Bytes() throws Exception {
        try (Subject subject = new Subject(Transport.TCP, Role.LISTENING)) {
            Attacker attacker = subject.attacker();
            attacker.send(handshake("DEALER"), command("PING", new byte[2], latin("0123456789abcdefXYZ")));
            byte[] pong = command("PONG", latin("0123456789abcdef"));
            await("the PONG").atMost(Subject.PATIENCE).until(() -> endsWith(attacker.received(), pong));
            subject.assertUnharmed();
        }
    }

    @Test
    void h1PingsWhosePongsNobodyReadsAreMerged() throws Exception {
        try (Subject subject = new Subject(Transport.TCP, Role.LISTENING)) {
            Attacker attacker = subject.silentAttacker();
            byte[] thousand = repeat(command("PING", new byte[2]), 1_000);
            attacker.send(handshake("DEALER"));
            for (int i = 0; i < 100; i++) {
                attacker.send(thousand);
            }
            attacker.send(message("after the flood"));
            await("the message behind them, or a close for their rate")
                    .atMost(Subject.PATIENCE)
                    .until(() -> subject.strangers().size() == 1
                            || subject.router().statistics().times(Reason.COMMAND_RATE) == 1);
            subject.assertUnharmed();
        }
    }

    @Test
    void h6AFloodOfUnknownCommandsIsClosedForItsRate() throws Exception {
        try (Subject subject = new Subject(Transport.TCP, Role.LISTENING)) {
            Attacker attacker = subject.attacker();
            attacker.send(handshake("DEALER"));
            byte[] thousand = repeat(command("WHATEVER", latin("?")), 1_000);
            for (int i = 0; i < 50 && !attacker.isClosed(); i++) {
                attacker.send(thousand);
            }
            attacker.awaitClosed(Subject.PATIENCE);
            subject.awaitClosedFor(1, Reason.COMMAND_RATE);
            assertThat(subject.strangers()).isEmpty();
            subject.assertUnharmed();
        }
    }

    @Test
    void manyHandshakesAtOnceMakeTheOldestGo() throws Exception {
        try (Subject subject = new Subject(
                Transport.TCP,
                Role.LISTENING,
                Subject.options().handshakesPerListener(10).build())) {
            List<Attacker> all = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                all.add(subject.attacker());
            }
            await("the oldest to go")
                    .atMost(Subject.PATIENCE)
                    .until(() -> all.stream().filter(Attacker::isClosed).count() == 20);
            assertThat(all.subList(0, 20)).allMatch(Attacker::isClosed);
            subject.awaitClosedFor(20, Reason.HANDSHAKE_LIMIT);
            subject.assertUnharmed();
        }
    }

    @Test
    void anAttackerWithALiveRoutingIdIsRefused() throws Exception {
        try (Subject subject = new Subject(Transport.TCP, Role.LISTENING)) {
            byte[] named = named("i");
            Attacker first = subject.attacker().send(named, message("first"));
            await("the first")
                    .atMost(Subject.PATIENCE)
                    .until(() -> subject.strangers().size() == 1);
            Attacker second = subject.attacker().send(named, message("second"));
            second.awaitClosed(Subject.PATIENCE);
            subject.awaitClosedFor(1, Reason.DUPLICATE_ROUTING_ID);
            assertThat(second.received())
                    .as("no READY, or it would send; no ERROR, or libzmq would give up for good")
                    .hasSize(greeting().length);
            assertThat(subject.strangers()).containsExactly(Message.of("first"));
            first.send(message("still here"));
            await("the first again")
                    .atMost(Subject.PATIENCE)
                    .until(() -> subject.strangers().size() == 2);
            subject.assertUnharmed();
        }
    }

    @Test
    void aRoutingIdIsFreeAgainWhenItsHolderIsGoneBeforeItWasTakenIn() throws Exception {
        try (Subject subject = new Subject(Transport.TCP, Role.LISTENING)) {
            for (int i = 0; i < 20; i++) {
                subject.attacker().send(named("i")).reset();
                try (DealerSocket next = subject.dealer("i")) {
                    next.send("" + i);
                    assertThat(next.receive(Subject.PATIENCE)).isEqualTo(Message.of("" + i));
                }
            }
            subject.assertUnharmed();
        }
    }

    private static byte[] named(String routingId) {
        return join(
                greeting(),
                command("READY", Wire.property("Socket-Type", "DEALER"), Wire.property("Identity", routingId)));
    }

    private static SocketOptionsBuilder withHeartbeat() {
        return Subject.options().heartbeat(INTERVAL, TIMEOUT, Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"TCP,LISTENING", "TCP,CONNECTING", "IPC,LISTENING", "IPC,CONNECTING"})
    void b14APeerThatVanishesIsFoundWithinAnIntervalAndATimeout(Transport transport, Role role) throws Exception {
        try (Subject subject = new Subject(transport, role, withHeartbeat().build())) {
            Attacker attacker = subject.attacker();
            attacker.send(handshake("DEALER"));
            await("a PING")
                    .atMost(Subject.PATIENCE)
                    .until(() -> new String(attacker.received(), StandardCharsets.ISO_8859_1).contains("\u0004PING"));
            long begin = System.nanoTime();
            attacker.send(message("the last sign of life"));
            attacker.awaitClosed(Subject.PATIENCE);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(TIMEOUT);
            subject.awaitClosedFor(1, Reason.HEARTBEAT_TIMEOUT);
            subject.assertUnharmed();
        }
    }

    @Test
    void b14APeerThatVanishesBehindABacklogIsFoundAsWell() throws Exception {
        try (Subject subject = new Subject(Transport.TCP, Role.LISTENING, withSmallQueues())) {
            silentPeer(subject, "sink");
            sendUntilDropped(subject, "sink");
            await("the peer to be given up")
                    .atMost(Subject.PATIENCE)
                    .until(() -> subject.router().statistics().times(Reason.HEARTBEAT_TIMEOUT) == 1);
            subject.assertUnharmed();
        }
    }

    @Test
    void b14APeerThatIsSlowToReadAndSaysNothingIsNotGivenUp() throws Exception {
        try (Subject subject = new Subject(Transport.TCP, Role.LISTENING, withSmallQueues())) {
            Attacker slow = silentPeer(subject, "slow");
            long until = System.nanoTime() + TIMEOUT.multipliedBy(3).toNanos();
            await("a while")
                    .atMost(Subject.PATIENCE)
                    .pollInterval(TIMEOUT.dividedBy(20))
                    .until(() -> {
                        sendUntilDropped(subject, "slow");
                        slow.take(200_000); // five messages wait at least, so that there is as much
                        return System.nanoTime() - until > 0;
                    });
            assertThat(subject.router().statistics().times(Reason.HEARTBEAT_TIMEOUT))
                    .isZero();
            subject.assertUnharmed();
        }
    }

    private static Attacker silentPeer(Subject subject, String routingId) throws IOException {
        Attacker attacker = subject.silentAttacker();
        attacker.send(named(routingId), message("here"));
        await("the peer to be known")
                .atMost(Subject.PATIENCE)
                .until(() -> subject.strangers().size() == 1);
        return attacker;
    }

    private static void sendUntilDropped(Subject subject, String routingId) {
        long before = subject.router().statistics().times(Reason.HIGH_WATER_MARK);
        while (subject.router().statistics().times(Reason.HIGH_WATER_MARK) == before) {
            subject.router().send(Message.of(latin(routingId), new byte[50_000]));
        }
    }

    private static SocketOptions withSmallQueues() {
        return withHeartbeat().sendHighWaterMark(5).sendBufferBytes(100_000).build();
    }

    private static boolean endsWith(byte[] all, byte[] end) {
        return all.length >= end.length && Arrays.equals(all, all.length - end.length, all.length, end, 0, end.length);
    }
}
