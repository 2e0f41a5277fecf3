package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nolmq.Context;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.message.Endpoint;
import io.nolmq.message.EndpointException;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Binding, connecting, and the opposite of both. */
class EndpointContractTest extends ContractTest {
    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:0", "tcp://127.0.0.1:*", "tcp://localhost:0", "tcp://*:0", "tcp://*:*"})
    void bindingReportsThePortThatWasChosen(String endpoint) {
        PullSocket pull = context.pull();
        Endpoint bound = pull.bind(endpoint);
        assertThat(bound.scheme()).isEqualTo("tcp");
        assertThat(bound.port()).isBetween(1, 65_535);
        PushSocket push = context.push();
        push.connect("tcp://127.0.0.1:" + bound.port());
        push.send("found");
        assertThat(text(pull)).isEqualTo("found");
    }

    @ParameterizedTest
    @EachTransport
    void aSocketMayBindSeveralEndpoints(Transport transport) {
        PullSocket pull = context.pull();
        String one = pull.bind(transport.endpoint()).toString();
        String two = pull.bind(transport.endpoint()).toString();
        assertThat(one).isNotEqualTo(two);
        PushSocket push = context.push();
        push.connect(one);
        push.connect(two);
        awaitPeers(pull, 2);
    }

    @ParameterizedTest
    @EachTransport
    void anEndpointInUseIsRefused(Transport transport) {
        PullSocket first = context.pull();
        String endpoint = first.bind(transport.endpoint()).toString();
        PullSocket second = context.pull();
        assertCode(ErrorCode.ADDRESS_IN_USE, () -> second.bind(endpoint));
        assertCode(ErrorCode.ADDRESS_IN_USE, () -> first.bind(endpoint));
        PushSocket push = context.push();
        push.connect(endpoint);
        push.send("for the first");
        assertThat(text(first)).isEqualTo("for the first");
        second.bind(transport.endpoint());
    }

    @Test
    void aPortOfAnotherProgramIsRefused() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PullSocket pull = context.pull();
            assertCode(ErrorCode.ADDRESS_IN_USE, () -> pull.bind("tcp://127.0.0.1:" + other.getLocalPort()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tcp",
                "tcp:",
                "tcp://",
                "://127.0.0.1:1",
                "tcp://127.0.0.1",
                "tcp://127.0.0.1:",
                "tcp://:",
                "tcp://127.0.0.1:65536",
                "tcp://127.0.0.1:-1",
                "tcp://127.0.0.1:12x",
                "tcp://127.0.0.1:port",
                "ipc://",
                "inproc://"
            })
    void aMalformedEndpointIsRefused(String endpoint) {
        PullSocket pull = context.pull();
        assertCode(ErrorCode.INVALID_ENDPOINT, () -> pull.bind(endpoint));
        assertCode(ErrorCode.INVALID_ENDPOINT, () -> pull.connect(endpoint));
        assertThat(pull.peers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:0", "tcp://127.0.0.1:*", "tcp://*:5555", "ipc://*"})
    void aWildcardIsForBindOnly(String endpoint) {
        PullSocket pull = context.pull();
        assertCode(ErrorCode.INVALID_ENDPOINT, () -> pull.connect(endpoint));
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo://bar", "udp://127.0.0.1:5555", "http://127.0.0.1:80"})
    void anUnknownTransportIsRefused(String endpoint) {
        PullSocket pull = context.pull();
        assertCode(ErrorCode.UNKNOWN_TRANSPORT, () -> pull.bind(endpoint));
        assertCode(ErrorCode.UNKNOWN_TRANSPORT, () -> pull.connect(endpoint));
    }

    @Test
    void aHostThatDoesNotResolveIsRefusedByBind() {
        PullSocket pull = context.pull();
        assertCode(ErrorCode.UNKNOWN_HOST, () -> pull.bind("tcp://nolmq.invalid:5555"));
    }

    @Test
    void aHostThatDoesNotResolveIsTriedAgainByConnect() {
        PushSocket push = context.push(options().build());
        push.connect("tcp://nolmq.invalid:5555");
        await("the failure to be counted more than once")
                .atMost(Duration.ofSeconds(30))
                .until(() -> push.statistics().times(Reason.UNKNOWN_HOST) >= 2);
        assertThat(push.peers()).hasSize(1);
        assertThat(connectedPeers(push)).isZero();
    }

    @Test
    void anAddressOfAnotherMachineIsRefused() {
        PullSocket pull = context.pull();
        assertCode(ErrorCode.ADDRESS_NOT_AVAILABLE, () -> pull.bind("tcp://192.0.2.1:0"));
    }

    @Test
    void anIpcPathThatIsTooLongIsRefused() {
        PullSocket pull = context.pull();
        String endpoint = "ipc:///tmp/" + "x".repeat(120);
        assertCode(ErrorCode.INVALID_ENDPOINT, () -> pull.bind(endpoint));
        assertCode(ErrorCode.INVALID_ENDPOINT, () -> pull.connect(endpoint));
    }

    @Test
    void anIpcPathThatIsNoSocketIsLeftAlone(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("precious"), "data");
        PullSocket pull = context.pull();
        assertCode(ErrorCode.ADDRESS_IN_USE, () -> pull.bind("ipc://" + file));
        assertThat(file).hasContent("data");
    }

    @Test
    void aStaleIpcFileIsReplaced(@TempDir Path directory) {
        String endpoint = "ipc://" + directory.resolve("stale");
        PullSocket first = context.pull();
        first.bind(endpoint);
        first.close();
        PullSocket second = context.pull();
        await("the first to be gone").atMost(PATIENCE).ignoreExceptions().until(() -> {
            second.bind(endpoint);
            return true;
        });
        PushSocket push = context.push();
        push.connect(endpoint);
        push.send("second life");
        assertThat(text(second)).isEqualTo("second life");
    }

    @Test
    void aPrivateIpcEndpointLeavesNothingBehind() {
        PullSocket pull = context.pull();
        Endpoint bound = pull.bind("ipc://*");
        Path file = Path.of(bound.address());
        assertThat(Files.exists(file)).isTrue();
        PushSocket push = context.push();
        push.connect(bound.toString());
        push.send("private");
        assertThat(text(pull)).isEqualTo("private");
        pull.close();
        await("the file to be removed").atMost(PATIENCE).until(() -> !Files.exists(file.getParent()));
    }

    @Test
    void anIpcFileRemovedWhileBoundDoesNotDisturbThePeers(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("removed");
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        pull.bind("ipc://" + file);
        push.connect("ipc://" + file);
        awaitPeers(pull, 1);
        Files.delete(file);
        push.send("still there");
        assertThat(text(pull)).isEqualTo("still there");
    }

    @ParameterizedTest
    @EachTransport
    void unbindingStopsListeningAndKeepsThePeers(Transport transport) {
        PullSocket pull = context.pull();
        Endpoint bound = pull.bind(transport.endpoint());
        PushSocket before = context.push();
        before.connect(bound.toString());
        awaitPeers(pull, 1);
        pull.unbind(bound);
        PushSocket after = context.push(options().immediate(true).build());
        after.connect(bound.toString());
        before.send("an old friend");
        assertThat(text(pull)).isEqualTo("an old friend");
        assertThat(connectedPeers(pull)).isEqualTo(1);
        assertThat(after.awaitConnected(A_WHILE)).isFalse();
        assertCode(ErrorCode.ENDPOINT_NOT_FOUND, () -> pull.unbind(bound));
        PullSocket next = context.pull();
        await("the endpoint to be free").atMost(PATIENCE).ignoreExceptions().until(() -> {
            next.bind(bound.toString());
            return true;
        });
        awaitPeers(next, 1);
    }

    @ParameterizedTest
    @EachTransport
    void anUnboundEndpointMayBeBoundAgain(Transport transport) {
        PullSocket pull = context.pull();
        Endpoint bound = pull.bind(transport.endpoint());
        for (int i = 0; i < 5; i++) {
            pull.unbind(bound);
            assertThat(pull.bind(bound.toString())).isEqualTo(bound);
        }
        PushSocket push = context.push();
        push.connect(bound.toString());
        push.send("again");
        assertThat(text(pull)).isEqualTo("again");
    }

    @ParameterizedTest
    @EachTransport
    void disconnectingEndsTheConnectionForGood(Transport transport) {
        PullSocket pull = context.pull();
        PushSocket push = context.push(options().build());
        String bound = pull.bind(transport.endpoint()).toString();
        Endpoint connected = push.connect(bound);
        push.send("last words");
        push.disconnect(connected);
        assertThat(text(pull)).as("what was queued is sent first").isEqualTo("last words");
        awaitPeers(pull, 0);
        await("the endpoint to be gone")
                .atMost(PATIENCE)
                .until(() -> push.peers().isEmpty());
        assertThat(push.trySend(Message.of("nobody"))).isEqualTo(SendResult.NO_PEER);
        assertCode(ErrorCode.ENDPOINT_NOT_FOUND, () -> push.disconnect(connected));
        push.connect(bound);
        push.send("reunited");
        assertThat(text(pull)).isEqualTo("reunited");
    }

    @ParameterizedTest
    @EachTransport
    void anEndpointOfAnotherSocketIsNotFound(Transport transport) {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        Endpoint bound = pull.bind(transport.endpoint());
        Endpoint connected = push.connect(bound.toString());
        assertCode(ErrorCode.ENDPOINT_NOT_FOUND, () -> push.unbind(bound));
        assertCode(ErrorCode.ENDPOINT_NOT_FOUND, () -> pull.disconnect(connected));
        push.send("undisturbed");
        assertThat(text(pull)).isEqualTo("undisturbed");
    }

    @ParameterizedTest
    @EachTransport
    void disconnectingBeforeThereWasAPeerStopsTrying(Transport transport) {
        String endpoint = transport.known();
        PullSocket connecting = context.pull(options().build());
        Endpoint connected = connecting.connect(endpoint);
        connecting.disconnect(connected);
        PushSocket push = context.push();
        push.bind(endpoint);
        assertThat(push.send(Message.of("nobody"), A_WHILE)).isEqualTo(SendResult.NO_PEER);
    }

    @ParameterizedTest
    @EachTransport
    void awaitConnectedTellsWhetherEveryEndpointHasAPeer(Transport transport) throws Exception {
        String late = transport.known();
        PushSocket push = context.push(options().build());
        push.connect(late);
        assertThat(push.awaitConnected(Duration.ofMillis(50))).isFalse();
        Background<Boolean> waiting = Background.waiting(() -> push.awaitConnected(PATIENCE));
        PullSocket pull = context.pull();
        pull.bind(late);
        assertThat(waiting.result()).isTrue();
        push.connect(transport.known());
        assertThat(push.awaitConnected(Duration.ofMillis(50))).isFalse();
    }

    @Test
    void namesOfInprocBelongToTheirContext() {
        String endpoint = Transport.INPROC.known();
        PullSocket here = context.pull();
        here.bind(endpoint);
        try (Context other = Context.create()) {
            PullSocket there = other.pull();
            there.bind(endpoint);
            PushSocket push = other.push();
            push.connect(endpoint);
            push.send("there");
            assertThat(text(there)).isEqualTo("there");
            assertThat(here.tryReceive()).isNull();
        }
    }

    @Test
    void manyInprocNamesThatNobodyBindsCostLittle() {
        PushSocket push = context.push();
        for (int i = 0; i < 5_000; i++) {
            push.connect(Transport.INPROC.known());
        }
        assertThat(context.close(PATIENCE).unfinished()).isEmpty();
    }

    private static void assertCode(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(EndpointException.class)
                .extracting(e -> ((EndpointException) e).code())
                .isEqualTo(code);
    }
}
