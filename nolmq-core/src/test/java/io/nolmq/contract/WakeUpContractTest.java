package io.nolmq.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.PubSocket;
import io.nolmq.SubSocket;
import io.nolmq.message.Endpoint;
import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketOptionsBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A publisher that waits for a full subscriber (noDrop) goes on as soon as nobody full wants the message any more, whatever
 * made it so. Each wait is longer than the test, so that only a wake-up ends it.
 */
@Tag("faults")
class WakeUpContractTest extends ContractTest {
    private static final Duration FOR_LONG = Duration.ofMinutes(10);
    private static final int MARK = 2;
    private static final int KERNEL_BYTES = 4_096;
    private static final int LARGE_BYTES = 50_000;

    private Endpoint endpoint;

    @ParameterizedTest
    @EachTransport
    void sendReturnsWhenTheSubscriptionIsTakenBack(Transport transport) throws Exception {
        PubSocket pub = pub(transport, false);
        SubSocket sub = full(pub, "", large("a"));
        Background<Boolean> blocked = Background.run(() -> pub.send(large("a")));
        blocked.awaitWaiting();
        sub.unsubscribe("");
        assertThat(blocked.result()).isTrue();
    }

    @ParameterizedTest
    @EachTransport
    void timedSendReturnsWhenTheSubscriptionIsTakenBack(Transport transport) throws Exception {
        PubSocket pub = pub(transport, false);
        SubSocket sub = full(pub, "", large("a"));
        Background<SendResult> blocked = Background.waiting(() -> pub.send(large("a"), FOR_LONG));
        sub.unsubscribe("");
        assertThat(blocked.result()).isEqualTo(SendResult.SENT);
    }

    @ParameterizedTest
    @EachTransport
    void sendReturnsWhenTheOneTopicOfSeveralIsTakenBack(Transport transport) throws Exception {
        PubSocket pub = pub(transport, false);
        SubSocket sub = context.sub(receiving(false).build());
        sub.subscribe("b");
        sub.subscribe("a");
        fillOver(pub, sub, large("a"));
        Background<SendResult> a = Background.waiting(() -> pub.send(large("a"), FOR_LONG));
        Background<SendResult> b = Background.waiting(() -> pub.send(large("b"), FOR_LONG));
        sub.unsubscribe("a");
        assertThat(a.result()).isEqualTo(SendResult.SENT);
        b.awaitWaiting();
        sub.unsubscribe("b");
        assertThat(b.result()).isEqualTo(SendResult.SENT);
    }

    @ParameterizedTest
    @EachTransport
    void sendWaitsOnWhileAnotherTopicMatches(Transport transport) throws Exception {
        PubSocket pub = pub(transport, false);
        SubSocket sub = context.sub(receiving(false).build());
        sub.subscribe("");
        sub.subscribe("a");
        fillOver(pub, sub, large("a"));
        Background<SendResult> blocked = Background.waiting(() -> pub.send(large("a"), FOR_LONG));
        sub.unsubscribe("a");
        blocked.awaitWaiting();
        sub.unsubscribe("");
        assertThat(blocked.result()).isEqualTo(SendResult.SENT);
    }

    @ParameterizedTest
    @EachTransport
    void sendGoesToTheOthersWhenTheFullOneUnsubscribes(Transport transport) throws Exception {
        PubSocket pub = pub(transport, false);
        SubSocket full = full(pub, "", large("a"));
        SubSocket other = context.sub(receiving(false).build());
        other.subscribe("");
        other.connect(endpoint.toString());
        assertThat(pub.awaitSubscribers(2, PATIENCE)).isTrue();
        Background<SendResult> blocked = Background.waiting(() -> pub.send(large("last"), FOR_LONG));
        full.unsubscribe("");
        assertThat(blocked.result()).isEqualTo(SendResult.SENT);
        assertThat(receive(other)).isEqualTo(large("last"));
    }

    @ParameterizedTest
    @EachTransport
    void withInvertedMatchingSendReturnsWhenThePeerSubscribes(Transport transport) throws Exception {
        PubSocket pub = pub(transport, true);
        SubSocket sub = context.sub(receiving(true).build());
        sub.subscribe("nothing of this is sent");
        fillOver(pub, sub, large("a"));
        Background<SendResult> blocked = Background.waiting(() -> pub.send(large("a"), FOR_LONG));
        sub.subscribe("a");
        assertThat(blocked.result()).isEqualTo(SendResult.SENT);
    }

    @ParameterizedTest
    @EachTransport
    void sendReturnsWhenTheFullPeerDisconnects(Transport transport) throws Exception {
        PubSocket pub = pub(transport, false);
        SubSocket sub = full(pub, "", large("a"));
        Background<SendResult> blocked = Background.waiting(() -> pub.send(large("a"), FOR_LONG));
        sub.disconnect(endpoint);
        assertThat(blocked.result()).isEqualTo(SendResult.SENT);
    }

    @ParameterizedTest
    @EachTransport
    void sendReturnsWhenTheFullPeerCloses(Transport transport) throws Exception {
        PubSocket pub = pub(transport, false);
        SubSocket sub = full(pub, "", large("a"));
        Background<SendResult> blocked = Background.waiting(() -> pub.send(large("a"), FOR_LONG));
        sub.close();
        assertThat(blocked.result()).isEqualTo(SendResult.SENT);
    }

    @ParameterizedTest
    @EachTransport
    void sendReturnsWhenThePublisherDisconnectsTheFullPeer(Transport transport) throws Exception {
        PubSocket pub = context.pub(sending(false).build());
        SubSocket sub = context.sub(receiving(false).build());
        sub.subscribe("");
        Endpoint bound = sub.bind(transport.endpoint());
        pub.connect(bound.toString());
        assertThat(pub.awaitSubscribers(1, PATIENCE)).isTrue();
        fill(pub, large("a"));
        Background<SendResult> blocked = Background.waiting(() -> pub.send(large("a"), FOR_LONG));
        pub.disconnect(bound);
        assertThat(blocked.result()).isEqualTo(SendResult.SENT);
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"}) // there every peer is ours
    void sendReturnsWhenAPeerOfAnOlderVersionCancelsByMessage(Transport transport) throws Exception {
        PubSocket pub = pub(transport, false);
        try (OldSubscriber sub = OldSubscriber.connect(endpoint)) {
            sub.subscribe("a");
            assertThat(pub.awaitSubscribers(1, PATIENCE)).isTrue();
            fill(pub, large("a"));
            Background<SendResult> blocked = Background.waiting(() -> pub.send(large("a"), FOR_LONG));
            sub.cancel("a");
            assertThat(blocked.result()).isEqualTo(SendResult.SENT);
        }
    }

    @ParameterizedTest
    @EachTransport
    void awaitSubscribersReturnsWithTheLastOfThem(Transport transport) throws Exception {
        PubSocket pub = pub(transport, false);
        SubSocket one = context.sub();
        SubSocket other = context.sub();
        one.connect(endpoint.toString());
        other.connect(endpoint.toString());
        Background<Boolean> waits = Background.waiting(() -> pub.awaitSubscribers(2, FOR_LONG));
        one.subscribe("a");
        one.subscribe("b");
        waits.awaitWaiting();
        other.subscribe("a");
        assertThat(waits.result()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"})
    void awaitSubscribersReturnsWhenAPeerOfAnOlderVersionSubscribesByMessage(Transport transport) throws Exception {
        PubSocket pub = pub(transport, false);
        try (OldSubscriber sub = OldSubscriber.connect(endpoint)) {
            Background<Boolean> waits = Background.waiting(() -> pub.awaitSubscribers(1, FOR_LONG));
            sub.subscribe("a");
            assertThat(waits.result()).isTrue();
        }
    }

    private PubSocket pub(Transport transport, boolean inverted) {
        PubSocket pub = context.pub(sending(inverted).build());
        endpoint = pub.bind(transport.endpoint());
        return pub;
    }

    /** A subscriber that does not receive, and for which the publisher has no more room. */
    private SubSocket full(PubSocket pub, String topic, Message with) {
        SubSocket sub = context.sub(receiving(false).build());
        sub.subscribe(topic);
        fillOver(pub, sub, with);
        return sub;
    }

    private void fillOver(PubSocket pub, SubSocket sub, Message with) {
        sub.connect(endpoint.toString());
        assertThat(pub.awaitSubscribers(1, PATIENCE)).isTrue();
        settled(pub, sub);
        fill(pub, with);
    }

    /** Returns when the publisher knows all that the subscriber has subscribed to so far: subscriptions come in order. */
    private static void settled(PubSocket pub, SubSocket sub) {
        if (!sub.options().pattern().invertMatching()) {
            settle(pub, sub);
        }
    }

    private static Message large(String topic) {
        byte[] bytes = new byte[LARGE_BYTES];
        System.arraycopy(topic.getBytes(US_ASCII), 0, bytes, 0, topic.length());
        return Message.of(bytes);
    }

    private static SocketOptionsBuilder sending(boolean inverted) {
        return options()
                .noDrop(true)
                .invertMatching(inverted)
                .sendHighWaterMark(MARK)
                .sendBufferBytes(KERNEL_BYTES);
    }

    private static SocketOptionsBuilder receiving(boolean inverted) {
        return options().invertMatching(inverted).receiveHighWaterMark(MARK).receiveBufferBytes(KERNEL_BYTES);
    }
}
