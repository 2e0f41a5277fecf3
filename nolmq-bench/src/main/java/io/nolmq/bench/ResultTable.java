package io.nolmq.bench;

import java.util.Locale;
import java.util.Optional;

/** The medians and ratios, as Markdown. */
final class ResultTable {
    private ResultTable() {}

    static String render(Environment environment, RunnerOptions options, Results results) {
        StringBuilder text = new StringBuilder();
        text.append("# NolMQ, libzmq and JeroMQ side by side\n\n");
        conditions(text, environment, options);
        text.append("The value is the median of the rounds. The ratio to libzmq is the median of the ratios within each"
                + " round, in brackets the lowest and the highest of them.\n\n");
        text.append("| scenario | figure | pairing | median | ratio to libzmq | bar | met |\n");
        text.append("|---|---|---|---:|---:|---:|---|\n");
        for (Scenario scenario : results.scenarios()) {
            for (Metric metric : scenario.metrics()) {
                for (Pairing pairing : results.pairings(scenario)) {
                    row(text, scenario, metric, pairing, results.compare(scenario, metric, pairing));
                }
            }
        }
        failures(text, results);
        return text.toString();
    }

    /** Where and how the runs were made. */
    static void conditions(StringBuilder text, Environment environment, RunnerOptions options) {
        text.append("Commit ").append(environment.commit()).append(", ").append(environment.time());
        text.append(". JDK: ").append(environment.jdk());
        text.append(". CPU: ").append(environment.cpu());
        text.append(". OS: ").append(environment.os());
        text.append(". Load average when it began: ").append(environment.load()).append(".\n");
        text.append(String.format(
                Locale.ROOT,
                "%d rounds of %.1f s each, warm-up of %.1f s, over %s.%s%n%n",
                options.repetitions(),
                options.seconds(),
                options.warmUpSeconds(),
                options.transport(),
                options.jvmOptions().isEmpty() ? "" : " JVM options: " + String.join(" ", options.jvmOptions())));
    }

    private static void row(
            StringBuilder text, Scenario scenario, Metric metric, Pairing pairing, Optional<Comparison> found) {
        Optional<Bar> bar = Bar.of(scenario, metric, pairing);
        text.append("| ").append(scenario.title());
        text.append(" | ").append(metric.title());
        text.append(" | ").append(pairing.title());
        text.append(" | ").append(found.map(it -> metric.format(it.median())).orElse("failed"));
        text.append(" | ").append(found.map(it -> ratio(pairing, it)).orElse(""));
        text.append(" | ").append(bar.map(Bar::toString).orElse(""));
        text.append(" | ").append(bar.map(it -> verdict(it, found)).orElse(""));
        text.append(" |\n");
    }

    private static String verdict(Bar bar, Optional<Comparison> found) {
        return found.isPresent() && bar.isMetBy(found.get()) ? "yes" : "**no**";
    }

    private static String ratio(Pairing pairing, Comparison comparison) {
        if (pairing.equals(Pairing.REFERENCE)) {
            return "1";
        }
        if (Double.isNaN(comparison.ratio())) {
            return "";
        }
        return String.format(
                Locale.ROOT, "%.2f (%.2f–%.2f)", comparison.ratio(), comparison.lowest(), comparison.highest());
    }

    static void failures(StringBuilder text, Results results) {
        if (results.failures().isEmpty()) {
            return;
        }
        text.append("\n## Runs that failed\n\nThey count in no median.\n\n");
        for (Run run : results.failures()) {
            String failure = String.valueOf(run.failure());
            text.append("- ").append(run.scenario().name());
            text.append(", ").append(run.pairing().title());
            text.append(", round ").append(run.round()).append(": ");
            text.append(failure.lines().findFirst().orElse("")).append('\n');
        }
    }
}
