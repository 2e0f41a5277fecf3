package io.nolmq.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.nolmq.message.Option.Effect;
import io.nolmq.message.Option.Row;
import io.nolmq.message.Option.Scope;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table is complete, and everything that derives from it does. */
class OptionsTest {
    /** Texts of which each option takes one that is not its default. */
    private static final List<String> SAMPLES = List.of("1", "0", "2", "X-a:b", "text");

    private static final List<Class<? extends Record>> GROUPS = List.of(
            QueueOptions.class,
            ReconnectOptions.class,
            HandshakeOptions.class,
            HeartbeatOptions.class,
            ProtocolOptions.class,
            StreamOptions.class,
            KeepAlive.class);

    static Stream<Option<?>> ofSockets() {
        return Options.all().stream().filter(option -> option.scope() != Scope.CONTEXT);
    }

    // ------------------------------------------------------------------ completeness

    @Test
    void eachComponentOfEachRecordIsSetByAnOption() throws Exception {
        Set<String> changed = new HashSet<>();
        for (Option<?> option : ofSockets().toList()) {
            SocketOptions options = changed(option);
            for (Class<? extends Record> group : GROUPS) {
                for (RecordComponent component : group.getRecordComponents()) {
                    Method read = component.getAccessor();
                    if (!read.invoke(group(options, group)).equals(read.invoke(group(SocketOptions.DEFAULTS, group)))) {
                        changed.add(group.getSimpleName() + "." + component.getName());
                    }
                }
            }
        }
        Set<String> all = new HashSet<>();
        GROUPS.forEach(group -> Arrays.stream(group.getRecordComponents())
                .forEach(component -> all.add(group.getSimpleName() + "." + component.getName())));
        assertThat(changed).isEqualTo(all);
    }

    private static Record group(SocketOptions options, Class<? extends Record> type) throws Exception {
        if (type == KeepAlive.class) {
            return options.stream().keepAlive();
        }
        for (Method method : SocketOptions.class.getMethods()) {
            if (method.getReturnType() == type) {
                return (Record) method.invoke(options);
            }
        }
        throw new AssertionError("a group that no options have: " + type);
    }

    @Test
    void eachSwitchAndEachComponentOfAContextHasARow() {
        Set<String> names = new TreeSet<>();
        Options.all().forEach(option -> names.add(option.name()));
        for (PatternOptions.Switch one : PatternOptions.Switch.values()) {
            assertThat(names).contains(one.option());
        }
        for (RecordComponent component : ContextOptions.class.getRecordComponents()) {
            assertThat(names).contains(component.getName());
        }
        for (RecordComponent component : PatternOptions.class.getRecordComponents()) {
            assertThat(component.getName().equals("on") || names.contains(component.getName()))
                    .isTrue();
        }
    }

    @Test
    void eachOptionHasASetterAndEachSetterAnOption() {
        Set<String> setters = new TreeSet<>();
        for (Method method : SocketOptionsBuilder.class.getMethods()) {
            if (method.getReturnType() == SocketOptionsBuilder.class) {
                setters.add(method.getName());
            }
        }
        Set<String> options = new TreeSet<>();
        ofSockets().forEach(option -> options.add(option.name()));
        // parts of one setter, and setters of another name
        options.removeAll(Set.of("heartbeatInterval", "heartbeatTimeout", "heartbeatTimeToLive"));
        options.removeAll(Set.of("keepAliveCount", "keepAliveIdle", "keepAliveInterval"));
        setters.removeAll(Set.of("heartbeat", "lingerForever", "set", "setText"));
        assertThat(setters).isEqualTo(options);
    }

    @Test
    void noNameAndNoNumberStandsForTwoOptions() {
        Set<String> names = new HashSet<>();
        Set<List<Object>> numbers = new HashSet<>();
        for (Option<?> option : Options.all()) {
            assertThat(names.add(option.name())).as(option.name()).isTrue();
            if (option.libzmqNumber() != -1) {
                boolean first = numbers.add(
                        List.of(option.scope() == Scope.CONTEXT, option.libzmqNumber(), option.libzmqBit()));
                assertThat(first).as("number of %s", option).isTrue();
            }
            assertThat(option.libzmqNames().isEmpty()).as(option.name()).isEqualTo(option.libzmqNumber() == -1);
        }
    }

    /** The values are those of zmq.h, by another way than the table. */
    @ParameterizedTest
    @MethodSource("numbersOfLibzmq")
    void numbersAreLibzmqs(Option<?> option, int number) {
        assertThat(option.libzmqNumber()).isEqualTo(number);
    }

    static Stream<Arguments> numbersOfLibzmq() {
        return Stream.of(
                arguments(Options.ROUTING_ID, 5),
                arguments(Options.LINGER, 17),
                arguments(Options.SEND_HIGH_WATER_MARK, 23),
                arguments(Options.RECEIVE_HIGH_WATER_MARK, 24),
                arguments(Options.ROUTER_MANDATORY, 33),
                arguments(Options.KEEP_ALIVE_INTERVAL, 37),
                arguments(Options.MANUAL, 71),
                arguments(Options.HANDSHAKE_INTERVAL, 66));
    }

    @Test
    void onlyWhatMakesASocketAnotherOneIsFixedAtItsBirth() {
        assertThat(ofSockets().filter(option -> option.effect() == Effect.BIRTH))
                .extracting(Option::name)
                .containsExactly("routerRaw");
    }

    @Test
    void eachOptionSaysWhatItMeans() {
        for (Option<?> option : Options.all()) {
            assertThat(option.meaning()).as(option.name()).isNotEmpty().doesNotEndWith(".");
            assertThat(option.allowedText()).as(option.name()).isNotEmpty();
            assertThat(option.types().isEmpty()).as(option.name()).isEqualTo(option.scope() == Scope.CONTEXT);
        }
    }

    // ------------------------------------------------------------------ values

    @ParameterizedTest
    @MethodSource("ofSockets")
    void whatIsSetIsRead(Option<?> option) {
        SocketOptions options = changed(option);
        assertThat(options.get(option)).isNotEqualTo(option.defaultValue());
        assertThat(set(SocketOptions.DEFAULTS, option, options).get(option)).isEqualTo(options.get(option));
        assertThat(set(options, option, SocketOptions.DEFAULTS)).isEqualTo(SocketOptions.DEFAULTS);
    }

    private static <T> SocketOptions set(SocketOptions on, Option<T> option, SocketOptions from) {
        SocketOptionsBuilder builder = on.toBuilder().set(option, from.get(option));
        if (option == Options.HANDSHAKE_INTERVAL) { // which sets both, as libzmq's does
            Option<Duration> other = Options.CONNECT_HANDSHAKE_INTERVAL;
            builder.set(other, from.get(other));
        }
        return builder.build();
    }

    /** The default options, but for one. */
    private static <T> SocketOptions changed(Option<T> option) {
        for (String sample : SAMPLES) {
            SocketOptionsBuilder builder = SocketOptions.builder();
            try {
                builder.setText(option, sample);
            } catch (ZmqException notOfThisKind) {
                continue;
            }
            SocketOptions options = builder.build();
            if (!options.get(option).equals(option.defaultValue())) {
                assertThat(builder.touched()).contains(option);
                return options;
            }
        }
        throw new AssertionError("no sample for " + option);
    }

    @ParameterizedTest
    @MethodSource("ofSockets")
    void aTypeThatDoesNotTakeAnOptionRefusesIt(Option<?> option) {
        SocketOptions options = changed(option);
        for (SocketType type : SocketType.values()) {
            SocketOptions.DEFAULTS.requireFor(type);
            if (option.types().contains(type)) {
                options.requireFor(type);
            } else {
                assertThatThrownBy(() -> options.requireFor(type))
                        .isInstanceOf(ZmqException.class)
                        .hasMessageContaining(option.name() + "=")
                        .hasMessageContaining("type=" + type)
                        .hasMessageContaining("allowed types: " + option.types());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextOutOfRangeIsRefusedWithTheRange(Option<?> option, String text, String allowed) {
        assertThatThrownBy(() -> option.parse(text))
                .isInstanceOfSatisfying(
                        ZmqException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_OPTION))
                .hasMessage("invalid option: " + option + "=" + text + ", allowed: " + allowed);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments(Options.SEND_HIGH_WATER_MARK, "many", "0..2147483647 messages"),
                arguments(Options.SEND_HIGH_WATER_MARK, "2147483648", "0..2147483647 messages"),
                arguments(Options.LINGER, "-2", "-1, or 0..2147483647 ms"),
                arguments(Options.GOODBYE_TIMEOUT, "-1", "0..2147483647 ms"),
                arguments(Options.HEARTBEAT_TIME_TO_LIVE, "65501", "0..65500 ms"),
                arguments(Options.IMMEDIATE, "yes", "0 or 1"),
                arguments(Options.RECONNECT_STOP, "8", "0..7, a sum of bits"),
                arguments(Options.KEEP_ALIVE, "2", "-1, 0 or 1"),
                arguments(Options.KEEP_ALIVE_COUNT, "128", "-1, or 1..127"),
                arguments(Options.MAX_MESSAGE_SIZE_BYTES, "-2", "-1..9223372036854775807 bytes"),
                arguments(Options.ROUTING_ID, "x".repeat(256), "0..255 bytes, the first one not 0"));
    }

    @Test
    void aTextDoesNotControlATerminal() {
        assertThatThrownBy(() -> Options.BACKLOG.parse("\u001b[31m1")).hasMessageContaining("backlog=?[31m1,");
    }

    @Test
    void aTimeBelowZeroIsNoTime() {
        Duration least = Duration.ofNanos(-1);
        assertThatThrownBy(() -> SocketOptions.builder().linger(least)).isInstanceOf(ZmqException.class);
        assertThat(SocketOptions.builder().set(Options.LINGER, least).build())
                .isEqualTo(SocketOptions.builder().lingerForever().build());
        assertThatThrownBy(() -> SocketOptions.builder().set(Options.GOODBYE_TIMEOUT, least))
                .isInstanceOf(ZmqException.class);
    }

    @Test
    void propertiesAddUp() {
        SocketOptions options = SocketOptions.builder()
                .setText(Options.METADATA, "X-a:1")
                .setText(Options.METADATA, "X-b:2:3")
                .build();
        assertThat(options.protocol().metadata()).isEqualTo(Map.of("X-a", "1", "X-b", "2:3"));
        assertThat(Options.METADATA.isRepeatable()).isTrue();
    }

    @Test
    void anOptionOfAContextIsNoneOfASocket() {
        assertThat(ContextOptions.DEFAULTS.get(Options.IO_THREADS)).isEqualTo(1);
        assertThatThrownBy(() -> SocketOptions.DEFAULTS.get(Options.IO_THREADS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SocketOptions.builder().set(Options.IO_THREADS, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ContextOptions.DEFAULTS.get(Options.LINGER))
                .isInstanceOf(IllegalArgumentException.class);
    }

    // ------------------------------------------------------------------ texts

    @Test
    void optionsTellWhatIsNotAtItsDefault() {
        assertThat(SocketOptions.DEFAULTS).hasToString("SocketOptions[]");
        SocketOptions options = SocketOptions.builder()
                .linger(Duration.ofMillis(1500))
                .heartbeat(Duration.ofSeconds(2))
                .sendHighWaterMark(100_000)
                .streamNotify(false)
                .build();
        assertThat(options)
                .hasToString("SocketOptions[sendHighWaterMark=100000, linger=1500 ms, heartbeatInterval=2 s,"
                        + " streamNotify=false]");
    }

    @Test
    void aSecretIsNeverShown() {
        Option<RoutingId> secret = new Row<>("password", new OptionValues.Names(false), RoutingId.EMPTY)
                .secret()
                .stored(options -> RoutingId.of("hidden"), (builder, value) -> {});
        assertThat(secret.isSecret()).isTrue();
        assertThat(secret.show(RoutingId.of("hidden"))).isEqualTo("***");
        assertThat(secret.shown(SocketOptions.DEFAULTS)).isEqualTo("password=***");
        String tooLong = "hidden".repeat(50);
        assertThatThrownBy(() -> secret.parse(tooLong))
                .hasMessageStartingWith("invalid option: password=***, allowed:");
        assertThatThrownBy(() -> secret.require(RoutingId.of(new byte[] {0, 1})))
                .hasMessageStartingWith("invalid option: password=***, allowed:");
        assertThat(ofSockets().filter(Option::isSecret)).isEmpty();
    }
}
