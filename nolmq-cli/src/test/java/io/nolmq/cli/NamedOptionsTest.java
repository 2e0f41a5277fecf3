package io.nolmq.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nolmq.message.KeepAlive;
import io.nolmq.message.Option;
import io.nolmq.message.Options;
import io.nolmq.message.ReconnectStop;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketOptionsBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NamedOptionsTest {
    private static SocketOptions set(String... assignments) {
        SocketOptionsBuilder builder = SocketOptions.builder();
        new NamedOptions(builder).apply(List.of(assignments));
        return builder.build();
    }

    private static Arguments option(String assignment, Consumer<SocketOptionsBuilder> same) {
        return Arguments.of(assignment, same);
    }

    static Stream<Arguments> options() {
        return Stream.of(
                option("SNDHWM=5", options -> options.sendHighWaterMark(5)),
                option("zmq_rcvhwm=6", options -> options.receiveHighWaterMark(6)),
                option("IMMEDIATE=1", options -> options.immediate(true)),
                option("CONFLATE=1", options -> options.conflate(true)),
                option("LINGER=-1", SocketOptionsBuilder::lingerForever),
                option("LINGER=70", options -> options.linger(Duration.ofMillis(70))),
                option("MAXMSGSIZE=5000000000", options -> options.maxMessageSizeBytes(5_000_000_000L)),
                option("RECONNECT_IVL=200", options -> options.reconnectInterval(Duration.ofMillis(200))),
                option("RECONNECT_IVL=-1", options -> options.reconnectInterval(Duration.ZERO)),
                option("RECONNECT_IVL_MAX=900", options -> options.reconnectIntervalMaximum(Duration.ofMillis(900))),
                option(
                        "RECONNECT_STOP=3",
                        options -> options.reconnectStop(
                                Set.of(ReconnectStop.CONNECTION_REFUSED, ReconnectStop.HANDSHAKE_FAILED))),
                option("CONNECT_TIMEOUT=300", options -> options.connectTimeout(Duration.ofMillis(300))),
                option("HANDSHAKE_IVL=400", options -> options.handshakeInterval(Duration.ofMillis(400))),
                option("HEARTBEAT_IVL=100", options -> options.heartbeat(Duration.ofMillis(100))),
                option("ROUTING_ID=me", options -> options.routingId("me")),
                option("IDENTITY=me", options -> options.routingId("me")),
                option("METADATA=X-a:b:c", options -> options.metadata("X-a", "b:c")),
                option("SNDBUF=4096", options -> options.sendBufferBytes(4096)),
                option("RCVBUF=4096", options -> options.receiveBufferBytes(4096)),
                option("BACKLOG=7", options -> options.backlog(7)),
                option("IPV6=1", options -> options.ipv6(true)),
                option("TOS=16", options -> options.typeOfService(16)),
                option("TCP_KEEPALIVE=1", options -> options.keepAlive(new KeepAlive(KeepAlive.Mode.ON, -1, -1, -1))),
                option("TCP_KEEPALIVE=0", options -> options.keepAlive(new KeepAlive(KeepAlive.Mode.OFF, -1, -1, -1))),
                option("REQ_CORRELATE=1", options -> options.requestCorrelate(true)),
                option("REQ_RELAXED=1", options -> options.requestRelaxed(true)),
                option("ROUTER_MANDATORY=1", options -> options.routerMandatory(true)),
                option("ROUTER_HANDOVER=1", options -> options.routerHandover(true)),
                option("PROBE_ROUTER=1", options -> options.probeRouter(true)),
                option("INVERT_MATCHING=1", options -> options.invertMatching(true)),
                option("XPUB_NODROP=1", options -> options.noDrop(true)),
                option("ROUTER_NOTIFY=2", options -> options.routerNotifyDisconnect(true)),
                option(
                        "ROUTER_NOTIFY=3",
                        options -> options.routerNotifyConnect(true).routerNotifyDisconnect(true)),
                option("routerNotifyConnect=1", options -> options.routerNotifyConnect(true)),
                option("STREAM_NOTIFY=0", options -> options.streamNotify(false)),
                option("goodbyeTimeout=500", options -> options.goodbyeTimeout(Duration.ofMillis(500))),
                option("SENDHIGHWATERMARK=5", options -> options.sendHighWaterMark(5)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void anOptionByItsNameInLibzmqIsTheSameAsByItsMethod(String assignment, Consumer<SocketOptionsBuilder> same) {
        SocketOptionsBuilder builder = SocketOptions.builder();
        same.accept(builder);
        assertThat(set(assignment)).isEqualTo(builder.build());
    }

    @Test
    void partsOfOneSettingAddUp() {
        assertThat(set("HEARTBEAT_TTL=3000", "HEARTBEAT_IVL=100", "HEARTBEAT_TIMEOUT=50"))
                .isEqualTo(heartbeat(SocketOptions.builder(), 100, 50, 3000).build());
        assertThat(set("TCP_KEEPALIVE=1", "TCP_KEEPALIVE_CNT=3", "TCP_KEEPALIVE_IDLE=4", "TCP_KEEPALIVE_INTVL=5"))
                .isEqualTo(SocketOptions.builder()
                        .keepAlive(new KeepAlive(KeepAlive.Mode.ON, 3, 4, 5))
                        .build());
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> set("NONSENSE=1")).hasMessageContaining("known: BACKLOG CONFLATE");
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachOptionThatASocketKeepsIsKnownByItsNames(Option<?> option) {
        List<String> names = new ArrayList<>(option.libzmqNames());
        names.add(option.name());
        for (String name : names) {
            assertThatThrownBy(() -> set(name))
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("--set wants NAME=VALUE, not '" + name + "'")
                    .hasMessageContaining(" is " + (option.libzmqBit() > 1 ? "" : option.meaning()));
        }
    }

    static Stream<Option<?>> all() {
        return Options.all().stream().filter(option -> option.scope() != Option.Scope.CONTEXT && !option.isOneShot());
    }

    @Test
    void aSumOfBitsIsNoLargerThanAllOfThem() {
        assertThatThrownBy(() -> set("ROUTER_NOTIFY=4")).hasMessageContaining("ROUTER_NOTIFY wants 0..3");
        assertThatThrownBy(() -> set("ROUTER_NOTIFY=both")).hasMessageContaining("ROUTER_NOTIFY wants 0..3");
    }

    @Test
    void aValueOutOfRangeIsAnsweredWithTheRangeAndTheUnit() {
        assertThatThrownBy(() -> set("SNDHWM=-1"))
                .isInstanceOf(CommandException.class)
                .hasMessage("--set SNDHWM wants 0..2147483647 messages, not '-1'");
        assertThatThrownBy(() -> set("LINGER=soon"))
                .hasMessage("--set LINGER wants -1, or 0..2147483647 ms, not 'soon'");
    }

    @Test
    void whatBelongsToOneCallOrToAContextIsUnknown() {
        assertThatThrownBy(() -> set("CONNECT_ROUTING_ID=x")).hasMessageContaining("unknown option");
        assertThatThrownBy(() -> set("IO_THREADS=2")).hasMessageContaining("unknown option");
    }

    @Test
    void aSwitchTakesZeroAndOneOnly() {
        assertThat(set("IMMEDIATE=0")).isEqualTo(SocketOptions.DEFAULTS);
        assertThatThrownBy(() -> set("IMMEDIATE=yes")).hasMessageContaining("wants 0 or 1");
    }

    private static SocketOptionsBuilder heartbeat(SocketOptionsBuilder options, int interval, int timeout, int ttl) {
        return options.heartbeat(Duration.ofMillis(interval), Duration.ofMillis(timeout), Duration.ofMillis(ttl));
    }
}
