package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.PubSocket;
import io.nolmq.SubSocket;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketClosedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;

/** PUB and SUB (RFC 29): who hears whom, and what becomes of those who are slow, late or gone. */
class PublishSubscribeContractTest extends ContractTest {
    @ParameterizedTest
    @EachTransport
    void theSubscriberMayBind(Transport transport) {
        PubSocket pub = context.pub();
        SubSocket sub = context.sub();
        sub.subscribe("");
        join(sub, pub, transport);
        assertThat(pub.awaitSubscribers(1, PATIENCE)).isTrue();
        pub.send("hello");
        assertThat(text(sub)).isEqualTo("hello");
    }

    @ParameterizedTest
    @EachTransport
    void mayConnectBeforeAnybodyIsBound(Transport transport) {
        String endpoint = transport.known();
        SubSocket sub = context.sub(options().build());
        sub.connect(endpoint);
        sub.subscribe("a");
        PubSocket pub = context.pub();
        pub.bind(endpoint);
        assertThat(pub.awaitSubscribers(1, PATIENCE)).isTrue();
        pub.send("b");
        pub.send("a");
        assertThat(text(sub)).isEqualTo("a");
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void everySubscriberGetsItsOwnCopy(Transport transport) {
        PubSocket pub = context.pub();
        String endpoint = pub.bind(transport.endpoint()).toString();
        List<SubSocket> subs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            SubSocket sub = context.sub();
            sub.subscribe("");
            sub.connect(endpoint);
            subs.add(sub);
        }
        assertThat(pub.awaitSubscribers(3, PATIENCE)).isTrue();
        pub.send(Message.of("topic", "body"));
        for (SubSocket sub : subs) {
            Message message = receive(sub);
            assertThat(frames(message)).containsExactly("topic", "body");
            Arrays.fill(message.frame(0), (byte) 'x');
            Arrays.fill(message.frame(1), (byte) 'x');
        }
    }

    @ParameterizedTest
    @EachTransport
    void eachSubscriberGetsWhatItAskedFor(Transport transport) {
        PubSocket pub = context.pub();
        String endpoint = pub.bind(transport.endpoint()).toString();
        SubSocket even = context.sub();
        SubSocket odd = context.sub();
        even.subscribe("even");
        odd.subscribe("odd");
        even.connect(endpoint);
        odd.connect(endpoint);
        assertThat(pub.awaitSubscribers(2, PATIENCE)).isTrue();
        for (int i = 0; i < 100; i++) {
            pub.send(Message.of(i % 2 == 0 ? "even" : "odd", "" + i));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(receive(i % 2 == 0 ? even : odd).text(1)).isEqualTo("" + i);
        }
        assertThat(even.tryReceive()).isNull();
        assertThat(odd.tryReceive()).isNull();
    }

    @ParameterizedTest
    @EachTransport
    void aSubscriberHearsSeveralPublishers(Transport transport) {
        SubSocket sub = context.sub();
        PubSocket one = context.pub();
        PubSocket two = context.pub();
        sub.connect(one.bind(transport.endpoint()).toString());
        sub.connect(two.bind(transport.endpoint()).toString());
        sub.subscribe("x");
        assertThat(one.awaitSubscribers(1, PATIENCE)).isTrue();
        assertThat(two.awaitSubscribers(1, PATIENCE)).isTrue();
        one.send("x1");
        two.send("x2");
        assertThat(texts(sub, 2)).containsExactlyInAnyOrder("x1", "x2");
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void subscriptionsSurviveALostConnection(Transport transport) {
        String endpoint = transport.known();
        SubSocket sub = context.sub(options().build());
        sub.connect(endpoint);
        sub.subscribe("a");
        sub.subscribe("gone");
        PubSocket before = context.pub();
        before.bind(endpoint);
        assertThat(before.awaitSubscribers(1, PATIENCE)).isTrue();
        settle(before, sub);
        before.send("a1");
        assertThat(text(sub)).isEqualTo("a1");
        before.close();
        awaitPeers(sub, 0);
        sub.subscribe("b");
        sub.unsubscribe("gone");
        PubSocket after = context.pub();
        await("the endpoint to be free").atMost(PATIENCE).ignoreExceptions().until(() -> {
            after.bind(endpoint);
            return true;
        });
        assertThat(after.awaitSubscribers(1, PATIENCE)).isTrue();
        settle(after, sub);
        after.send("gone");
        after.send("a2");
        after.send("b2");
        assertThat(texts(sub, 2)).containsExactly("a2", "b2");
    }

    @ParameterizedTest
    @EachTransport
    void sendingWithoutSubscribersDropsAndCounts(Transport transport) {
        PubSocket pub = context.pub();
        pub.bind(transport.endpoint());
        pub.send("nobody");
        assertThat(pub.trySend(Message.of("nobody"))).isEqualTo(SendResult.SENT);
        assertThat(pub.send(Message.of("nobody"), Duration.ofSeconds(1))).isEqualTo(SendResult.SENT);
        assertThat(pub.statistics().times(Reason.NO_PEER)).isEqualTo(3);
    }

    @ParameterizedTest
    @EachTransport
    void whatASlowSubscriberMissesIsCounted(Transport transport) {
        PubSocket pub = context.pub(
                options().sendHighWaterMark(10).sendBufferBytes(32_768).build());
        SubSocket sub = context.sub(
                options().receiveHighWaterMark(10).receiveBufferBytes(32_768).build());
        sub.subscribe("");
        join(pub, sub, transport);
        assertThat(pub.awaitSubscribers(1, PATIENCE)).isTrue();
        int sent = 3_000;
        byte[] body = new byte[1_000];
        for (int i = 0; i < sent; i++) {
            pub.send(Message.of(("" + i).getBytes(StandardCharsets.UTF_8), body));
        }
        List<Message> received = drain(sub);
        assertThat(pub.statistics().times(Reason.HIGH_WATER_MARK)).isGreaterThan(0);
        assertThat(received.size() + pub.statistics().times(Reason.HIGH_WATER_MARK))
                .as("received and dropped")
                .isEqualTo(sent);
        int last = -1;
        for (Message message : received) {
            assertThat(message.frameCount()).isEqualTo(2);
            assertThat(message.frame(1)).hasSize(1_000);
            int number = Integer.parseInt(message.text());
            assertThat(number).isGreaterThan(last);
            last = number;
        }
        pub.send("again");
        assertThat(text(sub)).as("a subscriber that has caught up").isEqualTo("again");
    }

    @ParameterizedTest
    @EachTransport
    void oneSlowSubscriberCostsTheOthersNothing(Transport transport) {
        PubSocket pub = context.pub(
                options().sendHighWaterMark(100).sendBufferBytes(32_768).build());
        String endpoint = pub.bind(transport.endpoint()).toString();
        SubSocket slow = context.sub(
                options().receiveHighWaterMark(10).receiveBufferBytes(32_768).build());
        SubSocket quick = context.sub();
        slow.subscribe("");
        quick.subscribe("");
        slow.connect(endpoint);
        quick.connect(endpoint);
        assertThat(pub.awaitSubscribers(2, PATIENCE)).isTrue();
        String body = "x".repeat(2_000);
        for (int i = 0; i < 2_000; i++) {
            pub.send(Message.of("" + i, body));
            assertThat(text(quick)).isEqualTo("" + i);
        }
        int got = drain(slow).size();
        assertThat(got + pub.statistics().times(Reason.HIGH_WATER_MARK)).isEqualTo(2_000);
    }

    @ParameterizedTest
    @EachTransport
    void withNoDropItWaitsForASlowSubscriber(Transport transport) {
        PubSocket pub = context.pub(options()
                .noDrop(true)
                .sendHighWaterMark(5)
                .sendBufferBytes(32_768)
                .build());
        SubSocket sub = context.sub(
                options().receiveHighWaterMark(5).receiveBufferBytes(32_768).build());
        sub.subscribe("");
        join(pub, sub, transport);
        assertThat(pub.awaitSubscribers(1, PATIENCE)).isTrue();
        int sent = fill(pub, Message.wrap(new byte[50_000]));
        assertThat(drain(sub)).hasSize(sent);
        assertThat(pub.statistics().times(Reason.Kind.DROP)).isZero();
    }

    @ParameterizedTest
    @EachTransport
    void awaitSubscribersCountsPeersWithASubscription(Transport transport) throws Exception {
        PubSocket pub = context.pub();
        String endpoint = pub.bind(transport.endpoint()).toString();
        assertThat(pub.awaitSubscribers(1, Duration.ofMillis(20))).isFalse();
        SubSocket one = context.sub();
        one.connect(endpoint);
        assertThat(one.awaitConnected(PATIENCE)).isTrue();
        assertThat(pub.awaitSubscribers(1, Duration.ofMillis(50)))
                .as("a peer without a subscription")
                .isFalse();
        one.subscribe("a");
        one.subscribe("b");
        assertThat(pub.awaitSubscribers(1, PATIENCE)).isTrue();
        assertThat(pub.awaitSubscribers(2, Duration.ofMillis(50)))
                .as("two subscriptions of one peer")
                .isFalse();
        Background<Boolean> both = Background.waiting(() -> pub.awaitSubscribers(2, PATIENCE));
        SubSocket two = context.sub();
        two.subscribe("a");
        two.connect(endpoint);
        assertThat(both.result()).isTrue();
        two.close();
        await("the second to be gone").atMost(PATIENCE).until(() -> !pub.awaitSubscribers(2, Duration.ZERO));
        one.unsubscribe("a");
        one.unsubscribe("b");
        await("no subscription to be left").atMost(PATIENCE).until(() -> !pub.awaitSubscribers(1, Duration.ZERO));
    }

    @ParameterizedTest
    @EachTransport
    void closingWakesWhoAwaitsSubscribers(Transport transport) throws Exception {
        PubSocket pub = context.pub();
        pub.bind(transport.endpoint());
        Background<Boolean> waiting = Background.waiting(() -> pub.awaitSubscribers(1, PATIENCE));
        pub.close();
        assertThat(waiting.failure()).isInstanceOf(SocketClosedException.class);
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void aSecondConnectOfASubscriberToOneEndpointChangesNothing(Transport transport) {
        PubSocket pub = context.pub();
        SubSocket sub = context.sub();
        sub.subscribe("");
        String endpoint = join(pub, sub, transport);
        sub.connect(endpoint);
        assertThat(pub.awaitSubscribers(1, PATIENCE)).isTrue();
        pub.send("once");
        pub.send("end");
        assertThat(texts(sub, 2)).containsExactly("once", "end");
        assertThat(connectedPeers(pub)).isEqualTo(1);
    }
}
