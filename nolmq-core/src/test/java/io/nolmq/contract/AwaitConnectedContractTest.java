package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.message.Endpoint;
import io.nolmq.message.ReconnectStop;
import io.nolmq.message.SocketOptionsBuilder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code awaitConnected} ends as soon as every endpoint that is left has its peer, whatever became of the others. Each wait is
 * longer than the test, so that only a wake-up ends it.
 */
@Tag("faults")
class AwaitConnectedContractTest extends ContractTest {
    private static final Duration FOR_LONG = Duration.ofMinutes(10);

    static Stream<Arguments> transportsAndImmediate() {
        return Transport.tested().stream()
                .flatMap(transport -> Stream.of(Arguments.of(transport, false), Arguments.of(transport, true)));
    }

    @ParameterizedTest
    @MethodSource("transportsAndImmediate")
    void endsWhenTheLastUnconnectedEndpointIsDisconnected(Transport transport, boolean immediate) throws Exception {
        PushSocket push = connected(transport, options(immediate));
        Endpoint nobody = push.connect(transport.known());
        Background<Boolean> waits = Background.waiting(() -> push.awaitConnected(FOR_LONG));
        push.disconnect(nobody);
        assertThat(waits.result()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("transportsAndImmediate")
    void waitsOnWhileAnotherEndpointIsUnconnected(Transport transport, boolean immediate) throws Exception {
        PushSocket push = connected(transport, options(immediate));
        Endpoint one = push.connect(transport.known());
        Endpoint other = push.connect(transport.known());
        Background<Boolean> waits = Background.waiting(() -> push.awaitConnected(FOR_LONG));
        push.disconnect(one);
        waits.awaitWaiting();
        push.disconnect(other);
        assertThat(waits.result()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("transportsAndImmediate")
    void endsWhenOnlyAPeerThatCameToUsIsLeft(Transport transport, boolean immediate) throws Exception {
        PushSocket push = context.push(options(immediate).build());
        PullSocket pull = context.pull();
        join(push, pull, transport);
        Endpoint nobody = push.connect(transport.known());
        Background<Boolean> waits = Background.waiting(() -> push.awaitConnected(FOR_LONG));
        push.disconnect(nobody);
        assertThat(waits.result()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("transportsAndImmediate")
    void endsWithTheNextPeerWhenTheOnlyEndpointIsDisconnected(Transport transport, boolean immediate) throws Exception {
        PushSocket push = context.push(options(immediate).build());
        PullSocket pull = context.pull();
        Endpoint nobody = push.connect(transport.known());
        Background<Boolean> waits = Background.waiting(() -> push.awaitConnected(FOR_LONG));
        push.disconnect(nobody);
        waits.awaitWaiting();
        push.connect(pull.bind(transport.endpoint()).toString());
        assertThat(waits.result()).isTrue();
    }

    @ParameterizedTest
    @EachTransport
    void endsWithAPeerAtAnotherEndpointWhenOneIsUnbound(Transport transport) throws Exception {
        PushSocket push = context.push();
        Endpoint bound = push.bind(transport.endpoint());
        Background<Boolean> waits = Background.waiting(() -> push.awaitConnected(FOR_LONG));
        push.unbind(bound);
        waits.awaitWaiting();
        PullSocket pull = context.pull();
        pull.connect(push.bind(transport.endpoint()).toString());
        assertThat(waits.result()).isTrue();
    }

    /** The first connection is made and lost, so that the second is refused while the thread waits. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsWhenARefusedEndpointIsGivenUp(boolean immediate) throws Exception {
        requireToEndWhenClosed(options(immediate).reconnectStop(Set.of(ReconnectStop.CONNECTION_REFUSED)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsWhenAnEndpointIsGivenUpAfterItsHandshakeFailed(boolean immediate) throws Exception {
        requireToEndWhenClosed(options(immediate).reconnectStop(Set.of(ReconnectStop.HANDSHAKE_FAILED)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsWhenAnEndpointIsTriedOnlyOnce(boolean immediate) throws Exception {
        requireToEndWhenClosed(options(immediate).reconnectInterval(Duration.ZERO));
    }

    private void requireToEndWhenClosed(SocketOptionsBuilder options) throws Exception {
        PushSocket push = connected(Transport.TCP, options);
        Background<Boolean> waits;
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            push.connect("tcp://127.0.0.1:" + mute.getLocalPort());
            waits = Background.waiting(() -> push.awaitConnected(FOR_LONG));
            try (Socket accepted = mute.accept()) {
                assertThat(accepted.isConnected()).isTrue();
            }
        }
        assertThat(waits.result()).isTrue();
    }

    private static SocketOptionsBuilder options(boolean immediate) {
        return options().immediate(immediate).linger(Duration.ZERO);
    }

    private PushSocket connected(Transport transport, SocketOptionsBuilder options) {
        PullSocket pull = context.pull();
        PushSocket push = context.push(options.build());
        join(pull, push, transport);
        return push;
    }
}
