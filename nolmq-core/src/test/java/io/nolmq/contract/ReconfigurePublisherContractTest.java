package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nolmq.PubSocket;
import io.nolmq.SubSocket;
import io.nolmq.XpubSocket;
import io.nolmq.XsubSocket;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Options of publishers and subscribers that take effect while they have subscriptions. */
class ReconfigurePublisherContractTest extends ContractTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EachTransport
    void aPublisherWaitsAtAMarkOnceItMayNotDrop(Transport transport) {
        PubSocket pub = context.pub(options().sendHighWaterMark(1).build());
        SubSocket sub = context.sub(options().receiveHighWaterMark(1).build());
        join(pub, sub, transport);
        sub.subscribe("");
        assertThat(pub.awaitSubscribers(1, PATIENCE)).isTrue();
        Message message = Message.of(new byte[100_000]);
        while (pub.statistics().times(Reason.HIGH_WATER_MARK) == 0) {
            assertThat(pub.trySend(message)).isEqualTo(SendResult.SENT);
        }
        pub.reconfigure(o -> o.noDrop(true));
        fill(pub, message);
        pub.reconfigure(o -> o.noDrop(false));
        assertThat(pub.trySend(message)).isEqualTo(SendResult.SENT);
    }

    @ParameterizedTest
    @EachTransport
    void aPublisherThatWaitsGoesOnOnceItMayDrop(Transport transport) throws Exception {
        PubSocket pub = context.pub(options().sendHighWaterMark(1).noDrop(true).build());
        SubSocket sub = context.sub(options().receiveHighWaterMark(1).build());
        join(pub, sub, transport);
        sub.subscribe("");
        assertThat(pub.awaitSubscribers(1, PATIENCE)).isTrue();
        Message message = Message.of(new byte[100_000]);
        fill(pub, message);
        Background<Boolean> sending = Background.run(() -> pub.send(message));
        sending.awaitWaiting();
        pub.reconfigure(o -> o.noDrop(false));
        assertThat(sending.result()).isTrue();
    }

    @ParameterizedTest
    @EachTransport
    void matchingIsTurnedAroundAndBack(Transport transport) {
        PubSocket pub = context.pub();
        SubSocket sub = context.sub();
        join(pub, sub, transport);
        sub.subscribe("a");
        settle(pub, sub);
        pub.reconfigure(o -> o.invertMatching(true));
        sub.reconfigure(o -> o.invertMatching(true));
        pub.send("a1");
        pub.send("b1");
        assertThat(text(sub)).isEqualTo("b1");
        pub.reconfigure(o -> o.invertMatching(false));
        sub.reconfigure(o -> o.invertMatching(false));
        pub.send("b2");
        pub.send("a2");
        assertThat(text(sub)).isEqualTo("a2");
    }

    @ParameterizedTest
    @EachTransport
    void repeatedSubscriptionsAreReportedOnceThatIsSet(Transport transport) {
        XpubSocket xpub = context.xpub();
        SubSocket first = context.sub();
        SubSocket second = context.sub();
        String endpoint = join(xpub, first, transport);
        second.connect(endpoint);
        awaitPeers(xpub, 2);
        first.subscribe("t");
        assertThat(text(xpub)).isEqualTo("\1t");
        xpub.reconfigure(o -> o.verbose(true));
        second.subscribe("t");
        assertThat(text(xpub)).isEqualTo("\1t");
        first.unsubscribe("t");
        second.subscribe("u");
        assertThat(text(xpub)).as("no cancellation but the last").isEqualTo("\1u");
        xpub.reconfigure(o -> o.verboser(true));
        second.unsubscribe("t");
        assertThat(text(xpub)).isEqualTo("\0t");
    }

    @ParameterizedTest
    @EachTransport
    void whatWasNotReceivedBeforeAChangeOfReportingComesFirst(Transport transport) {
        XpubSocket xpub = context.xpub();
        SubSocket sub = context.sub();
        join(xpub, sub, transport);
        List<String> topics = List.of("a", "b", "c");
        topics.forEach(sub::subscribe);
        await().atMost(PATIENCE).until(() -> xpub.topicsCount() == 3);
        xpub.reconfigure(o -> o.verboser(true));
        sub.unsubscribe("a");
        sub.subscribe("a");
        sub.subscribe("d");
        await().atMost(PATIENCE).until(() -> xpub.topicsCount() == 4);
        xpub.reconfigure(o -> o.verboser(false));
        sub.subscribe("e");
        assertThat(texts(xpub, 7)).containsExactly("\1a", "\1b", "\1c", "\0a", "\1a", "\1d", "\1e");
    }

    @ParameterizedTest
    @EachTransport
    void subscriptionsAreLeftToTheApplicationOnceThatIsSet(Transport transport) {
        XpubSocket xpub = context.xpub();
        SubSocket sub = context.sub();
        join(xpub, sub, transport);
        sub.subscribe("early");
        assertThat(text(xpub)).isEqualTo("\1early");
        assertThatThrownBy(() -> xpub.subscribe("x")).hasMessageContaining("set the option manual");
        xpub.reconfigure(o -> o.manual(true));
        sub.subscribe("");
        assertThat(text(xpub)).isEqualTo("\1");
        xpub.send("lost");
        xpub.send("early is kept");
        assertThat(text(sub)).isEqualTo("early is kept");
        xpub.reconfigure(o -> o.manual(false));
        sub.unsubscribe("early");
        assertThat(text(xpub)).isEqualTo("\0early");
        sub.subscribe("early");
        assertThat(text(xpub)).isEqualTo("\1early");
        sub.close();
        assertThat(text(xpub)).isEqualTo("\0early");
    }

    @ParameterizedTest
    @EachTransport
    void theEndOfAPeerIsReportedOnceForEachTopicUnderWhicheverRuleItCame(Transport transport) {
        XpubSocket xpub = context.xpub();
        SubSocket sub = context.sub();
        SubSocket other = context.sub();
        String endpoint = join(xpub, sub, transport);
        other.connect(endpoint);
        awaitPeers(xpub, 2);
        xpub.reconfigure(o -> o.manual(true));
        sub.subscribe("t");
        assertThat(text(xpub)).isEqualTo("\1t");
        xpub.subscribe("t");
        sub.close();
        assertThat(text(xpub)).isEqualTo("\0t");
        await().atMost(PATIENCE).until(() -> xpub.topicsCount() == 0);
        xpub.reconfigure(o -> o.manual(false));
        other.subscribe("u");
        assertThat(text(xpub)).isEqualTo("\1u");
    }

    @ParameterizedTest
    @EachTransport
    void theLastValueGoesToTheNewSubscriberAloneOnceThatIsSet(Transport transport) {
        XpubSocket xpub = context.xpub();
        SubSocket first = context.sub();
        SubSocket second = context.sub();
        String endpoint = join(xpub, first, transport);
        second.connect(endpoint);
        awaitPeers(xpub, 2);
        first.subscribe("t");
        assertThat(text(xpub)).isEqualTo("\1t");
        xpub.reconfigure(o -> o.manualLastValue(true));
        second.subscribe("t");
        assertThat(text(xpub)).isEqualTo("\1t");
        xpub.subscribe("t");
        xpub.send("t for the second");
        xpub.send("t for both");
        assertThat(texts(second, 2)).containsExactly("t for the second", "t for both");
        assertThat(text(first)).isEqualTo("t for both");
    }

    @ParameterizedTest
    @EachTransport
    void theNextSubscriberIsWelcomedOnceThereIsAWelcome(Transport transport) {
        XpubSocket xpub = context.xpub();
        String endpoint = xpub.bind(transport.endpoint()).toString();
        xpub.reconfigure(o -> o.welcomeMessage(bytes("welcome")));
        XsubSocket xsub = context.xsub();
        xsub.connect(endpoint);
        assertThat(text(xsub)).isEqualTo("welcome");
    }

    @ParameterizedTest
    @EachTransport
    void onlyAFirstFrameSubscribesOnceThatIsSet(Transport transport) {
        XpubSocket xpub = context.xpub();
        XsubSocket xsub = context.xsub();
        join(xpub, xsub, transport);
        xsub.send(Message.of(bytes("x"), bytes("\1a")));
        assertThat(texts(xpub, 2)).containsExactlyInAnyOrder("\1a", "x");
        xsub.reconfigure(o -> o.onlyFirstSubscribe(true));
        xpub.reconfigure(o -> o.onlyFirstSubscribe(true));
        xsub.send(Message.of(bytes("x"), bytes("\1b")));
        assertThat(frames(receive(xpub))).containsExactly("x", "\1b");
    }

    @ParameterizedTest
    @EachTransport
    void everyCancellationIsSentOnceThatIsSet(Transport transport) {
        XpubSocket xpub = context.xpub(options().verboser(true).build());
        XsubSocket xsub = context.xsub();
        join(xpub, xsub, transport);
        xsub.subscribe("t");
        xsub.subscribe("t");
        xsub.subscribe("t");
        assertThat(texts(xpub, 3)).containsOnly("\1t");
        xsub.unsubscribe("t");
        xsub.reconfigure(o -> o.verboseUnsubscribe(true));
        xsub.unsubscribe("t");
        assertThat(text(xpub)).isEqualTo("\0t");
        xsub.subscribe("u");
        assertThat(text(xpub)).isEqualTo("\1u");
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"})
    void aPeerThatWaitsWithItsNotificationsIsReadAgainOnceMoreAreAllowed(Transport transport) {
        XpubSocket xpub =
                context.xpub(options().verboser(true).notificationsMaximum(3).build());
        SubSocket sub = context.sub();
        join(xpub, sub, transport);
        for (int i = 0; i < 3; i++) {
            sub.subscribe("t" + i);
        }
        await().atMost(PATIENCE).until(() -> xpub.statistics().times(Reason.NOTIFICATIONS_WAIT) > 0);
        sub.subscribe("t3");
        xpub.reconfigure(o -> o.notificationsMaximum(100));
        await().atMost(PATIENCE).until(() -> xpub.topicsCount() == 4);
        assertThat(texts(xpub, 4)).containsExactly("\1t0", "\1t1", "\1t2", "\1t3");
    }
}
