package io.nolmq.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketOptions;
import io.nolmq.spi.PatternSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is called what, who may have a name, and who waits for it. */
class RouterPatternTest {
    private final List<Reason> drops = new ArrayList<>();
    private RouterPattern router = router(SocketOptions.DEFAULTS);

    private RouterPattern router(SocketOptions options) {
        return new RouterPattern(new FakeSocket(options, drops));
    }

    /** A connecting end, attached at once. */
    private FakePipe session(String name) {
        FakePipe pipe = new FakePipe(name);
        router.onAttached(pipe);
        return pipe;
    }

    /** What a transport does when a peer has said who it is. */
    private @Nullable Reason connect(FakePipe pipe, String peer) {
        pipe.peerReturned = pipe.routingId.length > 0 && peer.equals(text(pipe.peerRoutingId));
        pipe.peerRoutingId = bytes(peer);
        Reason refusal = router.refusal(pipe);
        if (refusal == null) {
            router.onConnected(pipe);
            pipe.connected = true;
        }
        return refusal;
    }

    private void disconnect(FakePipe pipe) {
        pipe.connected = false;
        router.onDisconnected(pipe);
    }

    private void detach(FakePipe pipe) {
        disconnect(pipe);
        router.onDetached(pipe);
    }

    private void assertReaches(FakePipe pipe, byte[] name) {
        int before = pipe.sent.size();
        assertThat(router.trySend(Message.of(name, bytes("body")))).isEqualTo(SendResult.SENT);
        assertThat(pipe.sent).hasSize(before + 1);
    }

    private void assertUnroutable(byte[] name) {
        drops.clear();
        router.trySend(Message.of(name, bytes("body")));
        assertThat(drops).containsExactly(Reason.UNROUTABLE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void aPeerStaysRoutableBetweenItsConnections() {
        FakePipe pipe = session("pipe");
        connect(pipe, "alice");
        disconnect(pipe);
        assertReaches(pipe, bytes("alice"));
        assertThat(connect(pipe, "alice")).isNull();
        assertReaches(pipe, bytes("alice"));
    }

    @Test
    void anotherNameMakesTheOldOneUnroutable() {
        FakePipe pipe = session("pipe");
        connect(pipe, "alice");
        disconnect(pipe);
        connect(pipe, "bob");
        assertUnroutable(bytes("alice"));
        assertReaches(pipe, bytes("bob"));
    }

    @Test
    void aNamelessPeerKeepsItsAutomaticIdWhenItReturns() {
        FakePipe pipe = session("pipe");
        connect(pipe, "");
        byte[] automatic = pipe.routingId;
        assertThat(automatic).hasSize(5);
        disconnect(pipe);
        assertReaches(pipe, automatic);
        connect(pipe, "");
        assertThat(pipe.routingId).isEqualTo(automatic);
        assertReaches(pipe, automatic);
    }

    @Test
    void aNamelessPeerDoesNotInheritANameNorANamedOneAnAutomaticId() {
        FakePipe pipe = session("pipe");
        connect(pipe, "alice");
        disconnect(pipe);
        connect(pipe, "");
        byte[] automatic = pipe.routingId;
        assertThat(automatic).hasSize(5);
        assertUnroutable(bytes("alice"));
        disconnect(pipe);
        connect(pipe, "alice");
        assertUnroutable(automatic);
        assertReaches(pipe, bytes("alice"));
    }

    @Test
    void anAutomaticIdThatAnotherPeerHasTakenIsNotGivenTwice() {
        FakePipe pipe = session("pipe");
        connect(pipe, "");
        byte[] automatic = pipe.routingId;
        disconnect(pipe);
        FakePipe other = session("other");
        other.peerRoutingId = automatic;
        assertThat(router.refusal(other)).isNull();
        router.onConnected(other);
        other.connected = true;
        connect(pipe, "");
        assertThat(pipe.routingId).isNotEqualTo(automatic);
        assertReaches(other, automatic);
        assertReaches(pipe, pipe.routingId);
    }

    @Test
    void aNewcomerTakesTheNameOfAPeerWithoutAConnectionAndOfNoOther() {
        FakePipe old = session("old");
        connect(old, "alice");
        FakePipe newcomer = session("newcomer");
        assertThat(connect(newcomer, "alice")).isEqualTo(Reason.DUPLICATE_ROUTING_ID);
        assertThat(old.looks).isEqualTo(1);
        disconnect(old);
        assertThat(connect(newcomer, "alice")).isNull();
        assertReaches(newcomer, bytes("alice"));
        assertThat(connect(old, "alice")).isEqualTo(Reason.DUPLICATE_ROUTING_ID);
        assertThat(old.refusals).isZero();
        assertThat(newcomer.refusals).isZero();
        assertReaches(newcomer, bytes("alice"));
        detach(newcomer);
        assertThat(connect(old, "alice")).isNull();
        assertReaches(old, bytes("alice"));
    }

    @Test
    void anEndOfThePipeThatLostItsNameLeavesTheNameToItsHolder() {
        FakePipe old = session("old");
        connect(old, "alice");
        disconnect(old);
        FakePipe newcomer = session("newcomer");
        connect(newcomer, "alice");
        router.onDetached(old);
        assertReaches(newcomer, bytes("alice"));
    }

    @Test
    void aNameThatTheApplicationChoseIsNotTakenFromAPipeWithoutAConnection() {
        FakePipe chosen = new FakePipe("chosen");
        chosen.chosenRoutingId = bytes("alice");
        router.onAttached(chosen);
        FakePipe newcomer = session("newcomer");
        assertThat(connect(newcomer, "alice")).isEqualTo(Reason.DUPLICATE_ROUTING_ID);
        connect(chosen, "whoever");
        disconnect(chosen);
        assertThat(newcomer.retries).as("the name is not free").isZero();
        assertThat(connect(newcomer, "alice")).isEqualTo(Reason.DUPLICATE_ROUTING_ID);
        assertReaches(chosen, bytes("alice"));
    }

    @Test
    void aNameThatTheApplicationChoosesIsTakenFromAPipeWithoutAConnection() {
        FakePipe old = session("old");
        connect(old, "alice");
        disconnect(old);
        FakePipe chosen = new FakePipe("chosen");
        chosen.chosenRoutingId = bytes("alice");
        router.onAttached(chosen);
        assertReaches(chosen, bytes("alice"));
    }

    @Test
    void whoWaitsForANameIsToldOnceItsHolderHasNoConnection() {
        FakePipe holder = session("holder");
        connect(holder, "alice");
        FakePipe other = session("other");
        connect(other, "bob");
        FakePipe first = session("first");
        FakePipe second = session("second");
        FakePipe forBob = session("for bob");
        connect(first, "alice");
        connect(second, "alice");
        connect(second, "alice");
        connect(forBob, "bob");
        disconnect(holder);
        assertThat(List.of(first.retries, second.retries, forBob.retries)).containsExactly(1, 1, 0);
        assertThat(connect(first, "alice")).isNull();
        assertThat(connect(second, "alice")).isNotNull();
        detach(first);
        assertThat(List.of(first.retries, second.retries, forBob.retries)).containsExactly(1, 2, 0);
    }

    @Test
    void whoWaitsForANameIsToldThatItsHolderHasAnother() {
        FakePipe holder = session("holder");
        connect(holder, "alice");
        FakePipe waiting = session("waiting");
        connect(waiting, "alice");
        connect(holder, "bob");
        assertThat(waiting.retries).isEqualTo(1);
    }

    @Test
    void whoWaitsNoLongerIsNotTold() {
        FakePipe holder = session("holder");
        connect(holder, "alice");
        FakePipe gone = session("gone");
        FakePipe elsewhere = session("elsewhere");
        FakePipe patient = session("patient");
        connect(gone, "alice");
        connect(elsewhere, "alice");
        connect(patient, "alice");
        detach(gone);
        connect(elsewhere, "carol");
        disconnect(holder);
        assertThat(List.of(gone.retries, elsewhere.retries, patient.retries)).containsExactly(0, 0, 1);
    }

    @Test
    void whatIsReceivedIsNamedBySenderAndNotByWhoIsConnectedNow() {
        FakePipe pipe = session("pipe").gives("from alice");
        connect(pipe, "alice");
        pipe.senderRoutingId = bytes("alice");
        disconnect(pipe);
        connect(pipe, "bob");
        router.onReadable(pipe);
        Message message = router.tryReceive();
        assertThat(message).isNotNull();
        assertThat(message.text(0)).isEqualTo("alice");
    }

    @Test
    void handoverEndsTheConnectionOfAHolderThatHasOne() {
        router = router(SocketOptions.builder().routerHandover(true).build());
        FakePipe holder = session("holder");
        connect(holder, "alice");
        FakePipe newcomer = session("newcomer");
        assertThat(connect(newcomer, "alice")).isNull();
        assertThat(holder.refusals).isEqualTo(1);
        disconnect(holder);
        assertReaches(newcomer, bytes("alice"));
        disconnect(newcomer);
        assertThat(connect(holder, "alice")).isNull();
        assertThat(newcomer.refusals).isZero();
        assertReaches(holder, bytes("alice"));
    }

    private record FakeSocket(SocketOptions options, List<Reason> drops) implements PatternSocket {
        @Override
        public String name() {
            return "ROUTER-0";
        }

        @Override
        public int subscriptionMaximumBytes() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean look() {
            return false;
        }

        @Override
        public void drop(Reason reason, long messages) {
            drops.add(reason);
        }

        @Override
        public void onSendSideFromReceive(Runnable work) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void onSendSideSoon(Runnable work) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void matchesChanged() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void receivable() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void subscribersChanged() {}
    }
}
