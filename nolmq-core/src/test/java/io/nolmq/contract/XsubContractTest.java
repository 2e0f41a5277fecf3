package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nolmq.PubSocket;
import io.nolmq.XpubSocket;
import io.nolmq.XsubSocket;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** XSUB: subscribes by messages, and sends others upstream. */
class XsubContractTest extends ContractTest {
    @ParameterizedTest
    @EachTransport
    void subscribesAndCancelsByMessages(Transport transport) {
        PubSocket pub = context.pub();
        XsubSocket xsub = context.xsub();
        xsub.send("\u0001a");
        join(pub, xsub, transport);
        assertThat(pub.awaitSubscribers(1, PATIENCE)).isTrue();
        assertThat(xsub.topicsCount()).isEqualTo(1);
        pub.send("b1");
        pub.send(Message.of("a1", "body"));
        assertThat(frames(receive(xsub))).containsExactly("a1", "body");
        xsub.send("\u0000a");
        await("no subscriber").atMost(PATIENCE).until(() -> !pub.awaitSubscribers(1, Duration.ZERO));
        assertThat(xsub.topicsCount()).isZero();
    }

    @ParameterizedTest
    @EachTransport
    void tellsEverySubscriptionAndTheLastCancellation(Transport transport) {
        XpubSocket xpub = context.xpub(options().verboser(true).build());
        XsubSocket xsub = context.xsub();
        join(xpub, xsub, transport);
        xsub.send("\u0001a");
        xsub.send("\u0001a");
        assertThat(texts(xpub, 2)).containsExactly("\u0001a", "\u0001a");
        xsub.send("\u0000a");
        xsub.send("\u0000a");
        assertThat(text(xpub)).isEqualTo("\u0000a");
        xsub.unsubscribe("unknown");
        assertThat(drain(xpub)).isEmpty();
    }

    @ParameterizedTest
    @EachTransport
    void tellsEveryCancellationWhereThatIsAskedFor(Transport transport) {
        XpubSocket xpub = context.xpub(options().verboser(true).build());
        XsubSocket xsub = context.xsub(options().verboseUnsubscribe(true).build());
        join(xpub, xsub, transport);
        xsub.subscribe("a");
        xsub.subscribe("a");
        xsub.unsubscribe("a");
        xsub.unsubscribe("a");
        assertThat(texts(xpub, 4)).containsExactly("\u0001a", "\u0001a", "\u0000a", "\u0000a");
    }

    @ParameterizedTest
    @EachTransport
    void otherMessagesGoUpstreamToAll(Transport transport) {
        XpubSocket one = context.xpub();
        XpubSocket other = context.xpub();
        XsubSocket xsub = context.xsub();
        join(one, xsub, transport);
        xsub.connect(other.bind(transport.endpoint()).toString());
        assertThat(xsub.awaitConnected(PATIENCE)).isTrue();
        awaitPeers(other, 1);
        xsub.send(Message.of("upstream", "", "body"));
        assertThat(frames(receive(one))).containsExactly("upstream", "", "body");
        assertThat(frames(receive(other))).containsExactly("upstream", "", "body");
    }

    @ParameterizedTest
    @EachTransport
    void everyFrameMaySubscribeUnlessOnlyTheFirstMay(Transport transport) {
        XpubSocket xpub = context.xpub();
        XsubSocket every = context.xsub();
        String endpoint = join(xpub, every, transport);
        every.send(Message.of("user", "\u0001a", "data"));
        assertThat(text(xpub)).isEqualTo("\u0001a");
        assertThat(frames(receive(xpub))).containsExactly("user", "data");
        XpubSocket strict = context.xpub(options().onlyFirstSubscribe(true).build());
        XsubSocket first = context.xsub(options().onlyFirstSubscribe(true).build());
        join(strict, first, transport);
        first.send(Message.of("user", "\u0001a", "data"));
        assertThat(frames(receive(strict))).containsExactly("user", "\u0001a", "data");
        first.send(Message.of("\u0001b", "\u0001c"));
        assertThat(texts(strict, 2)).containsExactly("\u0001b", "\u0001c");
        assertThat(endpoint).isNotEmpty();
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void aNewConnectionIsToldAllTopics(Transport transport) {
        String endpoint = transport.known();
        XsubSocket xsub = context.xsub(options().build());
        xsub.subscribe("a");
        xsub.subscribe("a");
        xsub.connect(endpoint);
        for (int i = 0; i < 2; i++) {
            XpubSocket xpub = context.xpub(options().verbose(true).build());
            xpub.bind(endpoint);
            assertThat(text(xpub)).isEqualTo("\u0001a");
            assertThat(drain(xpub)).isEmpty();
            xpub.close();
        }
    }

    @Test
    void withoutAPeerAMessageIsDroppedAndCounted() {
        XsubSocket xsub = context.xsub();
        xsub.send("upstream");
        assertThat(xsub.statistics().times(Reason.NO_PEER)).isEqualTo(1);
    }

    @Test
    void aTopicThatNoPublisherTakesIsRefused() {
        XsubSocket xsub = context.xsub();
        assertThatThrownBy(() -> xsub.subscribe(new byte[70_000]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bytes=70000");
    }
}
