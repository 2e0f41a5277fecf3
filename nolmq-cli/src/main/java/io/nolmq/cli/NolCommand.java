package io.nolmq.cli;

import picocli.CommandLine.Command;

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
    NolCommand() {}

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
        // Half of the time that picocli takes is the loading of its classes, which this command needs none of.
        return arguments.length == 1 && VersionCommand.NAMES.contains(arguments[0])
                ? VersionCommand.run(streams)
                : new CommandTree(streams).run(arguments);
    }
}
