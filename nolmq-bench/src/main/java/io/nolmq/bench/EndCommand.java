package io.nolmq.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** How an end is started. */
final class EndCommand {
    private static final String MAIN = "io.nolmq.bench.end.End";

    private final RunnerOptions options;
    private final Path libzmqEnd;

    EndCommand(RunnerOptions options, Path libzmqEnd) {
        this.options = options;
        this.libzmqEnd = libzmqEnd;
    }

    List<String> binder(Scenario scenario, Library library, String endpoint) {
        List<String> command = new ArrayList<>(start(library, scenario.binderRole(), endpoint));
        command.addAll(scenario.arguments());
        if (!scenario.isInproc()) {
            command.addAll(List.of("--peers", Integer.toString(scenario.peers())));
        }
        command.addAll(times(scenario));
        return command;
    }

    List<String> connector(Scenario scenario, String role, Library library, String endpoint) {
        List<String> command = new ArrayList<>(start(library, role, endpoint));
        command.addAll(scenario.arguments());
        command.addAll(List.of("--sockets", Integer.toString(scenario.peers())));
        command.addAll(times(scenario));
        return command;
    }

    private List<String> start(Library library, String role, String endpoint) {
        if (library == Library.LIBZMQ) {
            return List.of(libzmqEnd.toString(), role, endpoint);
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options.jvmOptions());
        command.addAll(List.of("-cp", classPath(library), MAIN, library.endId(), role, endpoint));
        return command;
    }

    private String classPath(Library library) {
        if (library.isBefore()) {
            return Objects.requireNonNull(options.before()).classPath();
        }
        return library == Library.NOLMQ ? options.after().classPath() : System.getProperty("java.class.path");
    }

    private List<String> times(Scenario scenario) {
        return List.of(
                "--seconds", Double.toString(seconds(scenario)), "--warm-up", Double.toString(warmUpSeconds(scenario)));
    }

    double seconds(Scenario scenario) {
        return scenario.lengthFactor() * options.seconds();
    }

    double warmUpSeconds(Scenario scenario) {
        return Math.max(scenario.settleSeconds(), options.warmUpSeconds());
    }
}
