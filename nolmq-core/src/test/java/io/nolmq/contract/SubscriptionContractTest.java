package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nolmq.PubSocket;
import io.nolmq.SubSocket;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;

/** What a SUB has subscribed to, and what it gets for it (RFC 29). */
class SubscriptionContractTest extends ContractTest {
    @ParameterizedTest
    @EachTransport
    void theLongestPrefixWorksAndALongerOneIsRefusedByTheSubscriber(Transport transport) {
        PubSocket pub = context.pub();
        SubSocket sub = context.sub();
        join(pub, sub, transport);
        byte[] longest = new byte[65_526];
        sub.subscribe(longest);
        assertThat(pub.awaitSubscribers(1, PATIENCE)).isTrue();
        pub.send(longest);
        assertThat(receive(sub).bytes()).isEqualTo(longest);
        assertThatThrownBy(() -> sub.subscribe(new byte[65_527]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("bytes=65527", "most=65526");
        sub.unsubscribe(new byte[65_527]);
        sub.unsubscribe(longest);
        settle(pub, sub);
        assertThat(pub.statistics().times(Reason.Kind.CLOSE)).isZero();
    }

    @ParameterizedTest
    @EachTransport
    void deliversWhatBeginsWithThePrefix(Transport transport) {
        PubSocket pub = context.pub();
        SubSocket sub = context.sub();
        sub.subscribe("weather.");
        join(pub, sub, transport);
        assertThat(pub.awaitSubscribers(1, PATIENCE)).isTrue();
        pub.send("sports.1");
        pub.send("weather");
        pub.send("weather.");
        pub.send("Weather.2");
        pub.send(Message.of("weather.3", "frames", ""));
        pub.send("");
        pub.send("weather.end");
        assertThat(text(sub)).isEqualTo("weather.");
        assertThat(receive(sub)).isEqualTo(Message.of("weather.3", "frames", ""));
        assertThat(text(sub)).isEqualTo("weather.end");
        assertThat(sub.tryReceive()).isNull();
    }

    @ParameterizedTest
    @EachTransport
    void theEmptyPrefixMatchesEverything(Transport transport) {
        PubSocket pub = context.pub();
        SubSocket sub = context.sub();
        sub.subscribe("");
        join(pub, sub, transport);
        settle(pub, sub);
        pub.send("");
        pub.send(Message.of("", "second"));
        pub.send("x");
        assertThat(receive(sub)).isEqualTo(Message.of(""));
        assertThat(receive(sub)).isEqualTo(Message.of("", "second"));
        assertThat(text(sub)).isEqualTo("x");
    }

    @ParameterizedTest
    @EachTransport
    void receivesNothingWithoutASubscription(Transport transport) {
        PubSocket pub = context.pub();
        SubSocket sub = context.sub();
        join(pub, sub, transport);
        for (int i = 0; i < 20; i++) {
            pub.send("early " + i);
        }
        assertThat(sub.receive(A_WHILE)).isNull();
        settle(pub, sub);
        pub.send("still nothing");
        sub.subscribe("late");
        settle(pub, sub);
        pub.send("late");
        assertThat(text(sub)).isEqualTo("late");
    }

    @ParameterizedTest
    @EachTransport
    void topicsMayHoldAnyBytes(Transport transport) {
        PubSocket pub = context.pub();
        SubSocket sub = context.sub();
        byte[] topic = {0, 1, (byte) 0xff, 0, (byte) 0x80, '\n'};
        sub.subscribe(topic);
        join(pub, sub, transport);
        settle(pub, sub);
        for (int length = 0; length < topic.length; length++) {
            pub.send(Message.of(Arrays.copyOf(topic, length)));
        }
        byte[] longer = Arrays.copyOf(topic, topic.length + 3);
        pub.send(Message.of(longer));
        assertThat(receive(sub).bytes()).isEqualTo(longer);
        assertThat(sub.tryReceive()).isNull();
    }

    @ParameterizedTest
    @EachTransport
    void looksAtTheFirstFrameOnly(Transport transport) {
        PubSocket pub = context.pub();
        SubSocket sub = context.sub();
        sub.subscribe("ab");
        join(pub, sub, transport);
        settle(pub, sub);
        pub.send(Message.of("x", "ab"));
        pub.send(Message.of("a", "b"));
        pub.send(Message.of("ab", "x"));
        assertThat(frames(receive(sub))).containsExactly("ab", "x");
    }

    @ParameterizedTest
    @EachTransport
    void deliversOnceWhereSeveralPrefixesMatch(Transport transport) {
        PubSocket pub = context.pub();
        SubSocket sub = context.sub();
        sub.subscribe("");
        sub.subscribe("a");
        sub.subscribe("ab");
        join(pub, sub, transport);
        settle(pub, sub);
        pub.send("abc");
        pub.send("end");
        assertThat(texts(sub, 2)).containsExactly("abc", "end");
        assertThat(sub.tryReceive()).isNull();
    }

    @ParameterizedTest
    @EachTransport
    void countsSubscriptionsToTheSamePrefix(Transport transport) {
        PubSocket pub = context.pub();
        SubSocket sub = context.sub();
        join(pub, sub, transport);
        sub.subscribe("a");
        sub.subscribe("a");
        sub.subscribe("end");
        sub.unsubscribe("a");
        settle(pub, sub);
        pub.send("a1");
        assertThat(text(sub)).isEqualTo("a1");
        sub.unsubscribe("a");
        settle(pub, sub);
        pub.send("a2");
        pub.send("end");
        assertThat(text(sub)).isEqualTo("end");
        sub.unsubscribe("a");
        sub.unsubscribe("never subscribed");
        sub.subscribe("a");
        settle(pub, sub);
        pub.send("a3");
        assertThat(text(sub))
                .as("one more unsubscribe than subscribe must not be owed")
                .isEqualTo("a3");
    }

    @ParameterizedTest
    @EachTransport
    void anUnsubscribedPrefixIsHiddenAtOnce(Transport transport) {
        PubSocket pub = context.pub();
        SubSocket sub = context.sub();
        sub.subscribe("a");
        sub.subscribe("b");
        join(pub, sub, transport);
        settle(pub, sub);
        for (int i = 0; i < 50; i++) {
            pub.send("a" + i);
            pub.send("b" + i);
        }
        assertThat(text(sub)).isEqualTo("a0");
        sub.unsubscribe("a");
        for (int i = 0; i < 50; i++) {
            assertThat(text(sub)).isEqualTo("b" + i);
        }
        assertThat(sub.tryReceive()).isNull();
    }

    @ParameterizedTest
    @EachTransport
    void withInvertedMatchingItPassesOnWhatDoesNotMatch(Transport transport) {
        PubSocket pub = context.pub(options().invertMatching(true).build());
        SubSocket sub = context.sub(options().invertMatching(true).build());
        sub.subscribe("a");
        join(pub, sub, transport);
        assertThat(pub.awaitSubscribers(1, PATIENCE)).isTrue();
        pub.send("a1");
        pub.send("b1");
        pub.send("a2");
        pub.send("c1");
        assertThat(texts(sub, 2)).containsExactly("b1", "c1");
        assertThat(sub.tryReceive()).isNull();
    }

    @ParameterizedTest
    @EachTransport
    void filtersLikeTheNaiveModel(Transport transport) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        PubSocket pub = context.pub(options().sendHighWaterMark(0).build());
        SubSocket sub = context.sub(options().receiveHighWaterMark(0).build());
        join(pub, sub, transport);
        List<String> subscribed = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            for (int i = 0; i < 10; i++) {
                String topic = topic(random);
                if (!subscribed.isEmpty() && random.nextInt(3) == 0) {
                    topic = subscribed.remove(random.nextInt(subscribed.size()));
                    sub.unsubscribe(topic);
                } else {
                    subscribed.add(topic);
                    sub.subscribe(topic);
                }
            }
            sub.subscribe("end");
            settle(pub, sub);
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                String topic = topic(random) + "!";
                if (subscribed.stream().anyMatch(topic::startsWith)) {
                    expected.add(topic);
                }
                pub.send(topic);
            }
            pub.send("end");
            expected.add("end");
            assertThat(texts(sub, expected.size())).as("seed %d", seed).isEqualTo(expected);
            sub.unsubscribe("end");
        }
    }

    private static String topic(Random random) {
        StringBuilder topic = new StringBuilder();
        int length = random.nextInt(4);
        for (int i = 0; i < length; i++) {
            topic.append((char) ('a' + random.nextInt(3)));
        }
        return topic.toString();
    }
}
