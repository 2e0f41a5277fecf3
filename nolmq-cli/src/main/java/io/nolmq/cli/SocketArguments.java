package io.nolmq.cli;

import io.nolmq.cli.shell.DurationConverter;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketOptionsBuilder;
import io.nolmq.message.SocketType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every socket command is told of its socket: endpoints, options, how much to say. */
final class SocketArguments {
    @Option(
            names = {"-b", "--bind"},
            paramLabel = "ENDPOINT",
            description = "Binds to ENDPOINT, such as tcp://*:5555; repeatable. Short form: @ENDPOINT.")
    private List<String> bind = new ArrayList<>();

    @Option(
            names = {"-c", "--connect"},
            paramLabel = "ENDPOINT",
            description = "Connects to ENDPOINT, such as tcp://host:5555; repeatable. Short form: '>ENDPOINT'.")
    private List<String> connect = new ArrayList<>();

    @Option(names = "--identity", paramLabel = "TEXT", description = "The routing id that ROUTER peers see.")
    private @Nullable String identity;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description =
                    "Sets an option by libzmq's name or ours, such as TCP_KEEPALIVE=1 or RECONNECT_IVL=500 (times in"
                            + " ms); repeatable. --set NAME tells its meaning and its values, an unknown NAME all names.")
    private List<String> named = new ArrayList<>();

    @Option(names = "--hwm", paramLabel = "N", description = "Both high-water marks, in messages; 0 = unlimited.")
    private @Nullable Integer highWaterMark;

    @Option(names = "--sndhwm", paramLabel = "N", description = "How many messages may wait for one peer.")
    private @Nullable Integer sendHighWaterMark;

    @Option(names = "--rcvhwm", paramLabel = "N", description = "How many messages of one peer may wait for us.")
    private @Nullable Integer receiveHighWaterMark;

    @Option(
            names = "--maxmsgsize",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description = "Closes connections that bring larger frames, such as 64M.")
    private @Nullable Long maxMessageSize;

    @Option(
            names = "--linger",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long to go on sending at the end; without it, until all is sent.")
    private @Nullable Duration linger;

    @Option(names = "--ipv6", description = "Uses IPv6 beside IPv4.")
    private boolean ipv6;

    @Option(
            names = {"-v", "--verbose"},
            description = "Prints the events of the connections on standard error.")
    private boolean verbose;

    @Option(
            names = {"-q", "--quiet"},
            description = "Prints nothing but errors on standard error.")
    private boolean quiet;

    @Parameters(arity = "0..*", hidden = true)
    private List<String> positional = new ArrayList<>();

    boolean verbose() {
        return verbose;
    }

    boolean quiet() {
        return quiet;
    }

    @Nullable
    Duration linger() {
        return linger;
    }

    /** The endpoints, marked and unmarked; at least one. */
    List<EndpointArgument> endpoints(SocketType type) {
        List<EndpointArgument> endpoints = EndpointArgument.all(bind, true);
        endpoints.addAll(EndpointArgument.all(connect, false));
        for (String text : positional.subList(0, leadingEndpoints())) {
            endpoints.add(EndpointArgument.parse(text, type));
        }
        if (endpoints.isEmpty()) {
            throw CommandException.usage("no endpoint; give one, such as tcp://127.0.0.1:5555 ("
                    + (EndpointArgument.bindsByHabit(type) ? "binds" : "connects")
                    + "), @tcp://*:5555 (binds) or -c tcp://host:5555 (connects)");
        }
        return endpoints;
    }

    /** What follows the endpoints: frames, prefixes, a reply. */
    List<String> rest() {
        return positional.subList(leadingEndpoints(), positional.size());
    }

    void requireNoRest() {
        if (!rest().isEmpty()) {
            throw CommandException.usage(
                    "unexpected argument: '" + rest().get(0) + "'; this command takes endpoints only");
        }
    }

    private int leadingEndpoints() {
        return EndpointArgument.leading(positional, !(bind.isEmpty() && connect.isEmpty()));
    }

    SocketOptions options() {
        SocketOptionsBuilder builder = SocketOptions.builder();
        if (highWaterMark != null) {
            builder.sendHighWaterMark(highWaterMark).receiveHighWaterMark(highWaterMark);
        }
        if (sendHighWaterMark != null) {
            builder.sendHighWaterMark(sendHighWaterMark);
        }
        if (receiveHighWaterMark != null) {
            builder.receiveHighWaterMark(receiveHighWaterMark);
        }
        if (maxMessageSize != null) {
            builder.maxMessageSizeBytes(maxMessageSize);
        }
        if (identity != null) {
            builder.routingId(identity);
        }
        if (ipv6) {
            builder.ipv6(true);
        }
        new NamedOptions(builder).apply(named);
        return builder.build();
    }
}
