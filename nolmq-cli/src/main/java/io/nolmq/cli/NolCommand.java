package io.nolmq.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The command {@code nol}. */
@Command(
        name = "nol",
        header = "ZeroMQ on the command line.",
        customSynopsis = {
            "nol COMMAND [-b|-c ENDPOINT]... [options] [frames...]",
            "nol COMMAND --help",
        },
        description = {
            "",
            "An endpoint reads transport://address, over tcp, ipc or inproc. -b binds, -c connects; so do the marks"
                    + " @tcp://*:5555 and '>tcp://host:5555'. Without a mark pub, push, rep and router bind, the others"
                    + " connect. Data goes to standard output, everything else to standard error.",
        },
        footer = {
            "",
            "Examples:",
            "  nol pub @tcp://*:12345 --every 1s --template 'WAKTU {{ctime}}'",
            "  nol sub tcp://localhost:12345 WAKTU",
            "  nol req tcp://localhost:5555 Hello",
            "  nol bench lat",
        })
public final class NolCommand {
    private static final Map<String, Function<StandardStreams, Object>> COMMANDS = commands();

    private NolCommand() {}

    private static Map<String, Function<StandardStreams, Object>> commands() {
        Map<String, Function<StandardStreams, Object>> commands = new LinkedHashMap<>();
        // The lab registers here: commands.put("lab", streams -> new LabCommand());
        commands.put("pub", PubCommand::new);
        commands.put("sub", SubCommand::new);
        commands.put("push", PushCommand::new);
        commands.put("pull", PullCommand::new);
        commands.put("req", ReqCommand::new);
        commands.put("rep", RepCommand::new);
        commands.put("dealer", DealerCommand::new);
        commands.put("router", RouterCommand::new);
        commands.put("bench", NolCommand::bench);
        commands.put("local_thr", LocalThroughputCommand::new);
        commands.put("remote_thr", streams -> new RemoteThroughputCommand());
        commands.put("local_lat", streams -> new LocalLatencyCommand());
        commands.put("remote_lat", RemoteLatencyCommand::new);
        commands.put("version", VersionCommand::new);
        return commands;
    }

    private static CommandLine bench(StandardStreams streams) {
        return new CommandLine(new BenchCommand())
                .addSubcommand("thr", new BenchThroughputCommand(streams))
                .addSubcommand("lat", new BenchLatencyCommand(streams))
                .addSubcommand("inproc", new BenchInprocCommand(streams));
    }

    /**
     * Runs the command and ends the process.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        Interruption interruption = Interruption.watch();
        interruption.exit(run(StandardStreams.ofProcess(), arguments));
    }

    /** Runs the command and tells its exit code; an interrupt of the thread is what Ctrl-C is to a process. */
    static int run(StandardStreams streams, String... arguments) {
        Failures failures = new Failures(streams);
        String name = arguments.length > 0 && COMMANDS.containsKey(arguments[0]) ? arguments[0] : "";
        CommandLine line = commandLine(streams, name);
        line.setOut(new PrintWriter(streams.out(), false, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(streams.terminal() ? Ansi.ON : Ansi.OFF));
        line.setParameterExceptionHandler((wrong, given) -> usage(streams, wrong));
        line.setExecutionExceptionHandler(
                (failure, command, parsed) -> failures.report(command.getCommandName(), failure));
        int exit = line.execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
        line.getOut().flush();
        return exit;
    }

    /** Reading the annotations of a command takes time, so that only the one that is called is looked at. */
    private static CommandLine commandLine(StandardStreams streams, String only) {
        CommandLine line = new CommandLine(new NolCommand());
        COMMANDS.forEach((name, maker) -> {
            if (only.isEmpty() || only.equals(name)) {
                line.addSubcommand(name, maker.apply(streams));
            }
        });
        configure(line);
        line.setExpandAtFiles(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }

    private static void configure(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        if (spec.findOption("--help") == null) {
            spec.addOption(OptionSpec.builder("-h", "--help")
                    .usageHelp(true)
                    .description("Prints this help.")
                    .build());
        }
        spec.usageMessage()
                .commandListHeading("%nCommands:%n")
                .optionListHeading("%nOptions:%n")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.table());
        line.getSubcommands().values().forEach(NolCommand::configure);
    }

    private static int usage(StandardStreams streams, ParameterException wrong) {
        String name = wrong.getCommandLine().getCommandSpec().qualifiedName(" ");
        String message = String.valueOf(wrong.getMessage()).replaceAll("\\R+", " ");
        streams.say(message + "; see " + name + " --help");
        return ExitCode.USAGE.number();
    }
}
