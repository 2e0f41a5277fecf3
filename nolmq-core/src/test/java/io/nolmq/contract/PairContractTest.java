package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.PairSocket;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** PAIR: one peer at a time, both ways. */
class PairContractTest extends ContractTest {
    private static final int SOME = 5;

    @ParameterizedTest
    @EachTransport
    void bothEndsSendAndReceiveInAnyOrder(Transport transport) {
        PairSocket one = context.pair();
        PairSocket other = context.pair();
        join(one, other, transport);
        one.send("1");
        one.send(Message.of("2", "two", ""));
        other.send("3");
        other.send("4");
        assertThat(texts(one, 2)).containsExactly("3", "4");
        assertThat(text(other)).isEqualTo("1");
        assertThat(frames(receive(other))).containsExactly("2", "two", "");
    }

    @Test
    void withoutAPeerNothingIsTaken() {
        PairSocket pair = context.pair();
        pair.bind("tcp://127.0.0.1:0");
        assertThat(pair.trySend(Message.of("nobody"))).isEqualTo(SendResult.NO_PEER);
        assertThat(pair.send(Message.of("nobody"), A_WHILE)).isEqualTo(SendResult.NO_PEER);
        assertThat(pair.tryReceive()).isNull();
    }

    @ParameterizedTest
    @EachTransport
    void aSenderWaitsForThePeerAndForRoom(Transport transport) throws Exception {
        PairSocket one = context.pair(options().sendHighWaterMark(SOME).build());
        String endpoint = one.bind(transport.endpoint()).toString();
        Background<Boolean> early = Background.run(() -> one.send("early"));
        early.awaitWaiting();
        PairSocket other = context.pair(options().receiveHighWaterMark(SOME).build());
        other.connect(endpoint);
        assertThat(early.result()).isTrue();
        Message large = Message.of(new byte[100_000]);
        int sent = fill(one, large);
        Background<Boolean> blocked = Background.run(() -> one.send("last"));
        blocked.awaitWaiting();
        assertThat(text(other)).isEqualTo("early");
        for (int i = 0; i < sent; i++) {
            assertThat(receive(other).sizeBytes()).isEqualTo(100_000);
        }
        assertThat(text(other)).isEqualTo("last");
        assertThat(blocked.result()).isTrue();
    }

    @ParameterizedTest
    @EachTransport
    void whatIsSentBeforeThePeerIsThereWaitsOnAConnectingEnd(Transport transport) {
        String endpoint = transport.known();
        PairSocket one = context.pair(options().build());
        one.connect(endpoint);
        one.send("early");
        PairSocket other = context.pair();
        other.bind(endpoint);
        assertThat(text(other)).isEqualTo("early");
        other.send("reply");
        assertThat(text(one)).isEqualTo("reply");
    }

    @ParameterizedTest
    @EachTransport
    void aSecondPeerIsRefusedWhileTheFirstIsThere(Transport transport) {
        PairSocket bound = context.pair();
        PairSocket first = context.pair();
        String endpoint = join(bound, first, transport);
        PairSocket second = context.pair(options().build());
        second.connect(endpoint);
        await("the refusal").atMost(PATIENCE).until(() -> bound.statistics().times(Reason.PEER_ALREADY_CONNECTED) > 0);
        assertThat(connectedPeers(bound)).isEqualTo(1);
        bound.send("for the first");
        assertThat(text(first)).isEqualTo("for the first");
        first.send("from the first");
        assertThat(text(bound)).isEqualTo("from the first");
        assertThat(second.tryReceive()).isNull();
        assertThat(bound.tryReceive()).isNull();
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void theRefusedPeerTakesThePlaceOfTheFirstWithAllThatItHasSent(Transport transport) {
        PairSocket bound = context.pair();
        PairSocket first = context.pair();
        String endpoint = join(bound, first, transport);
        PairSocket second = context.pair(options().build());
        second.connect(endpoint);
        for (int i = 0; i < SOME; i++) {
            second.send("second " + i);
        }
        await("the refusal").atMost(PATIENCE).until(() -> bound.statistics().times(Reason.PEER_ALREADY_CONNECTED) > 0);
        for (int i = 0; i < SOME; i++) {
            first.send("first " + i);
        }
        first.close();
        List<String> expected = new ArrayList<>();
        for (String from : List.of("first ", "second ")) {
            for (int i = 0; i < SOME; i++) {
                expected.add(from + i);
            }
        }
        assertThat(texts(bound, 2 * SOME)).isEqualTo(expected);
        bound.send("to the second");
        assertThat(text(second)).isEqualTo("to the second");
    }

    @ParameterizedTest
    @EachTransport
    void aNewPeerComesAtOnceWhereTheLastHasJustGone(Transport transport) {
        PairSocket bound = context.pair();
        String endpoint = bound.bind(transport.endpoint()).toString();
        for (int i = 0; i < 20; i++) {
            PairSocket peer = context.pair(options().build());
            peer.connect(endpoint);
            peer.send("" + i);
            assertThat(text(bound)).isEqualTo("" + i);
            bound.send("re: " + i);
            assertThat(text(peer)).isEqualTo("re: " + i);
            peer.close();
            awaitPeers(bound, 0);
        }
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void aConnectingEndFindsItsPeerAgain(Transport transport) {
        String endpoint = transport.known();
        PairSocket connecting = context.pair(options().build());
        connecting.connect(endpoint);
        for (int i = 0; i < 3; i++) {
            PairSocket bound = context.pair();
            bound.bind(endpoint);
            connecting.send("" + i);
            assertThat(text(bound)).isEqualTo("" + i);
            bound.close();
            awaitPeers(connecting, 0);
        }
    }

    @Test
    void anotherTypeIsRefused() {
        PairSocket pair = context.pair();
        String endpoint = pair.bind("tcp://127.0.0.1:0").toString();
        context.dealer(options().build()).connect(endpoint);
        await("the refusal").atMost(PATIENCE).until(() -> pair.statistics().times(Reason.SOCKET_TYPE) > 0);
    }
}
