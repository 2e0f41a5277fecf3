package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.DealerSocket;
import io.nolmq.RouterSocket;
import io.nolmq.message.Message;
import io.nolmq.message.PeerState;
import io.nolmq.message.RoutingId;
import org.junit.jupiter.params.ParameterizedTest;

/** ROUTER: what it is told of its peers, and does to them. */
class RouterPeersContractTest extends ContractTest {
    private static final RoutingId ALICE = RoutingId.of("alice");

    private DealerSocket alice(String endpoint) {
        DealerSocket dealer = context.dealer(options().routingId("alice").build());
        dealer.connect(endpoint);
        return dealer;
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void isToldOfPeersThatComeAndGoAroundWhatTheySent(Transport transport) {
        RouterSocket router = context.router(
                options().routerNotifyConnect(true).routerNotifyDisconnect(true).build());
        String endpoint = router.bind(transport.endpoint()).toString();
        for (int i = 0; i < 3; i++) {
            DealerSocket alice = alice(endpoint);
            alice.send("hello");
            alice.close();
            assertThat(frames(receive(router))).containsExactly("alice", "");
            assertThat(frames(receive(router))).containsExactly("alice", "hello");
            assertThat(frames(receive(router))).containsExactly("alice", "");
        }
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void mayBeToldOfOneAlone(Transport transport) {
        RouterSocket router =
                context.router(options().routerNotifyDisconnect(true).build());
        String endpoint = router.bind(transport.endpoint()).toString();
        DealerSocket alice = alice(endpoint);
        alice.send("hello");
        alice.close();
        assertThat(frames(receive(router))).containsExactly("alice", "hello");
        assertThat(frames(receive(router))).containsExactly("alice", "");
    }

    @ParameterizedTest
    @EachTransport
    void knowsWhetherAPeerIsThereAndHasRoom(Transport transport) {
        RouterSocket router = context.router(
                options().routerMandatory(true).sendHighWaterMark(5).build());
        String endpoint = router.bind(transport.endpoint()).toString();
        assertThat(router.peerState(ALICE)).isEqualTo(PeerState.UNKNOWN);
        DealerSocket alice = context.dealer(
                options().routingId("alice").receiveHighWaterMark(5).build());
        alice.connect(endpoint);
        await("the peer").atMost(PATIENCE).until(() -> router.peerState(ALICE) == PeerState.READY);
        fill(router, Message.of(ALICE.bytes(), new byte[100_000]));
        assertThat(router.peerState(ALICE)).isEqualTo(PeerState.FULL);
        alice.close();
        await("the peer to go").atMost(PATIENCE).until(() -> router.peerState(ALICE) == PeerState.UNKNOWN);
    }

    @ParameterizedTest
    @EachTransport
    void disconnectsAPeerBehindWhatIsQueuedForIt(Transport transport) {
        RouterSocket router = context.router();
        String endpoint = router.bind(transport.endpoint()).toString();
        assertThat(router.disconnectPeer(ALICE)).isFalse();
        DealerSocket alice = alice(endpoint);
        await("the peer").atMost(PATIENCE).until(() -> router.peerState(ALICE) == PeerState.READY);
        router.send(Message.of("alice", "the last"));
        assertThat(router.disconnectPeer(ALICE)).isTrue();
        assertThat(text(alice)).isEqualTo("the last");
        if (transport != Transport.INPROC) { // it comes again, being one that connects
            await("its return").atMost(PATIENCE).until(() -> router.peerState(ALICE) == PeerState.READY);
        }
    }
}
