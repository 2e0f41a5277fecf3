package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nolmq.DealerSocket;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.RouterSocket;
import io.nolmq.StreamSocket;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.EventType;
import io.nolmq.message.KeepAlive;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.ReconnectStop;
import io.nolmq.message.RoutingId;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketClosedException;
import io.nolmq.message.SocketOptionsBuilder;
import io.nolmq.message.ZmqException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Options that one endpoint has of its own. */
class EndpointOptionsContractTest extends ContractTest {
    @ParameterizedTest
    @EachTransport
    void aMarkOfOneEndpointIsNotThatOfAnother(Transport transport) {
        PushSocket push = context.push(options().sendHighWaterMark(2).build());
        push.connect(transport.known(), o -> o.sendHighWaterMark(5));
        push.connect(transport.known());
        assertThat(fill(push, Message.of("x"))).isEqualTo(7);
    }

    @ParameterizedTest
    @EachTransport
    void aMarkOfItsOwnStaysWhenThatOfTheSocketChanges(Transport transport) {
        PushSocket push = context.push(options().sendHighWaterMark(2).build());
        push.connect(transport.known(), o -> o.sendHighWaterMark(2));
        push.reconfigure(o -> o.sendHighWaterMark(100));
        assertThat(fill(push, Message.of("x"))).isEqualTo(2);
        push.connect(transport.known());
        assertThat(fill(push, Message.of("x"))).isEqualTo(100);
    }

    @ParameterizedTest
    @EachTransport
    void aBoundEndpointGivesItsMarkToThePeersThatComeToIt(Transport transport) {
        PullSocket pull = context.pull(options().receiveHighWaterMark(1).build());
        PushSocket push = context.push(options().sendHighWaterMark(1).build());
        push.connect(
                pull.bind(transport.endpoint(), o -> o.receiveHighWaterMark(9)).toString());
        awaitPeers(pull, 1);
        if (transport == Transport.INPROC) {
            assertThat(fill(push, Message.of("x"))).isEqualTo(10);
        } else {
            for (int i = 0; i < 30; i++) {
                push.send("x");
            }
            await().atMost(PATIENCE).until(() -> pull.peers().get(0).queues().received() == 9);
        }
    }

    @ParameterizedTest
    @EachTransport
    void aDealerHasAnotherNameAtEachEndpoint(Transport transport) {
        RouterSocket one = context.router();
        RouterSocket other = context.router();
        DealerSocket dealer = context.dealer(options().routingId("usual").build());
        dealer.connect(one.bind(transport.endpoint()).toString(), o -> o.routingId("special"));
        dealer.connect(other.bind(transport.endpoint()).toString());
        assertThat(dealer.awaitConnected(PATIENCE)).isTrue();
        dealer.send("1");
        dealer.send("2");
        assertThat(receive(one).text(0)).isEqualTo("special");
        assertThat(receive(other).text(0)).isEqualTo("usual");
        assertThat(dealer.options().protocol().routingId()).isEqualTo(RoutingId.of("usual"));
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"})
    void aLimitOfOneEndpointIsNotThatOfAnother(Transport transport) {
        PullSocket pull = context.pull();
        PushSocket push = context.push(options().build());
        PushSocket other = context.push(options().build());
        String limited =
                pull.bind(transport.endpoint(), o -> o.maxMessageSizeBytes(10)).toString();
        push.connect(limited);
        other.connect(pull.bind(transport.endpoint()).toString());
        push.send(Message.of(new byte[11]));
        await().atMost(PATIENCE).until(() -> pull.statistics().times(Reason.FRAME_SIZE) > 0);
        other.send("longer than ten bytes");
        assertThat(text(pull)).isEqualTo("longer than ten bytes");
    }

    @ParameterizedTest
    @EachTransport
    void aPeerIsNamedByAnOptionOfConnect(Transport transport) {
        RouterSocket router = context.router();
        DealerSocket dealer = context.dealer();
        router.connect(
                dealer.bind(transport.endpoint()).toString(), o -> o.connectRoutingId(RoutingId.of("the dealer")));
        router.send(Message.of("the dealer", "hello"));
        assertThat(text(dealer)).isEqualTo("hello");
        assertThat(router.options().connectRoutingId()).isEqualTo(RoutingId.EMPTY);
    }

    @Test
    void anEndpointGivesUpWhereItsOwnOptionSaysSo() {
        PushSocket push = context.push(options().build());
        List<String> closed = new CopyOnWriteArrayList<>();
        push.onEvent(event -> {
            if (event.type() == EventType.CLOSED) {
                closed.add(String.valueOf(event.endpoint()));
            }
        });
        String persistent = push.connect(Transport.TCP.known()).toString();
        String once = push.connect(
                        Transport.TCP.known(),
                        o -> o.reconnectStop(Set.of(ReconnectStop.CONNECTION_REFUSED))
                                .connectTimeout(Duration.ofSeconds(20))
                                .handshakeInterval(Duration.ofSeconds(20))
                                .heartbeat(Duration.ofSeconds(20))
                                .keepAlive(new KeepAlive(KeepAlive.Mode.ON, -1, -1, -1))
                                .sendBufferBytes(10_000))
                .toString();
        await().atMost(PATIENCE).until(() -> closed.contains(once));
        assertThat(closed).doesNotContain(persistent);
    }

    @Test
    void aLinkKeepsTheOptionsThatItBeganWith() {
        PushSocket push = context.push(options()
                .reconnectStop(Set.of(ReconnectStop.CONNECTION_REFUSED))
                .build());
        push.reconfigure(o -> o.reconnectStop(Set.of()));
        String endpoint = Transport.TCP.known();
        push.connect(endpoint);
        push.reconfigure(o -> o.reconnectStop(Set.of(ReconnectStop.CONNECTION_REFUSED)));
        await().atMost(PATIENCE).until(() -> push.statistics().times(Reason.CONNECT_FAILED) >= 3);
        context.pull().bind(endpoint);
        assertThat(push.awaitConnected(PATIENCE)).isTrue();
    }

    @Test
    void whatAnEndpointCannotHaveOfItsOwnIsRefusedByName() {
        PushSocket push = context.push();
        refused(() -> push.connect("tcp://127.0.0.1:1", o -> o.linger(Duration.ZERO)), "linger=0");
        refused(() -> push.bind("tcp://127.0.0.1:0", o -> o.framesMaximum(3)), "framesMaximum=3");
        refused(
                () -> push.connect("tcp://127.0.0.1:1", SocketOptionsBuilder::lingerForever), // which is what it has
                "linger=for ever");
        refused(() -> push.connect("tcp://127.0.0.1:1", o -> o.routingId("me")), "routingId=6d65", "PUSH");
        refused(
                () -> push.connect("tcp://127.0.0.1:1", o -> o.connectRoutingId(RoutingId.of("x"))),
                "connectRoutingId=78");
        refused(() -> push.connect("tcp://127.0.0.1:1", o -> o.sendHighWaterMark(-1)), "sendHighWaterMark=-1");
        RouterSocket router = context.router();
        refused(() -> router.bind("tcp://127.0.0.1:0", o -> o.routerMandatory(true)), "routerMandatory=true");
        refused(
                () -> router.bind("tcp://127.0.0.1:0", o -> o.connectRoutingId(RoutingId.of("x"))),
                "connectRoutingId=78",
                "give it to connect");
        assertThat(push.peers()).isEmpty();
    }

    @Test
    void whatASocketCannotHaveIsRefusedByName() {
        RouterSocket router = context.router();
        refused(() -> router.reconfigure(o -> o.routerRaw(true)), "routerRaw=true", "fixed when a socket is created");
        refused(() -> router.reconfigure(o -> o.conflate(true)), "conflate=true", "type=ROUTER");
        refused(() -> router.reconfigure(o -> o.connectRoutingId(RoutingId.of("x"))), "connectRoutingId=78");
        refused(
                () -> context.router(
                        options().connectRoutingId(RoutingId.of("x")).build()),
                "connectRoutingId=78");
        refused(() -> router.reconfigure(o -> o.backlog(-1)), "backlog=-1");
        assertThat(router.reconfigure(o -> o.routerRaw(false)).pattern().routerMandatory())
                .isFalse();
    }

    @Test
    void aChangeThatIsRefusedInPartChangesNothing() {
        RouterSocket router = context.router();
        var before = router.options();
        refused(() -> router.reconfigure(o -> o.routerMandatory(true).routerRaw(true)), "routerRaw=true");
        assertThatThrownBy(() -> router.reconfigure(o -> {
                    o.routerMandatory(true);
                    throw new IllegalStateException("changed my mind");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(router.options()).isSameAs(before);
        assertThat(router.trySend(Message.of("nobody", "x"))).isEqualTo(SendResult.SENT);
    }

    @Test
    void aClosedSocketIsNotChanged() {
        StreamSocket stream = context.stream();
        stream.close();
        Consumer<SocketOptionsBuilder> change = o -> o.linger(Duration.ZERO);
        assertThatThrownBy(() -> stream.reconfigure(change)).isInstanceOf(SocketClosedException.class);
    }

    @Test
    void aSocketReportsTheOptionsThatItHasNow() {
        PushSocket push = context.push();
        var changed = push.reconfigure(o -> o.sendHighWaterMark(7).backlog(3));
        assertThat(push.options()).isSameAs(changed);
        assertThat(changed.queue().sendHighWaterMark()).isEqualTo(7);
        assertThat(changed.stream().backlog()).isEqualTo(3);
        assertThat(changed.queue().receiveHighWaterMark()).isEqualTo(1000);
    }

    private static void refused(Runnable call, String... parts) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        ZmqException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_OPTION))
                .hasMessageContainingAll(parts);
    }
}
