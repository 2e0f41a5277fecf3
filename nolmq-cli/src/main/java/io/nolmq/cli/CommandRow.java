package io.nolmq.cli;

import io.nolmq.Context;
import io.nolmq.DuplexSocket;
import io.nolmq.cli.lab.LabCommand;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * One command of {@code nol}: its name, and how it is made. A type that sends and receives in no order needs no class of its
 * own, but its texts.
 *
 * @param name as it is typed
 * @param make makes the command
 */
record CommandRow(String name, Function<StandardStreams, CommandLine> make) {
    /** In the order of the help. */
    private static final Map<String, CommandRow> ROWS = new LinkedHashMap<>();

    static {
        row("lab", streams -> new LabCommand());
        row("pub", PubCommand::new);
        row("sub", SubCommand::new);
        row("push", PushCommand::new);
        row("pull", PullCommand::new);
        row("req", ReqCommand::new);
        row("rep", RepCommand::new);
        duplex(
                SocketType.DEALER,
                Context::dealer,
                "Sends messages to its peers in turn, and prints what they send.",
                "To talk to REP, send an empty frame first.",
                "  nol dealer tcp://localhost:5555 -C 1 '' Hello   asks a REP once",
                "  nol dealer @tcp://*:5555 --for 10s < requests");
        duplex(
                SocketType.PAIR,
                Context::pair,
                "Sends messages to one peer, and prints what it sends.",
                "A second peer is refused while the first is there.",
                "  nol pair @tcp://*:5555                          waits for the other end",
                "  nol pair tcp://localhost:5555 Hello             is the other end");
        duplex(
                SocketType.XPUB,
                Context::xpub,
                "Sends messages to their subscribers, and prints the subscriptions.",
                "A subscription is a byte 1, or 0 where it ends, and the topic.",
                "  nol xpub tcp://*:12345 --every 1s --template 'WAKTU {{time}}'");
        duplex(
                SocketType.XSUB,
                Context::xsub,
                "Subscribes by the messages that it sends, and prints what it receives.",
                "A message that begins with a byte 1 subscribes to the topic behind it; with 0 it cancels that.",
                "  nol xsub tcp://localhost:12345 --codec hex 0157414b5455   subscribes to WAKTU");
        duplex(
                SocketType.STREAM,
                Context::stream,
                "Speaks TCP without ZMTP: prints the id of a peer and its bytes, and sends such pairs.",
                "Empty bytes tell of a connection and of its end, and close one.",
                "  nol stream @tcp://*:8080                         shows what a browser asks");
        row("router", RouterCommand::new);
        row("bench", CommandRow::bench);
        row("local_thr", LocalThroughputCommand::new);
        row("remote_thr", streams -> new RemoteThroughputCommand());
        row("local_lat", streams -> new LocalLatencyCommand());
        row("remote_lat", RemoteLatencyCommand::new);
        row("version", VersionCommand::new);
        row("help", streams -> new CommandLine.HelpCommand());
    }

    private static void row(String name, Function<StandardStreams, Object> command) {
        ROWS.put(name, new CommandRow(name, streams -> line(command.apply(streams))));
    }

    private static void duplex(
            SocketType type,
            BiFunction<Context, SocketOptions, ? extends DuplexSocket> maker,
            String header,
            String note,
            String... examples) {
        String name = Naming.of(type);
        ROWS.put(name, new CommandRow(name, streams -> {
            CommandLine line = new CommandLine(new DuplexCommand(streams, type, maker));
            line.getCommandSpec()
                    .name(name)
                    .usageMessage()
                    .header(header)
                    .customSynopsis("nol " + name + " [-b|-c] ENDPOINT... [options] [FRAME...]")
                    .description(
                            "",
                            "The arguments behind the endpoint are the frames of one message. " + note,
                            "It goes on receiving when its input has ended: -C, --for or -W end it.")
                    .footer(footer(examples));
            return line;
        }));
    }

    private static String[] footer(String... examples) {
        String[] footer = new String[examples.length + 2];
        footer[0] = "";
        footer[1] = "Examples:";
        System.arraycopy(examples, 0, footer, 2, examples.length);
        return footer;
    }

    private static CommandLine line(Object command) {
        return command instanceof CommandLine line ? line : new CommandLine(command);
    }

    private static CommandLine bench(StandardStreams streams) {
        return new CommandLine(new BenchCommand())
                .addSubcommand("thr", new BenchThroughputCommand(streams))
                .addSubcommand("lat", new BenchLatencyCommand(streams))
                .addSubcommand("inproc", new BenchInprocCommand(streams));
    }

    /** All of them, by name, in the order of the help. */
    static Map<String, CommandRow> all() {
        return ROWS;
    }
}
