package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nolmq.SubSocket;
import io.nolmq.XpubSocket;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketOptionsBuilder;
import io.nolmq.message.ZmqException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** XPUB: publishes, and receives the subscriptions. */
class XpubContractTest extends ContractTest {
    /** A notification as text: + or -, and the topic. */
    private static String note(XpubSocket xpub) {
        Message message = receive(xpub);
        assertThat(message.frameCount()).isEqualTo(1);
        byte[] frame = message.bytes();
        assertThat(frame).isNotEmpty();
        assertThat(frame[0]).isBetween((byte) 0, (byte) 1);
        return (frame[0] == 1 ? "+" : "-") + new String(frame, 1, frame.length - 1, StandardCharsets.UTF_8);
    }

    private static List<String> notes(XpubSocket xpub, int count) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(note(xpub));
        }
        return all;
    }

    private XpubSocket xpub(UnaryOperator<SocketOptionsBuilder> set) {
        return context.xpub(set.apply(options()).build());
    }

    private SubSocket subscriber(String endpoint, String... topics) {
        SubSocket sub = context.sub(options().build());
        for (String topic : topics) {
            sub.subscribe(topic);
        }
        sub.connect(endpoint);
        return sub;
    }

    @ParameterizedTest
    @EachTransport
    void tellsOfTheFirstSubscriberOfATopicAndOfTheLastThatGoes(Transport transport) {
        XpubSocket xpub = context.xpub();
        String endpoint = xpub.bind(transport.endpoint()).toString();
        SubSocket one = subscriber(endpoint, "a");
        assertThat(note(xpub)).isEqualTo("+a");
        SubSocket other = subscriber(endpoint, "a", "b");
        assertThat(note(xpub)).isEqualTo("+b");
        one.unsubscribe("a");
        other.unsubscribe("b");
        assertThat(note(xpub)).isEqualTo("-b");
        other.unsubscribe("a");
        assertThat(note(xpub)).isEqualTo("-a");
        one.subscribe("");
        assertThat(note(xpub)).isEqualTo("+");
        assertThat(drain(xpub)).isEmpty();
    }

    @ParameterizedTest
    @EachTransport
    void publishesToThoseWhoSubscribed(Transport transport) {
        XpubSocket xpub = context.xpub();
        String endpoint = xpub.bind(transport.endpoint()).toString();
        SubSocket sub = subscriber(endpoint, "a");
        assertThat(note(xpub)).isEqualTo("+a");
        assertThat(xpub.topicsCount()).isEqualTo(1);
        assertThat(xpub.awaitSubscribers(1, PATIENCE)).isTrue();
        xpub.send(Message.of("b", "no"));
        xpub.send(Message.of("abc", "yes"));
        assertThat(frames(receive(sub))).containsExactly("abc", "yes");
    }

    @ParameterizedTest
    @EachTransport
    void tellsOfWhatAPeerThatIsGoneHadSubscribedTo(Transport transport) {
        XpubSocket xpub = context.xpub();
        String endpoint = xpub.bind(transport.endpoint()).toString();
        subscriber(endpoint, "stays");
        assertThat(note(xpub)).isEqualTo("+stays");
        SubSocket goes = subscriber(endpoint, "stays", "goes");
        assertThat(note(xpub)).isEqualTo("+goes");
        goes.close();
        assertThat(note(xpub)).isEqualTo("-goes");
        assertThat(drain(xpub)).isEmpty();
        assertThat(xpub.topicsCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @EachTransport
    void subscriptionsTakeEffectThoughNobodyReceivesThem(Transport transport) {
        XpubSocket xpub = context.xpub();
        String endpoint = xpub.bind(transport.endpoint()).toString();
        SubSocket sub = subscriber(endpoint, "a");
        assertThat(xpub.awaitSubscribers(1, PATIENCE)).isTrue();
        xpub.send("a1");
        assertThat(text(sub)).isEqualTo("a1");
        assertThat(note(xpub)).isEqualTo("+a");
    }

    @ParameterizedTest
    @EachTransport
    void ofATopicThatCameAndWentNothingIsLeftToTell(Transport transport) {
        XpubSocket xpub = context.xpub();
        String endpoint = xpub.bind(transport.endpoint()).toString();
        SubSocket sub = subscriber(endpoint, "stays");
        assertThat(xpub.awaitSubscribers(1, PATIENCE)).isTrue();
        for (int i = 0; i < 1_000; i++) {
            sub.subscribe("comes and goes");
            sub.unsubscribe("comes and goes");
        }
        sub.subscribe("end");
        sub.subscribe("the very end");
        await("the last subscription").atMost(PATIENCE).until(() -> xpub.topicsCount() == 3); // never before
        assertThat(notes(xpub, 3)).containsExactly("+stays", "+end", "+the very end");
        assertThat(drain(xpub)).isEmpty();
    }

    @ParameterizedTest
    @EachTransport
    void verboseTellsOfEverySubscription(Transport transport) {
        XpubSocket xpub = xpub(options -> options.verbose(true));
        String endpoint = xpub.bind(transport.endpoint()).toString();
        SubSocket one = subscriber(endpoint, "a");
        assertThat(note(xpub)).isEqualTo("+a");
        SubSocket other = subscriber(endpoint, "a");
        assertThat(note(xpub)).isEqualTo("+a");
        one.unsubscribe("a");
        other.unsubscribe("a");
        assertThat(note(xpub)).isEqualTo("-a");
        assertThat(drain(xpub)).isEmpty();
    }

    @ParameterizedTest
    @EachTransport
    void verboserTellsOfEveryCancellationToo(Transport transport) {
        XpubSocket xpub = xpub(options -> options.verboser(true));
        String endpoint = xpub.bind(transport.endpoint()).toString();
        SubSocket one = subscriber(endpoint, "a");
        assertThat(note(xpub)).isEqualTo("+a");
        SubSocket other = subscriber(endpoint, "a");
        assertThat(note(xpub)).isEqualTo("+a");
        one.unsubscribe("a");
        assertThat(note(xpub)).isEqualTo("-a");
        other.close();
        assertThat(note(xpub)).isEqualTo("-a");
        assertThat(drain(xpub)).isEmpty();
    }

    @ParameterizedTest
    @EachTransport
    void manualLeavesSubscriptionsToTheApplication(Transport transport) {
        XpubSocket xpub = xpub(options -> options.manual(true));
        String endpoint = xpub.bind(transport.endpoint()).toString();
        SubSocket sub = subscriber(endpoint, "a", "b");
        assertThat(note(xpub)).startsWith("+");
        xpub.subscribe("b");
        assertThat(xpub.topicsCount()).isEqualTo(1);
        xpub.send("a1");
        xpub.send("b1");
        assertThat(text(sub)).isEqualTo("b1");
        assertThat(note(xpub)).startsWith("+");
        sub.unsubscribe("b");
        assertThat(note(xpub)).isEqualTo("-b");
        xpub.send("b2"); // still subscribed here, and filtered there
        xpub.unsubscribe("b");
        assertThat(xpub.topicsCount()).isZero();
        sub.close();
        assertThat(note(xpub)).isEqualTo("-a");
        xpub.subscribe("nobody is there any more");
        assertThat(xpub.topicsCount()).isZero();
    }

    @ParameterizedTest
    @EachTransport
    void aLastValueGoesToTheNewSubscriberAlone(Transport transport) {
        XpubSocket xpub = xpub(options -> options.manualLastValue(true));
        String endpoint = xpub.bind(transport.endpoint()).toString();
        SubSocket first = subscriber(endpoint, "a");
        assertThat(note(xpub)).isEqualTo("+a");
        xpub.subscribe("a");
        xpub.send("a last for the first");
        assertThat(text(first)).isEqualTo("a last for the first");
        SubSocket second = subscriber(endpoint, "a");
        assertThat(note(xpub)).isEqualTo("+a");
        xpub.subscribe("a");
        xpub.send("a last for the second");
        xpub.send("a for both");
        assertThat(texts(second, 2)).containsExactly("a last for the second", "a for both");
        assertThat(text(first)).isEqualTo("a for both");
    }

    @ParameterizedTest
    @EachTransport
    void aNewSubscriberIsWelcomed(Transport transport) {
        XpubSocket xpub = xpub(options -> options.welcomeMessage("welcome".getBytes(StandardCharsets.UTF_8)));
        String endpoint = xpub.bind(transport.endpoint()).toString();
        SubSocket sub = subscriber(endpoint, "w", "other");
        assertThat(text(sub)).isEqualTo("welcome");
    }

    @Test
    void subscribingIsForManualAlone() {
        XpubSocket xpub = context.xpub();
        assertThatThrownBy(() -> xpub.subscribe("a"))
                .isInstanceOfSatisfying(
                        ZmqException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_OPTION))
                .hasMessageContaining("manual");
    }

    @ParameterizedTest
    @EachTransport
    void aReceiverThatWaitsIsWokenByASubscription(Transport transport) throws Exception {
        XpubSocket xpub = context.xpub();
        String endpoint = xpub.bind(transport.endpoint()).toString();
        Background<String> waiting = Background.call(() -> note(xpub));
        waiting.awaitWaiting();
        subscriber(endpoint, "a");
        assertThat(waiting.result()).isEqualTo("+a");
    }

    /** A peer whose notifications nobody receives is kept from sending more, and none is lost. */
    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void aFloodOfSubscriptionsIsHeldBackAndToldWhole(Transport transport) {
        int many = 100_000;
        XpubSocket xpub = xpub(options -> options.verboser(true).notificationsMaximum(1_000));
        String endpoint = xpub.bind(transport.endpoint()).toString();
        SubSocket sub = subscriber(endpoint, "first");
        assertThat(note(xpub)).isEqualTo("+first");
        for (int i = 0; i < many; i++) {
            sub.subscribe("topic " + i);
        }
        await("the peer to be held back")
                .atMost(PATIENCE)
                .until(() -> xpub.statistics().times(Reason.NOTIFICATIONS_WAIT) > 0);
        assertThat(xpub.topicsCount()).isLessThan(many);
        for (int i = 0; i < many; i++) {
            assertThat(note(xpub)).isEqualTo("+topic " + i);
        }
        assertThat(xpub.topicsCount()).isEqualTo(many + 1);
    }
}
