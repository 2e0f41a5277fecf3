package io.nolmq.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SocketOptionsTest {
    @Test
    void defaultsAreLibzmqs() {
        SocketOptions defaults = SocketOptions.builder().build();
        assertThat(defaults.queue()).isEqualTo(new QueueOptions(1000, 1000, false, false, -1, 30_000_000_000L));
        assertThat(defaults.reconnect()).isEqualTo(new ReconnectOptions(100_000_000, 0, Set.of(), 0));
        assertThat(defaults.heartbeat()).isEqualTo(new HeartbeatOptions(0, -1, 0));
        assertThat(defaults.protocol()).isEqualTo(new ProtocolOptions(-1, 65_536, RoutingId.EMPTY, Map.of()));
        assertThat(defaults.stream())
                .isEqualTo(new StreamOptions(-1, -1, 100, false, 0, new KeepAlive(KeepAlive.Mode.SYSTEM, -1, -1, -1)));
        assertThat(defaults.pattern().on()).isEmpty();
    }

    @Test
    void aListenerGivesHandshakesLessTimeThanLibzmq() {
        HandshakeOptions handshake = SocketOptions.DEFAULTS.handshake();
        assertThat(handshake).isEqualTo(new HandshakeOptions(10_000_000_000L, 30_000_000_000L, 5_000_000_000L, 256));
    }

    @Test
    void aBuilderFromOptionsKeepsThem() {
        SocketOptions options = SocketOptions.builder()
                .sendHighWaterMark(5)
                .linger(Duration.ZERO)
                .reconnectInterval(Duration.ofSeconds(1))
                .handshakeInterval(Duration.ofSeconds(2))
                .heartbeat(Duration.ofSeconds(3))
                .routingId("me")
                .backlog(7)
                .routerMandatory(true)
                .build();
        assertThat(options.toBuilder().build()).isEqualTo(options).hasSameHashCodeAs(options);
        assertThat(options.toBuilder().routerMandatory(false).build()).isNotEqualTo(options);
        assertThat(options).isNotEqualTo(SocketOptions.DEFAULTS);
    }

    @Test
    void refusalNamesOptionValueAndRange() {
        assertThatThrownBy(() -> SocketOptions.builder().sendHighWaterMark(-1))
                .isInstanceOfSatisfying(
                        ZmqException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_OPTION))
                .hasMessage("invalid option: sendHighWaterMark=-1, allowed: 0..2147483647 messages");
    }
}
