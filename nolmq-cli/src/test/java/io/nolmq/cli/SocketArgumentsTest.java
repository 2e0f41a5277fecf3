package io.nolmq.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketOptionsBuilder;
import io.nolmq.message.SocketType;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class SocketArgumentsTest {
    private static SocketArguments parsed(String... arguments) {
        SocketArguments parsed = new SocketArguments();
        new CommandLine(parsed).setExpandAtFiles(false).parseArgs(arguments);
        return parsed;
    }

    private static EndpointArgument binds(String address) {
        return new EndpointArgument(address, true);
    }

    private static EndpointArgument connects(String address) {
        return new EndpointArgument(address, false);
    }

    private static Arguments option(String arguments, Consumer<SocketOptionsBuilder> same) {
        return Arguments.of(arguments, same);
    }

    static Stream<Arguments> options() {
        return Stream.of(
                option("--quiet", options -> {}),
                option("--hwm 5", options -> options.sendHighWaterMark(5).receiveHighWaterMark(5)),
                option("--hwm 0", options -> options.sendHighWaterMark(0).receiveHighWaterMark(0)),
                option("--sndhwm 6", options -> options.sendHighWaterMark(6)),
                option("--rcvhwm 7", options -> options.receiveHighWaterMark(7)),
                option(
                        "--hwm 5 --sndhwm 6",
                        options -> options.sendHighWaterMark(6).receiveHighWaterMark(5)),
                option("--maxmsgsize 64M", options -> options.maxMessageSizeBytes(64 << 20)),
                option("--identity me", options -> options.routingId("me")),
                option("--ipv6", options -> options.ipv6(true)),
                option(
                        "--set TOS=16 --set BACKLOG=3",
                        options -> options.typeOfService(16).backlog(3)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void anOptionIsTheSameAsItsMethod(String arguments, Consumer<SocketOptionsBuilder> same) {
        SocketOptionsBuilder builder = SocketOptions.builder();
        same.accept(builder);
        assertThat(parsed(arguments.split(" ")).options()).isEqualTo(builder.build());
    }

    @Test
    void endpointsComeFromOptionsAndFromLeadingArguments() {
        SocketArguments arguments = parsed(
                "-b", "tcp://*:1", "-c", "tcp://a:2", "@tcp://*:3", ">ipc:///x", "inproc://y", "rest", "tcp://z:1");
        assertThat(arguments.endpoints(SocketType.SUB))
                .containsExactly(
                        binds("tcp://*:1"),
                        connects("tcp://a:2"),
                        binds("tcp://*:3"),
                        connects("ipc:///x"),
                        connects("inproc://y"));
        assertThat(arguments.rest()).containsExactly("rest", "tcp://z:1");
    }

    @Test
    void onlyTheFirstArgumentMayBeAnEndpointOfATransportThatDoesNotExist() {
        assertThat(parsed("http://a/", "http://b/").endpoints(SocketType.SUB)).containsExactly(connects("http://a/"));
        assertThat(parsed("-c", "tcp://a:1", "http://b/").rest()).containsExactly("http://b/");
    }

    @Test
    void publishersPushersRepliersAndRoutersBindByHabit() {
        for (SocketType type : new SocketType[] {SocketType.PUB, SocketType.PUSH, SocketType.REP, SocketType.ROUTER}) {
            assertThat(parsed("tcp://*:1").endpoints(type)).containsExactly(binds("tcp://*:1"));
        }
        for (SocketType type : new SocketType[] {SocketType.SUB, SocketType.PULL, SocketType.REQ, SocketType.DEALER}) {
            assertThat(parsed("tcp://a:1").endpoints(type)).containsExactly(connects("tcp://a:1"));
        }
    }

    @Test
    void withoutEndpointItSaysHowToGiveOne() {
        assertThatThrownBy(() -> parsed("frame").endpoints(SocketType.PUB))
                .hasMessageContaining("no endpoint; give one, such as tcp://127.0.0.1:5555 (binds)");
    }
}
