package io.nolmq.bench;

import java.util.Optional;

/** The ratios of a build of NolMQ to an earlier one, and the verdicts, as Markdown. */
final class SpeedKeptTable {
    private SpeedKeptTable() {}

    static String render(Environment environment, RunnerOptions options, NolmqBuild before, Results results) {
        StringBuilder text = new StringBuilder("# Speed kept\n\n");
        build(text, "After", options.after());
        build(text, "Before", before);
        text.append('\n');
        ResultTable.conditions(text, environment, options);
        text.append("The values are the medians of the rounds; for before, which runs twice a round, of its geometric"
                + " means. The ratio is the median of the ratios within each round, in brackets its 95 % interval; above 1"
                + " is faster. The noise is the ratio of the two runs of before.\n\n");
        text.append("| scenario | figure | before | after | after / before | noise | rounds | verdict |\n");
        text.append("|---|---|---:|---:|---:|---:|---:|---|\n");
        for (Scenario scenario : results.scenarios()) {
            for (Metric metric : scenario.metrics()) {
                row(text, scenario, metric, results.speedKept(scenario, metric));
            }
        }
        ResultTable.failures(text, results);
        return text.toString();
    }

    private static void build(StringBuilder text, String title, NolmqBuild build) {
        text.append("- ").append(title);
        text.append(": commit ").append(build.commit());
        text.append(", ").append(build.names());
        text.append(", SHA-256 ").append(build.sha256()).append('\n');
    }

    private static void row(StringBuilder text, Scenario scenario, Metric metric, Optional<SpeedKept> found) {
        text.append("| ").append(scenario.title());
        text.append(" | ").append(metric.title());
        text.append(" | ").append(found.map(it -> metric.format(it.before())).orElse("failed"));
        text.append(" | ").append(found.map(it -> metric.format(it.after())).orElse("failed"));
        text.append(" | ").append(found.map(it -> it.ratio().toString()).orElse(""));
        text.append(" | ").append(found.map(it -> it.noise().toString()).orElse(""));
        text.append(" | ").append(found.map(SpeedKept::rounds).orElse(0));
        text.append(" | ").append(found.map(it -> mark(it.verdict())).orElse("no result"));
        text.append(" |\n");
    }

    private static String mark(Verdict verdict) {
        return verdict == Verdict.KEPT ? verdict.toString() : "**" + verdict + "**";
    }
}
