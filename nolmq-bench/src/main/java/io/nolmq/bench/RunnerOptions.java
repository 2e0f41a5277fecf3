package io.nolmq.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line of {@link SideBySide}.
 *
 * @param scenarios those to run
 * @param pairings those to play them
 * @param before the earlier build of NolMQ, null = NolMQ is compared with other libraries
 * @param after the build that plays as NolMQ
 * @param repetitions how many rounds
 * @param seconds how long each run measures
 * @param warmUpSeconds what does not count before
 * @param timeoutSeconds how much longer than that a run may take
 * @param transport tcp or ipc
 * @param jvmOptions for the ends in Java
 * @param module the folder of nolmq-bench
 * @param output where the results go, null = a folder of its own
 * @param quick whether this is only a try, whose results are not kept
 */
record RunnerOptions(
        List<Scenario> scenarios,
        List<Pairing> pairings,
        @Nullable NolmqBuild before,
        NolmqBuild after,
        int repetitions,
        double seconds,
        double warmUpSeconds,
        double timeoutSeconds,
        String transport,
        List<String> jvmOptions,
        Path module,
        @Nullable Path output,
        boolean quick) {

    static final String USAGE = """
            usage: SideBySide [options]
              --quick                  1 s and one round unless said otherwise; results go to target/
              --scenario NAMES         names or beginnings of names, separated by commas; default: all
              --implementations NAMES  of libzmq,jeromq,nolmq,nolmq-to-libzmq,libzmq-to-nolmq; default: all
              --before CLASSPATH       compares NolMQ with an earlier build: its nolmq-core jar, or more
              --after CLASSPATH        with --before: the later build (that of the checkout)
              --repetitions N          rounds (5; with --before 15)
              --seconds N              how long each run measures (5)
              --warm-up N              seconds of the same work before, which do not count (0; with --before 2)
              --timeout N              how many seconds longer than that a run may take (60)
              --transport tcp|ipc      between the processes (tcp)
              --jvm-options TEXT       for the ends in Java, separated by blanks (those of ./nol)
              --module FOLDER          the folder of nolmq-bench (the current one)
              --output FOLDER          where the results go
              --list                   lists the scenarios
            """;

    /** What ./nol gives the virtual machine, and what matters for speed. JeroMQ gets the same. */
    private static final String LAUNCHER_OPTIONS = "-XX:+UseSerialGC -Xmn24m -XX:AllocatePrefetchLines=16";

    private static final List<Pairing> BUILDS = List.of(Pairing.BEFORE, Pairing.AFTER, Pairing.BEFORE_AGAIN);

    private static final String ALL_PAIRINGS = "libzmq,jeromq,nolmq,nolmq-to-libzmq,libzmq-to-nolmq";

    static RunnerOptions parse(List<String> arguments) {
        Words words = new Words(arguments);
        boolean quick = words.flag("--quick");
        NolmqBuild before = words.build("--before");
        NolmqBuild after = before == null ? null : words.build("--after");
        RunnerOptions options = new RunnerOptions(
                scenarios(words.value("--scenario", "")),
                before == null ? pairings(words.value("--implementations", ALL_PAIRINGS)) : BUILDS,
                before,
                after == null ? NolmqBuild.current() : after,
                Integer.parseInt(words.value("--repetitions", quick ? "1" : before == null ? "5" : "15")),
                Double.parseDouble(words.value("--seconds", quick ? "1" : "5")),
                Double.parseDouble(words.value("--warm-up", before == null ? "0" : "2")),
                Double.parseDouble(words.value("--timeout", "60")),
                words.value("--transport", "tcp"),
                List.of(words.value("--jvm-options", LAUNCHER_OPTIONS).split(" ")).stream()
                        .filter(word -> !word.isEmpty())
                        .toList(),
                Path.of(words.value("--module", "")).toAbsolutePath(),
                words.optional("--output"),
                quick);
        words.requireEmpty();
        if (!options.transport.equals("tcp") && !options.transport.equals("ipc")) {
            throw new IllegalArgumentException("unknown transport: " + options.transport);
        }
        if (options.repetitions < 1 || options.repetitions > Statistics.MOST_VALUES) {
            throw new IllegalArgumentException("not a number of rounds: " + options.repetitions);
        }
        return options;
    }

    private static List<Pairing> pairings(String names) {
        List<Pairing> pairings = new ArrayList<>();
        for (String name : List.of(names.split(","))) {
            Pairing pairing = Pairing.parse(name);
            if (pairing.binder().isBefore() || pairing.connector().isBefore()) {
                throw new IllegalArgumentException("--before plays it: " + name);
            }
            pairings.add(pairing);
        }
        return List.copyOf(pairings);
    }

    private static List<Scenario> scenarios(String names) {
        List<Scenario> chosen = new ArrayList<>();
        for (Scenario scenario : Scenario.all()) {
            if (names.isEmpty() || List.of(names.split(",")).stream().anyMatch(scenario.name()::startsWith)) {
                chosen.add(scenario);
            }
        }
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("no such scenario: " + names);
        }
        return chosen;
    }

    PlayingOrder order() {
        return before == null ? PlayingOrder.ROTATING : PlayingOrder.MIRRORED;
    }

    boolean plays(Library library) {
        return pairings.stream().anyMatch(pairing -> pairing.uses(library));
    }

    /** The words of a command line, taken away as they are read. */
    private static final class Words {
        private final List<String> words;

        Words(List<String> words) {
            this.words = new ArrayList<>(words);
        }

        boolean flag(String name) {
            return words.remove(name);
        }

        String value(String name, String otherwise) {
            int at = words.indexOf(name);
            if (at < 0) {
                return otherwise;
            }
            if (at + 1 == words.size()) {
                throw new IllegalArgumentException("a value is missing: " + name);
            }
            words.remove(at);
            return words.remove(at);
        }

        @Nullable
        NolmqBuild build(String name) {
            String value = value(name, "");
            return value.isEmpty() ? null : NolmqBuild.parse(value);
        }

        @Nullable
        Path optional(String name) {
            String value = value(name, "");
            return value.isEmpty() ? null : Path.of(value).toAbsolutePath();
        }

        void requireEmpty() {
            if (!words.isEmpty()) {
                throw new IllegalArgumentException("unknown option: " + words.get(0));
            }
        }
    }
}
