package io.nolmq.attack;

import static io.nolmq.attack.Wire.command;
import static io.nolmq.attack.Wire.filled;
import static io.nolmq.attack.Wire.handshake;
import static io.nolmq.attack.Wire.latin;
import static io.nolmq.attack.Wire.message;
import static io.nolmq.attack.Wire.repeat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.contract.LeakCheck;
import io.nolmq.contract.Transport;
import io.nolmq.message.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Attacks on the memory of a publisher, by those who subscribe. */
@Tag("slow")
@ExtendWith(LeakCheck.class)
@Timeout(180)
class SubscriptionAttackTest {
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
        int topics = 5_000;
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
        try (AttackedProcess subject =
                new AttackedProcess("PUB", Transport.TCP, AttackedProcess.SMALL_HEAP_MEBIBYTES)) {
            byte[] some = repeat(message("data", "more"), 1_000);
            discard(subject, some, 10);
            subject.awaitTimes(
                    Reason.UNEXPECTED_MESSAGE, 10_000); // a silent attacker ends with a reset, which loses the rest
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
}
