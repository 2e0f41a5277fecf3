package io.nolmq.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultTableTest {
    private static final Scenario SCENARIO = Scenario.all().get(0);
    private static final Environment ENVIRONMENT = new Environment("2030-01-02", "abc", "a JDK", "a CPU", "an OS", 0.5);

    private final Results results = new Results();

    private void run(String pairing, int round, long messages, @Nullable String failure) {
        EndFigures figures = new EndFigures("{\"messages\":" + messages + ",\"nanos\":1000000000}");
        results.add(new Run(SCENARIO, Pairing.parse(pairing), round, 0, figures, figures, failure));
    }

    private String table() {
        return ResultTable.render(ENVIRONMENT, RunnerOptions.parse(List.of()), results);
    }

    @Test
    void aRowHasMedianRatioSpreadAndVerdict() {
        run("libzmq", 1, 1_000_000, null);
        run("nolmq", 1, 5_500_000, null);
        run("libzmq", 2, 2_000_000, null);
        run("nolmq", 2, 9_000_000, null);
        run("libzmq", 3, 1_000_000, null);
        run("nolmq", 3, 6_000_000, null);
        assertThat(table())
                .contains("| Throughput, 10 B | messages/s | libzmq | 1.00 M/s | 1 |  |  |")
                .contains("| Throughput, 10 B | messages/s | NolMQ | 6.00 M/s | 5.50 (4.50–6.00) | ≥ 5 | yes |")
                .contains("Commit abc", "a JDK", "a CPU");
    }

    @Test
    void aFailureCountsInNoMedianAndIsNamed() {
        run("libzmq", 1, 1_000_000, null);
        run("nolmq", 1, 9_000_000, "it hung");
        assertThat(table())
                .contains("| Throughput, 10 B | messages/s | NolMQ | failed |  | ≥ 5 | **no** |")
                .contains("- throughput-10B, NolMQ, round 1: it hung");
    }

    @Test
    void theRawFileHasEveryRun() {
        run("libzmq", 1, 1_000_000, null);
        run("nolmq", 1, 2_000_000, "a \"quoted\"\nfailure");
        assertThat(RawFile.render(ENVIRONMENT, RunnerOptions.parse(List.of()), results))
                .contains("\"commit\": \"abc\"")
                .contains("\"messages\":1000000")
                .contains("\"failure\": \"a \\\"quoted\\\"\\u000afailure\"");
    }
}
