package io.nolmq.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Results as a table for people, or as JSON or CSV for programs. */
final class BenchReport {
    private final OutputStream out;

    BenchReport(OutputStream out) {
        this.out = out;
    }

    /** A table for each kind of benchmark, since the columns differ. */
    void table(List<BenchResult> results) throws IOException {
        String kind = "";
        for (BenchResult result : results) {
            if (!kind.equals(result.benchmark())) {
                line(kind.isEmpty() ? "" : "\n", title(result));
                List<String> columns = new ArrayList<>(List.of("size B", "count"));
                columns.addAll(result.metrics().keySet());
                line("", row(columns));
                kind = result.benchmark();
            }
            List<String> cells = new ArrayList<>(List.of("" + result.sizeBytes(), "" + result.count()));
            result.metrics().values().forEach(value -> cells.add(number(value)));
            line("", row(cells));
        }
        out.flush();
    }

    /** One line for each number. */
    void csv(List<BenchResult> results) throws IOException {
        line("", "benchmark,transport,size_bytes,count,metric,value");
        for (BenchResult result : results) {
            String head =
                    result.benchmark() + "," + result.transport() + "," + result.sizeBytes() + "," + result.count();
            for (var metric : result.metrics().entrySet()) {
                line(head, "," + metric.getKey() + "," + String.format(Locale.ROOT, "%.3f", metric.getValue()));
            }
        }
        out.flush();
    }

    void json(List<BenchResult> results) throws IOException {
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        try (JsonGenerator generator = new JsonFactory().createGenerator(ObjectWriteContext.empty(), document)) {
            generator.writeStartObject();
            generator.writeStringProperty("version", VersionCommand.version());
            generator.writeStringProperty("jdk", VersionCommand.jdk());
            generator.writeStringProperty("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
            generator.writeNumberProperty("processors", Runtime.getRuntime().availableProcessors());
            generator.writeArrayPropertyStart("results");
            results.forEach(result -> json(generator, result));
            generator.writeEndArray();
            generator.writeEndObject();
        }
        document.write('\n');
        document.writeTo(out);
        out.flush();
    }

    private static void json(JsonGenerator generator, BenchResult result) {
        generator.writeStartObject();
        generator.writeStringProperty("benchmark", result.benchmark());
        generator.writeStringProperty("transport", result.transport());
        generator.writeNumberProperty("size_bytes", result.sizeBytes());
        generator.writeNumberProperty("count", result.count());
        generator.writeObjectPropertyStart("metrics");
        result.metrics().forEach(generator::writeNumberProperty);
        generator.writeEndObject();
        generator.writeEndObject();
    }

    private static String title(BenchResult result) {
        String what = result.benchmark().equals("thr")
                ? "throughput, PUSH to PULL"
                : "latency of a round trip, REQ to REP and back";
        return what + ", " + result.transport() + ", two threads of one process";
    }

    private static String row(List<String> cells) {
        StringBuilder row = new StringBuilder();
        cells.forEach(cell -> row.append(String.format("%14s", cell)));
        return row.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 10_000 ? "%.0f" : "%.2f", value);
    }

    private void line(String before, String line) throws IOException {
        out.write((before + line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
