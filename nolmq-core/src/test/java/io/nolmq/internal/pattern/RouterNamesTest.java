package io.nolmq.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.kit.FakePipe;
import io.nolmq.kit.PatternDriver;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketOptionsBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is called what, who may have a name, and who waits for it. */
class RouterNamesTest {
    private PatternDriver<RouterPattern> router = router(o -> o);

    private static PatternDriver<RouterPattern> router(UnaryOperator<SocketOptionsBuilder> options) {
        return PatternDriver.of("ROUTER-0", RouterPattern::new, options);
    }

    @AfterEach
    void nothingOfItsOwnIsAnnounced() {
        assertThat(router.socket.receivables).isZero();
        assertThat(router.socket.matchChanges).isZero();
    }

    /** A connecting end, attached at once. */
    private FakePipe session(String name) {
        return router.session(name);
    }

    private @Nullable Reason connect(FakePipe pipe, String peer) {
        return router.connect(pipe, peer);
    }

    private void disconnect(FakePipe pipe) {
        router.disconnect(pipe);
    }

    private void detach(FakePipe pipe) {
        router.disconnect(pipe);
        router.detach(pipe);
    }

    private void assertReaches(FakePipe pipe, byte[] name) {
        int before = pipe.sent.size();
        assertThat(router.send(Message.of(name, bytes("body")))).isEqualTo(SendResult.SENT);
        assertThat(pipe.sent).hasSize(before + 1);
    }

    private void assertUnroutable(byte[] name) {
        router.socket.drops.clear();
        router.send(Message.of(name, bytes("body")));
        assertThat(router.socket.drops).containsExactly(Map.entry(Reason.UNROUTABLE, 1L));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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
        byte[] automatic = pipe.routingId();
        assertThat(automatic).hasSize(5);
        disconnect(pipe);
        assertReaches(pipe, automatic);
        connect(pipe, "");
        assertThat(pipe.routingId()).isEqualTo(automatic);
        assertReaches(pipe, automatic);
    }

    @Test
    void aNamelessPeerDoesNotInheritANameNorANamedOneAnAutomaticId() {
        FakePipe pipe = session("pipe");
        connect(pipe, "alice");
        disconnect(pipe);
        connect(pipe, "");
        byte[] automatic = pipe.routingId();
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
        byte[] automatic = pipe.routingId();
        disconnect(pipe);
        FakePipe other = session("other");
        assertThat(router.connect(other, automatic)).isNull();
        connect(pipe, "");
        assertThat(pipe.routingId()).isNotEqualTo(automatic);
        assertReaches(other, automatic);
        assertReaches(pipe, pipe.routingId());
    }

    @Test
    void aNewcomerTakesTheNameOfAPeerWithoutAConnectionAndOfNoOther() {
        FakePipe old = session("old");
        connect(old, "alice");
        FakePipe newcomer = session("newcomer");
        assertThat(connect(newcomer, "alice")).isEqualTo(Reason.DUPLICATE_ROUTING_ID);
        assertThat(old.lookAlives).isEqualTo(1);
        disconnect(old);
        assertThat(connect(newcomer, "alice")).isNull();
        assertReaches(newcomer, bytes("alice"));
        assertThat(connect(old, "alice")).isEqualTo(Reason.DUPLICATE_ROUTING_ID);
        assertThat(old.refusals).isEmpty();
        assertThat(newcomer.refusals).isEmpty();
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
        router.detach(old);
        assertReaches(newcomer, bytes("alice"));
    }

    @Test
    void aNameThatTheApplicationChoseIsNotTakenFromAPipeWithoutAConnection() {
        FakePipe chosen = new FakePipe("chosen");
        chosen.chosenRoutingId = bytes("alice");
        router.attach(chosen);
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
        router.attach(chosen);
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
        FakePipe pipe = session("pipe");
        connect(pipe, "alice");
        router.arrive(pipe, "from alice");
        disconnect(pipe);
        connect(pipe, "bob");
        assertThat(router.receive()).isEqualTo("alice|from alice");
    }

    @Test
    void handoverEndsTheConnectionOfAHolderThatHasOne() {
        router = router(o -> o.routerHandover(true));
        FakePipe holder = session("holder");
        connect(holder, "alice");
        FakePipe newcomer = session("newcomer");
        assertThat(connect(newcomer, "alice")).isNull();
        assertThat(holder.refusals).containsExactly(Reason.DUPLICATE_ROUTING_ID);
        disconnect(holder);
        assertReaches(newcomer, bytes("alice"));
        disconnect(newcomer);
        assertThat(connect(holder, "alice")).isNull();
        assertThat(newcomer.refusals).isEmpty();
        assertReaches(holder, bytes("alice"));
    }
}
