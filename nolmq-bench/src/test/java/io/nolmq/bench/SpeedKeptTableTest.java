package io.nolmq.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpeedKeptTableTest {
    private static final Scenario SCENARIO = Scenario.all().get(0);
    private static final Environment ENVIRONMENT = new Environment("2030-01-02", "abc", "a JDK", "a CPU", "an OS", 0.5);
    private static final RunnerOptions OPTIONS = RunnerOptions.parse(List.of("--before", "src", "--after", "pom.xml"));

    private final Results results = new Results();

    private void run(Pairing pairing, int round, long messages, @Nullable String failure) {
        EndFigures figures = new EndFigures("{\"messages\":" + messages + ",\"nanos\":1000000000}");
        results.add(new Run(SCENARIO, pairing, round, 0, figures, figures, failure));
    }

    private void rounds(int count, long before, long after, long again) {
        for (int round = 1; round <= count; round++) {
            run(Pairing.BEFORE, round, before, null);
            run(Pairing.AFTER, round, after, null);
            run(Pairing.BEFORE_AGAIN, round, again, null);
        }
    }

    private String table() {
        return SpeedKeptTable.render(ENVIRONMENT, OPTIONS, Objects.requireNonNull(OPTIONS.before()), results);
    }

    private String raw() {
        return RawFile.render(ENVIRONMENT, OPTIONS, results);
    }

    @Test
    void aRowHasBothBuildsRatioNoiseAndVerdict() {
        rounds(15, 1_000_000, 990_000, 1_000_000);
        assertThat(table())
                .contains("- After: commit unknown, pom.xml, SHA-256 "
                        + OPTIONS.after().sha256())
                .contains("- Before: commit unknown, src, SHA-256 unknown")
                .contains("| Throughput, 10 B | messages/s | 1.00 M/s | 990.0 k/s | 0.990 (0.990–0.990)"
                        + " | 1.000 (1.000–1.000) | 15 | kept |");
    }

    @Test
    void aShortfallIsMarked() {
        rounds(15, 1_000_000, 950_000, 1_000_000);
        assertThat(table()).contains("| 0.950 (0.950–0.950) | 1.000 (1.000–1.000) | 15 | **shortfall** |");
    }

    @Test
    void fewRoundsAreNoResult() {
        rounds(5, 1_000_000, 950_000, 1_000_000);
        assertThat(table()).contains("| 0.950 | 1.000 | 5 | **no result: too few rounds** |");
        assertThat(raw()).contains("\"low\": null, \"high\": null");
    }

    @Test
    void aFailureCountsInNoRoundAndIsNamed() {
        run(Pairing.BEFORE, 1, 1_000_000, null);
        run(Pairing.AFTER, 1, 1_000_000, "it hung");
        run(Pairing.BEFORE_AGAIN, 1, 1_000_000, null);
        assertThat(table())
                .contains("| Throughput, 10 B | messages/s | failed | failed |  |  | 0 | no result |")
                .contains("- throughput-10B, NolMQ, round 1: it hung");
    }

    @Test
    void theRawFileHasBuildsAndVerdictsAndEveryRun() {
        rounds(6, 1_000_000, 500_000, 1_000_000);
        assertThat(raw())
                .contains("\"before\": {\"commit\": \"unknown\", \"files\": \"src\", \"sha256\": \"unknown\"}")
                .contains("{\"scenario\": \"throughput-10B\", \"figure\": \"messages/s\", \"rounds\": 6, \"ratio\":"
                        + " {\"median\": 0.5, \"low\": 0.5, \"high\": 0.5}, \"noise\": {\"median\": 1.0, \"low\": 1.0,"
                        + " \"high\": 1.0}, \"verdict\": \"shortfall\"}")
                .contains("\"pairing\": \"before-again\", \"round\": 6");
    }
}
