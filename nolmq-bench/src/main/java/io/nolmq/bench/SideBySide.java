package io.nolmq.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Plays every scenario with libzmq, JeroMQ, NolMQ and mixed pairs, or with two builds of NolMQ, interleaved: within a round
 * all pairings follow each other, and only figures of the same round are compared. Writes every run, a table of medians and
 * ratios, and for libraries a chart.
 */
public final class SideBySide {
    private final RunnerOptions options;
    private final Environment environment;
    private final Results results = new Results();

    private SideBySide(RunnerOptions options) {
        this.options = options;
        this.environment = Environment.here(options.module());
    }

    /**
     * Runs the benchmark.
     *
     * @param arguments see {@link RunnerOptions#USAGE}
     * @throws IOException when the results cannot be written, or the end in C cannot be compiled
     * @throws InterruptedException when it is interrupted
     */
    @SuppressWarnings("SystemOut") // a command
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.setProperty("java.awt.headless", "true");
        List<String> words = List.of(arguments);
        if (words.contains("--help")) {
            System.out.print(RunnerOptions.USAGE);
            return;
        }
        if (words.contains("--list")) {
            Scenario.all().forEach(scenario -> System.out.println(scenario.name()));
            return;
        }
        RunnerOptions options;
        try {
            options = RunnerOptions.parse(words);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(RunnerOptions.USAGE);
            System.exit(2);
            return;
        }
        System.exit(new SideBySide(options).run() ? 0 : 1);
    }

    /** Whether every run came to something. */
    private boolean run() throws IOException, InterruptedException {
        Path libzmqEnd = options.plays(Library.LIBZMQ) ? LibzmqBuild.compile(options.module()) : options.module();
        Trial trial = new Trial(options, new EndCommand(options, libzmqEnd));
        Path folder = folder();
        Files.createDirectories(folder);
        for (Scenario scenario : options.scenarios()) {
            List<Pairing> pairings = options.pairings().stream()
                    .filter(pairing -> scenario.mixed() || !pairing.isMixed())
                    .toList();
            for (int round = 1; round <= options.repetitions(); round++) {
                for (Pairing pairing : options.order().of(pairings, round)) {
                    Run run = trial.play(scenario, pairing, round);
                    results.add(run);
                    report(run);
                }
            }
            write(folder);
        }
        say("");
        say(Files.readString(folder.resolve("table.md")));
        say("written to " + folder);
        return results.failures().isEmpty();
    }

    private Path folder() {
        if (options.output() != null) {
            return options.output();
        }
        String name = environment.time().substring(0, 10) + "-" + environment.commit()
                + (options.before() == null ? "" : "-speed-kept");
        return options.module()
                .resolve(options.quick() ? "target/results" : "results")
                .resolve(name);
    }

    private void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("raw.json"), RawFile.render(environment, options, results));
        NolmqBuild before = options.before();
        if (before != null) {
            Files.writeString(folder.resolve("table.md"), SpeedKeptTable.render(environment, options, before, results));
            return;
        }
        Files.writeString(folder.resolve("table.md"), ResultTable.render(environment, options, results));
        try {
            RatioChart.write(folder, environment, results);
        } catch (LinkageError e) { // a JDK without fonts or without java.desktop
            say("no chart: " + e);
        }
    }

    private static void report(Run run) {
        StringBuilder line = new StringBuilder();
        line.append(String.format(
                "%-22s %-16s round %2d: ", run.scenario().name(), run.pairing().id(), run.round()));
        if (run.failure() != null) {
            line.append("FAILED: ").append(run.failure());
        }
        for (Metric metric : run.scenario().metrics()) {
            metric.of(run)
                    .ifPresent(value -> line.append(metric.title())
                            .append(' ')
                            .append(metric.format(value))
                            .append("  "));
        }
        say(line.toString().stripTrailing());
    }

    @SuppressWarnings("SystemOut") // a command
    private static void say(String line) {
        System.out.println(line);
    }
}
