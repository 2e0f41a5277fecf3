package io.nolmq.cli;

import io.nolmq.cli.shell.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code version}: what runs on what. */
@Command(name = "version", header = "Prints the version, the JDK and the system, as --version does.")
final class VersionCommand implements Callable<Integer> {
    /** How it may be called. */
    static final List<String> NAMES = List.of("version", "--version", "-V");

    private final StandardStreams streams;

    VersionCommand(StandardStreams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        return run(streams);
    }

    /** Runs the command without picocli. */
    static int run(StandardStreams streams) {
        try {
            streams.out().write((line() + '\n').getBytes(StandardCharsets.UTF_8));
            streams.out().flush();
            return ExitCode.DONE.number();
        } catch (IOException failed) {
            return new Failures(streams).report("version", failed);
        }
    }

    /** The version in the manifest of the jar; classes outside a jar have none. */
    static String version() {
        String version = VersionCommand.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    static String jdk() {
        return System.getProperty("java.vendor") + " JDK " + Runtime.version();
    }

    private static String line() {
        return "nol (NolMQ) " + version() + ", " + jdk() + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch");
    }
}
