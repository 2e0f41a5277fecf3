package io.nolmq.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrialTest {
    private static EndFigures total(long messages) {
        return new EndFigures("{\"total\":" + messages + "}");
    }

    private static Scenario scenario(String name) {
        return Scenario.all().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void lostMessagesAreNoticed() {
        Scenario throughput = scenario("throughput-10B");
        assertThat(Trial.disagreement(throughput, total(10), total(10))).isNull();
        assertThat(Trial.disagreement(throughput, total(9), total(10)))
                .isEqualTo("messages were lost: expected=10, received=9");
    }

    @Test
    void everySubscriberMustHaveEveryMessage() {
        Scenario fanOut = scenario("one-to-many-100");
        assertThat(Trial.disagreement(fanOut, total(10), total(1000))).isNull();
        assertThat(Trial.disagreement(fanOut, total(10), total(999))).contains("expected=1000");
    }

    @Test
    void anEndThatFailsIsReportedAndNotWaitedFor() throws InterruptedException {
        RunnerOptions options =
                RunnerOptions.parse(List.of("--implementations", "nolmq", "--jvm-options", "-XX:NoSuchOption"));
        Trial trial = new Trial(options, new EndCommand(options, options.module()));
        Run run = trial.play(scenario("throughput-10B"), Pairing.parse("nolmq"), 1);
        assertThat(run.failure()).contains("nolmq pull").contains("NoSuchOption");
        assertThat(run.measured()).isNull();
    }

    @Test
    void anEndThatHangsIsKilledAndReported() throws InterruptedException {
        // Without a connecting end the listening one waits for ever.
        RunnerOptions options = RunnerOptions.parse(
                List.of("--implementations", "nolmq", "--seconds", "0", "--timeout", "1", "--transport", "ipc"));
        Scenario scenario = scenario("inproc-throughput");
        Scenario hanging = new Scenario(
                "hanging",
                "hanging",
                "pull",
                null,
                scenario.arguments(),
                1,
                scenario.measuredBy(),
                0,
                false,
                scenario.metrics());
        Trial trial = new Trial(options, new EndCommand(options, options.module()));
        Run run = trial.play(hanging, Pairing.parse("nolmq"), 1);
        assertThat(run.failure()).isEqualTo("nolmq pull gave no result in time");
        assertThat(ProcessHandle.current().children()).isEmpty();
    }
}
