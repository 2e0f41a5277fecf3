package io.nolmq.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nolmq.DealerSocket;
import io.nolmq.RouterSocket;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.RoutingId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** DEALER and ROUTER. */
interface DealerRouterInterop extends Interop {
    @ParameterizedTest
    @MethodSource("settings")
    default void weAreDealerToTheirRouter(Setting setting) {
        DealerSocket dealer = context().dealer(options().routingId("nol").build());
        join(dealer, setting, "ROUTER");
        for (Message message : messages()) {
            dealer.send(message);
            Message received = fromPeer();
            assertThat(received.text()).isEqualTo("nol");
            assertSame(received.from(1), message);
            peer().send("p", received);
            assertSame(receive(dealer), message);
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void theirRouterNamesUsWhenWeHaveNoName(Setting setting) {
        DealerSocket dealer = context().dealer(options().build());
        join(dealer, setting, "ROUTER");
        dealer.send("x");
        Message received = fromPeer();
        assertThat(received.frame(0)).hasSize(5).startsWith(0);
        peer().send("p", Message.of(received.frame(0), new byte[] {7}));
        assertThat(receive(dealer).bytes()).containsExactly(7);
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void weAreRouterToTheirDealer(Setting setting) {
        RouterSocket router = context().router(options().build());
        join(router, setting, "DEALER", "ROUTING_ID=them");
        for (Message message : messages()) {
            peer().send("p", message);
            Message received = receive(router);
            assertThat(received.text()).isEqualTo("them");
            assertSame(received.from(1), message);
            router.send(received);
            assertSame(fromPeer(), message);
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void theirDealerThatWeRefuseKeepsItsQueue(Setting setting) {
        assumeTrue(setting.weBind(), "only a binding end refuses before it has said all");
        RouterSocket router = context().router(options().build());
        String endpoint = router.bind(setting.endpoint()).toString();
        DealerSocket holder = context().dealer(options().routingId("same").build());
        holder.connect(endpoint);
        holder.send("from the holder");
        assertSame(receive(router), Message.of("same", "from the holder"));
        peer().socket("p", "DEALER", "ROUTING_ID=same");
        peer().connect("p", endpoint);
        for (int i = 0; i < 100; i++) {
            peer().send("p", Message.of("" + i));
        }
        awaitConnects(
                "their dealer to be refused again and again",
                () -> router.statistics().times(Reason.DUPLICATE_ROUTING_ID) >= 2);
        holder.close();
        for (int i = 0; i < 100; i++) {
            assertSame(receive(router), Message.of("same", "" + i));
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void weAreDealerToTheirDealer(Setting setting) {
        DealerSocket dealer = context().dealer(options().build());
        join(dealer, setting, "DEALER");
        dealer.send(Message.of("to", "them"));
        assertSame(fromPeer(), Message.of("to", "them"));
        peer().send("p", Message.of("to", "us"));
        assertSame(receive(dealer), Message.of("to", "us"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void weAreRouterToTheirRouter(Setting setting) {
        RouterSocket router = context().router(options().routingId("nol").build());
        join(router, setting, "ROUTER", "ROUTING_ID=them");
        router.send(Message.of("them", "hello"));
        assertSame(fromPeer(), Message.of("nol", "hello"));
        peer().send("p", Message.of("nol", "world"));
        assertSame(receive(router), Message.of("them", "world"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void weProbeTheirRouter(Setting setting) {
        DealerSocket dealer =
                context().dealer(options().routingId("prober").probeRouter(true).build());
        join(dealer, setting, "ROUTER");
        assertSame(fromPeer(), Message.of("prober", ""));
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void theyProbeOurRouter(Setting setting) {
        RouterSocket router = context().router(options().build());
        join(router, setting, "DEALER", "ROUTING_ID=prober", "PROBE_ROUTER=1");
        assertSame(receive(router), Message.of("prober", ""));
        router.send(Message.of("prober", "hello"));
        assertSame(fromPeer(), Message.of("hello"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void aRouterMayNameTheirRouterItself(Setting setting) {
        assumeFalse(setting.weBind(), "naming is for the side that connects");
        RouterSocket router = context().router(options().routingId("nol").build());
        peer().socket("p", "ROUTER", "ROUTING_ID=them");
        router.connect(peer().bind("p", setting.endpoint()), RoutingId.of("chosen"));
        router.send(Message.of("chosen", "hello"));
        assertSame(fromPeer(), Message.of("nol", "hello"));
        peer().send("p", Message.of("nol", "world"));
        assertSame(receive(router), Message.of("chosen", "world"));
    }
}
