package io.nolmq.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every single run, as JSON. */
final class RawFile {
    private RawFile() {}

    static String render(Environment environment, RunnerOptions options, Results results) {
        StringBuilder json = new StringBuilder("{\n");
        field(json, "time", quote(environment.time()));
        field(json, "commit", quote(environment.commit()));
        field(json, "jdk", quote(environment.jdk()));
        field(json, "cpu", quote(environment.cpu()));
        field(json, "os", quote(environment.os()));
        field(json, "load", Double.toString(environment.load()));
        field(json, "seconds", Double.toString(options.seconds()));
        field(json, "warmUpSeconds", Double.toString(options.warmUpSeconds()));
        field(json, "repetitions", Integer.toString(options.repetitions()));
        field(json, "transport", quote(options.transport()));
        field(json, "jvmOptions", quote(String.join(" ", options.jvmOptions())));
        NolmqBuild before = options.before();
        if (before != null) {
            field(json, "before", render(before));
            field(json, "after", render(options.after()));
            field(json, "speedKept", speedKept(results));
        }
        json.append("  \"runs\": [\n");
        json.append(results.runs().stream().map(RawFile::render).collect(Collectors.joining(",\n")));
        return json.append("\n  ]\n}\n").toString();
    }

    private static void field(StringBuilder json, String name, String value) {
        json.append("  \"").append(name).append("\": ").append(value).append(",\n");
    }

    private static String render(NolmqBuild build) {
        return object(
                "\"commit\": " + quote(build.commit()),
                "\"files\": " + quote(build.names()),
                "\"sha256\": " + quote(build.sha256()));
    }

    private static String speedKept(Results results) {
        List<String> rows = new ArrayList<>();
        for (Scenario scenario : results.scenarios()) {
            for (Metric metric : scenario.metrics()) {
                results.speedKept(scenario, metric).ifPresent(it -> rows.add("    " + render(scenario, metric, it)));
            }
        }
        return "[\n" + String.join(",\n", rows) + "\n  ]";
    }

    private static String render(Scenario scenario, Metric metric, SpeedKept found) {
        return object(
                "\"scenario\": " + quote(scenario.name()),
                "\"figure\": " + quote(metric.title()),
                "\"rounds\": " + found.rounds(),
                "\"ratio\": " + render(found.ratio()),
                "\"noise\": " + render(found.noise()),
                "\"verdict\": " + quote(found.verdict().toString()));
    }

    private static String render(Estimate estimate) {
        return object(
                "\"median\": " + estimate.median(),
                "\"low\": "
                        + estimate.interval()
                                .map(it -> Double.toString(it.low()))
                                .orElse("null"),
                "\"high\": "
                        + estimate.interval()
                                .map(it -> Double.toString(it.high()))
                                .orElse("null"));
    }

    private static String object(String... fields) {
        return "{" + String.join(", ", fields) + "}";
    }

    private static String render(Run run) {
        return "    "
                + object(
                        "\"scenario\": " + quote(run.scenario().name()),
                        "\"pairing\": " + quote(run.pairing().id()),
                        "\"round\": " + run.round(),
                        "\"load\": " + run.load(),
                        "\"failure\": " + (run.failure() == null ? "null" : quote(run.failure())),
                        "\"binder\": " + figures(run.binder()),
                        "\"connector\": " + figures(run.connector()));
    }

    private static String figures(@Nullable EndFigures figures) {
        return figures == null ? "null" : figures.json();
    }

    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
