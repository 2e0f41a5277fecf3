package io.nolmq.cli;

import io.nolmq.cli.shell.ExitCode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands under {@code nol}, as picocli runs them. */
final class CommandTree {
    private final StandardStreams streams;

    CommandTree(StandardStreams streams) {
        this.streams = streams;
    }

    int run(String... arguments) {
        Failures failures = new Failures(streams);
        CommandLine line = commandLine(arguments.length > 0 ? arguments[0] : "");
        line.setOut(new PrintWriter(streams.out(), false, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(streams.terminal() ? Ansi.ON : Ansi.OFF));
        line.setParameterExceptionHandler((wrong, given) -> usage(wrong));
        line.setExecutionExceptionHandler(
                (failure, command, parsed) -> failures.report(command.getCommandName(), failure));
        int exit = line.execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
        line.getOut().flush();
        return exit;
    }

    /** Reading the annotations of a command takes time, so that only the one that is called is looked at. */
    private CommandLine commandLine(String called) {
        CommandLine line = new CommandLine(new NolCommand());
        CommandRow only = called.equals("help") ? null : CommandRow.all().get(called);
        for (CommandRow row : only == null ? CommandRow.all().values() : List.of(only)) {
            line.addSubcommand(row.name(), row.make().apply(streams));
        }
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
        line.getSubcommands().values().forEach(CommandTree::configure);
    }

    private int usage(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String message = String.valueOf(wrong.getMessage());
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            String given = unmatched.getUnmatched().get(0);
            boolean option = given.startsWith("-");
            message = "unknown " + (option ? "option" : command.getParent() == null ? "command" : "argument") + ": '"
                    + given + "'" + suggestion(unmatched);
        }
        streams.say(message.replaceAll("\\R+", " ") + "; see "
                + command.getCommandSpec().qualifiedName(" ") + " --help");
        return ExitCode.USAGE.number();
    }

    private static String suggestion(UnmatchedArgumentException unmatched) {
        List<String> similar = unmatched.getSuggestions();
        return similar.isEmpty() ? "" : "; did you mean " + similar.get(0) + "?";
    }
}
