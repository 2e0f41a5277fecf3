package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.PubSocket;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.RepSocket;
import io.nolmq.message.Endpoint;
import io.nolmq.message.EventType;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketEvent;
import io.nolmq.message.SocketType;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;

/** What a listener hears of a socket's connections. */
class EventContractTest extends ContractTest {
    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void theLifeOfAConnectionIsReportedInOrder(Transport transport) {
        PullSocket pull = context.pull();
        List<SocketEvent> bound = new CopyOnWriteArrayList<>();
        pull.onEvent(bound::add);
        Endpoint endpoint = pull.bind(transport.endpoint());
        PushSocket push = context.push(options().build());
        List<SocketEvent> connecting = new CopyOnWriteArrayList<>();
        push.onEvent(connecting::add);
        push.connect(endpoint.toString());
        assertThat(push.awaitConnected(PATIENCE)).isTrue();
        awaitPeers(pull, 1);
        push.close();
        await("the end")
                .atMost(PATIENCE)
                .until(() -> types(bound).contains(EventType.DISCONNECTED)
                        && types(connecting).contains(EventType.CLOSED));
        pull.unbind(endpoint);
        await("the listener's end").atMost(PATIENCE).until(() -> types(bound).contains(EventType.CLOSED));
        assertThat(types(bound))
                .containsExactly(
                        EventType.LISTENING,
                        EventType.ACCEPTED,
                        EventType.HANDSHAKE_SUCCEEDED,
                        EventType.DISCONNECTED,
                        EventType.CLOSED);
        assertThat(types(connecting))
                .containsExactly(
                        EventType.CONNECTED, EventType.HANDSHAKE_SUCCEEDED, EventType.DISCONNECTED, EventType.CLOSED);
        assertThat(bound).allMatch(event -> event.endpoint().equals(endpoint));
        assertThat(bound.get(3).reason()).isEqualTo(Reason.END_OF_STREAM);
        assertThat(connecting.get(2).reason()).isEqualTo(Reason.CLOSED_LOCALLY);
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void aPeerThatCannotBeReachedIsTriedAgainAndAgain(Transport transport) {
        PushSocket push = context.push(options().build());
        List<SocketEvent> events = new CopyOnWriteArrayList<>();
        push.onEvent(events::add);
        push.connect(transport.known());
        await("three attempts")
                .atMost(PATIENCE)
                .until(() -> types(events).stream()
                                .filter(EventType.CONNECT_RETRIED::equals)
                                .count()
                        >= 3);
        assertThat(events).allSatisfy(event -> {
            assertThat(event.type()).isEqualTo(EventType.CONNECT_RETRIED);
            assertThat(event.reason()).isEqualTo(Reason.CONNECT_FAILED);
            assertThat(event.retryIn()).isNotNull();
            assertThat(event.retryIn().toMillis())
                    .as("interval + random(0..interval-1)")
                    .isBetween(19L, 40L);
        });
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void socketTypesThatDoNotGoTogetherAreRefused(Transport transport) {
        RepSocket rep = context.rep();
        PubSocket pub = context.pub(options().build());
        pub.connect(rep.bind(transport.endpoint()).toString());
        await("either to refuse, whoever reads first")
                .atMost(PATIENCE)
                .until(() -> rep.statistics().times(Reason.SOCKET_TYPE)
                                + pub.statistics().times(Reason.SOCKET_TYPE)
                        > 0);
        assertThat(rep.peers()).isEmpty();
        assertThat(connectedPeers(pub)).isZero();
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void aConnectingSideAsksAPeerWhoseTypeDoesNotFitLessAndLessOften(Transport transport) {
        RepSocket rep = context.rep();
        PubSocket pub = context.pub(options().build());
        List<SocketEvent> events = new CopyOnWriteArrayList<>();
        pub.onEvent(events::add);
        pub.connect(rep.bind(transport.endpoint()).toString());
        await("three more attempts")
                .atMost(PATIENCE)
                .until(() -> retries(events).size() >= 3);
        assertThat(retries(events))
                .allMatch(event -> event.reason() == Reason.SOCKET_TYPE
                        || event.reason() == Reason.END_OF_STREAM
                        || event.reason() == Reason.CONNECTION_LOST);
        assertThat(connectedPeers(pub)).isZero();
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void aListenerThatFailsDisturbsNobody(Transport transport) {
        PullSocket pull = context.pull();
        AtomicBoolean called = new AtomicBoolean();
        pull.onEvent(event -> {
            called.set(true);
            throw new StackOverflowError("thrown by a test's listener");
        });
        PushSocket push = context.push();
        join(pull, push, transport);
        push.send("x");
        assertThat(text(pull)).isEqualTo("x");
        await("the listener to be called").atMost(PATIENCE).untilTrue(called);
    }

    @ParameterizedTest
    @EachTransport
    void peersTellWhoIsThere(Transport transport) {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        String endpoint = join(pull, push, transport);
        assertThat(pull.peers()).hasSize(1);
        assertThat(pull.peers().get(0).peer().type()).isEqualTo(SocketType.PUSH);
        assertThat(push.peers().get(0).peer().type()).isEqualTo(SocketType.PULL);
        assertThat(push.peers().get(0).peer().endpoint()).hasToString(endpoint);
        assertThat(pull.peers().get(0).peer().endpoint()).hasToString(endpoint);
        if (transport == Transport.TCP) {
            assertThat(push.peers().get(0).peer().address()).contains("127.0.0.1");
        }
    }

    private static List<EventType> types(List<SocketEvent> events) {
        return events.stream().map(SocketEvent::type).toList();
    }

    private static List<SocketEvent> retries(List<SocketEvent> events) {
        return events.stream()
                .filter(event -> event.type() == EventType.CONNECT_RETRIED)
                .toList();
    }
}
