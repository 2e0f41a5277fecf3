package io.nolmq.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.contract.Background;
import io.nolmq.contract.LeakCheck;
import io.nolmq.message.Endpoint;
import io.nolmq.message.ReconnectStop;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketOptionsBuilder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fault 2: awaitConnected waits for an endpoint that is given up, or disconnected. */
@ExtendWith(LeakCheck.class)
class AwaitConnectedLostTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Longer than the test waits for the answer, so that it must come by a wake-up. */
    private static final Duration FOR_LONG = Duration.ofMinutes(10);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsWhenTheLastUnconnectedEndpointIsDisconnected(boolean immediate) throws Exception {
        try (Context context = Context.create();
                ServerSocket mute = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            PushSocket push = connected(context, options(immediate).build());
            // the kernel takes the connection, and there is no handshake: not connected
            Endpoint other = push.connect("tcp://127.0.0.1:" + mute.getLocalPort());
            Background<Boolean> waits = Background.waiting(() -> push.awaitConnected(FOR_LONG));
            push.disconnect(other);
            assertThat(waits.result()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsWhenTheLastUnconnectedEndpointIsGivenUp(boolean immediate) throws Exception {
        int closed;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            closed = probe.getLocalPort();
        }
        try (Context context = Context.create()) {
            SocketOptions stops = options(immediate)
                    .reconnectStop(Set.of(ReconnectStop.CONNECTION_REFUSED))
                    .build();
            PushSocket push = connected(context, stops);
            Background<Boolean> waits = Background.call(() -> {
                push.connect("tcp://127.0.0.1:" + closed);
                return push.awaitConnected(FOR_LONG);
            });
            assertThat(waits.result()).isTrue();
        }
    }

    private static SocketOptionsBuilder options(boolean immediate) {
        return SocketOptions.builder()
                .immediate(immediate)
                .reconnectInterval(Duration.ofMillis(300))
                .linger(Duration.ZERO);
    }

    private static PushSocket connected(Context context, SocketOptions options) {
        PullSocket pull = context.pull();
        PushSocket push = context.push(options);
        push.connect(pull.bind("tcp://127.0.0.1:*").toString());
        assertThat(push.awaitConnected(PATIENCE)).isTrue();
        return push;
    }
}
