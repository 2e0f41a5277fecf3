package io.nolmq.attack;

import static io.nolmq.attack.Wire.command;
import static io.nolmq.attack.Wire.frame;
import static io.nolmq.attack.Wire.greeting;
import static io.nolmq.attack.Wire.handshake;
import static io.nolmq.attack.Wire.join;
import static io.nolmq.attack.Wire.latin;
import static io.nolmq.attack.Wire.message;
import static io.nolmq.attack.Wire.ready;
import static io.nolmq.attack.Wire.repeat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.Context;
import io.nolmq.PubSocket;
import io.nolmq.SubSocket;
import io.nolmq.contract.Background;
import io.nolmq.contract.LeakCheck;
import io.nolmq.message.Endpoint;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A publisher under attack, with a good subscriber as the witness. */
@ExtendWith(LeakCheck.class)
class PublisherAttackTest {
    private final Context context = Context.create();
    private final Context good = Context.create();
    private final PubSocket pub = context.pub(Subject.options()
            .greetingTimeout(Duration.ofSeconds(5))
            .sendHighWaterMark(0)
            .build());
    private final Endpoint bound = pub.bind("tcp://127.0.0.1:0");
    private final SubSocket witness =
            good.sub(Subject.options().receiveHighWaterMark(0).build());
    private int published;

    PublisherAttackTest() {
        witness.connect(bound.toString());
        witness.subscribe("secret");
        assertThat(pub.awaitSubscribers(1, Subject.PATIENCE)).isTrue();
    }

    @AfterEach
    void close() {
        context.close(Duration.ZERO);
        good.close(Duration.ZERO);
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            pub.send(Message.of("secret", "" + published++));
        }
    }

    private void assertWitnessMissedNothing() {
        for (int i = 0; i < published; i++) {
            Message message = witness.receive(Subject.PATIENCE);
            assertThat(message).isEqualTo(Message.of("secret", "" + i));
        }
        assertThat(witness.tryReceive()).isNull();
        assertThat(pub.statistics().times(Reason.INTERNAL_ERROR)).isZero();
    }

    @Test
    void aSubscriptionOfExcessiveLengthEndsTheConnectionInEitherForm() throws Exception {
        byte[] topic = new byte[65_527];
        try (Attacker three = Attacker.connect(bound);
                Attacker threeOne = Attacker.connect(bound)) {
            three.send(greeting(3, 0, "NULL"), ready("SUB"), frame(0, new byte[] {1}, topic));
            threeOne.send(handshake("SUB"), command("SUBSCRIBE", topic));
            three.awaitClosed(Subject.PATIENCE);
            threeOne.awaitClosed(Subject.PATIENCE);
        }
        await("both to be counted")
                .atMost(Subject.PATIENCE)
                .until(() -> pub.statistics().times(Reason.FRAME_SIZE) == 2);
        publish(10);
        assertWitnessMissedNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "\u00ff\0\0\0\0\0\0\0\1\u007f"})
    void a4NothingPublishedReachesAScanner(String bytes) throws Exception {
        try (Attacker scanner = Attacker.connect(bound)) {
            scanner.send(latin(bytes));
            publish(500);
            assertWitnessMissedNothing();
            assertThat(scanner.received().length).isLessThanOrEqualTo(Wire.GREETING_BYTES);
            assertThat(new String(scanner.received(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("secret");
        }
    }

    @Test
    void aSubscriberWithoutASubscriptionGetsNothing() throws Exception {
        try (Attacker attacker = Attacker.connect(bound)) {
            attacker.send(handshake("SUB"));
            await("the peer").atMost(Subject.PATIENCE).until(() -> pub.peers().size() == 2);
            publish(100);
            assertWitnessMissedNothing();
            assertThat(new String(attacker.received(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("secret");
        }
    }

    @Test
    void subscriptionsComeAsCommandsAndAsMessages() throws Exception {
        try (Attacker attacker = Attacker.connect(bound)) {
            attacker.send(handshake("SUB"), command("SUBSCRIBE", latin("a")), message("\u0001b"));
            assertThat(pub.awaitSubscribers(2, Subject.PATIENCE)).isTrue();
            awaitEcho(attacker, "a", "b");
            attacker.send(command("CANCEL", latin("b")), message("\0a"), command("SUBSCRIBE", latin("c")));
            awaitEcho(attacker, "c");
            int before = attacker.received().length;
            pub.send("a-hidden");
            pub.send("b-hidden");
            pub.send("c-shown");
            byte[] all = attacker.awaitBytes(before + 9, Subject.PATIENCE);
            assertThat(new String(all, StandardCharsets.ISO_8859_1))
                    .contains("c-shown")
                    .doesNotContain("hidden");
        }
        assertWitnessMissedNothing();
    }

    @Test
    void i5OneCancelEndsAnyNumberOfTheSameSubscription() throws Exception {
        try (Attacker attacker = Attacker.connect(bound)) {
            attacker.send(
                    handshake("SUB"),
                    command("CANCEL", latin("never")),
                    message("\0never"),
                    repeat(command("SUBSCRIBE", latin("a")), 900));
            awaitEcho(attacker, "a");
            attacker.send(command("CANCEL", latin("a")), command("SUBSCRIBE", latin("b")));
            awaitEcho(attacker, "b");
            int before = attacker.received().length;
            pub.send("a-hidden");
            pub.send("b-shown");
            byte[] all = attacker.awaitBytes(before + 9, Subject.PATIENCE);
            assertThat(new String(all, StandardCharsets.ISO_8859_1)).doesNotContain("hidden");
        }
        assertWitnessMissedNothing();
    }

    @Test
    void i9OrdinaryDataOfASubscriberIsDiscardedAndCounted() throws Exception {
        try (Attacker attacker = Attacker.connect(bound)) {
            attacker.send(handshake("SUB"), repeat(message("data", "more"), 5_000), command("SUBSCRIBE", latin("a")));
            assertThat(pub.awaitSubscribers(2, Subject.PATIENCE)).isTrue();
            assertThat(pub.statistics().times(Reason.UNEXPECTED_MESSAGE)).isEqualTo(5_000);
        }
        publish(10);
        assertWitnessMissedNothing();
    }

    @Test
    void b6ASubscriberThatNeverReadsCostsTheOthersNothing() throws Exception {
        try (Context bounded = Context.create();
                Attacker attacker = Attacker.silent(bind(bounded))) {
            attacker.send(handshake("SUB"), command("SUBSCRIBE"));
            PubSocket slow = limited;
            SubSocket reader = good.sub();
            reader.subscribe("");
            reader.connect(limitedEndpoint.toString());
            assertThat(slow.awaitSubscribers(2, Subject.PATIENCE)).isTrue();
            byte[] body = new byte[10_000];
            for (int i = 0; i < 2_000; i++) {
                slow.send(Message.of(("" + i).getBytes(StandardCharsets.UTF_8), body));
                assertThat(reader.receive(Subject.PATIENCE).text()).isEqualTo("" + i);
            }
            assertThat(slow.statistics().times(Reason.HIGH_WATER_MARK)).isGreaterThan(0);
            reader.close();
        }
    }

    private PubSocket limited;
    private Endpoint limitedEndpoint;

    private Endpoint bind(Context bounded) {
        limited = bounded.pub(Subject.options().sendHighWaterMark(100).build());
        limitedEndpoint = limited.bind("tcp://127.0.0.1:0");
        return limitedEndpoint;
    }

    @Test
    void aPublisherIsNoPlaceForOtherTypes() throws Exception {
        for (String type : List.of("PUB", "PUSH", "DEALER")) {
            try (Attacker attacker = Attacker.connect(bound)) {
                attacker.send(greeting(), ready(type), frame(0, latin("\u0001secret")));
                attacker.awaitClosed(Subject.PATIENCE);
                publish(5);
            }
        }
        assertThat(pub.statistics().times(Reason.SOCKET_TYPE)).isEqualTo(3);
        assertWitnessMissedNothing();
    }

    @Test
    void aFlapOfSubscribersDisturbsNobody() throws Exception {
        Background<Boolean> flapping = Background.run(() -> {
            for (int i = 0; i < 150; i++) {
                try (Attacker attacker = Attacker.connect(bound)) {
                    attacker.send(join(handshake("SUB"), command("SUBSCRIBE"), command("SUBSCRIBE", latin("secret"))));
                    if (i % 2 == 0) {
                        attacker.reset();
                    }
                }
            }
        });
        while (!flapping.isDone()) {
            publish(20);
            assertThat(witness.receive(Subject.PATIENCE)).isNotNull();
            for (int i = 1; i < 20; i++) {
                assertThat(witness.receive(Subject.PATIENCE).text(1)).isEqualTo("" + (published - 20 + i));
            }
        }
        assertThat(flapping.result()).isTrue();
        published = 0;
        await("the attackers to be gone")
                .atMost(Subject.PATIENCE)
                .until(() -> pub.peers().size() == 1);
    }

    /** Returns when the attacker gets what is published under each of the topics. */
    private void awaitEcho(Attacker attacker, String... topics) {
        for (String topic : topics) {
            String token = topic + "-echo-" + System.nanoTime();
            await("what is published under " + topic).atMost(Subject.PATIENCE).until(() -> {
                pub.send(token);
                return new String(attacker.received(), StandardCharsets.ISO_8859_1).contains(token);
            });
            String last = topic + "-last-" + System.nanoTime();
            pub.send(last);
            await("the last of it")
                    .atMost(Subject.PATIENCE)
                    .until(() -> new String(attacker.received(), StandardCharsets.ISO_8859_1).contains(last));
        }
    }
}
