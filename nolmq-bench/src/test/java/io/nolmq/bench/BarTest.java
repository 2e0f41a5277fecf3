package io.nolmq.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BarTest {
    private static final Pairing NOLMQ = Pairing.parse("nolmq");
    private static final Pairing MIXED = Pairing.parse("nolmq-to-libzmq");

    private static Scenario scenario(String name) {
        return Scenario.all().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Comparison ratio(double ratio) {
        return new Comparison(1, ratio, ratio, ratio, 1);
    }

    @Test
    void aRateMustReachItsBar() {
        Bar bar = Bar.of(scenario("throughput-10B"), Metric.RATE, NOLMQ).orElseThrow();
        assertThat(bar).hasToString("≥ 5");
        assertThat(bar.isMetBy(ratio(5))).isTrue();
        assertThat(bar.isMetBy(ratio(4.99))).isFalse();
    }

    @Test
    void aTimeMustStayBelowItsBar() {
        Bar bar = Bar.of(scenario("round-trip-10B"), Metric.MEAN, NOLMQ).orElseThrow();
        assertThat(bar).hasToString("≤ 0.5");
        assertThat(bar.isMetBy(ratio(0.5))).isTrue();
        assertThat(bar.isMetBy(ratio(0.51))).isFalse();
    }

    @Test
    void whatHasNoRatioMeetsNoBar() {
        Bar bar = Bar.of(scenario("throughput-64B"), Metric.RATE, NOLMQ).orElseThrow();
        assertThat(bar.isMetBy(ratio(Double.NaN))).isFalse();
    }

    @Test
    void anIdleContextIsHeldToItsOwnValue() {
        Bar bar = Bar.of(scenario("idle-1000"), Metric.IDLE_LISTENING, NOLMQ).orElseThrow();
        assertThat(bar).hasToString("≤ 1 %");
        assertThat(bar.isMetBy(new Comparison(0.9, 50, 50, 50, 1))).isTrue();
    }

    @Test
    void mixedPairsMustNotBeSlowerThanLibzmq() {
        assertThat(Bar.of(scenario("throughput-64B"), Metric.RATE, MIXED)).hasToString("Optional[≥ 0.95]");
        assertThat(Bar.of(scenario("round-trip-10B"), Metric.MEAN, MIXED)).hasToString("Optional[≤ 1.05]");
    }

    @Test
    void theOtherLibrariesHaveNoBar() {
        assertThat(Bar.of(scenario("throughput-64B"), Metric.RATE, Pairing.parse("jeromq")))
                .isEmpty();
        assertThat(Bar.of(scenario("throughput-64B"), Metric.RATE, Pairing.REFERENCE))
                .isEmpty();
    }

    @Test
    void everyBarBelongsToAScenario() {
        Set<String> bars = new HashSet<>();
        for (Scenario scenario : Scenario.all()) {
            for (Metric metric : scenario.metrics()) {
                Bar.of(scenario, metric, NOLMQ).ifPresent(bar -> bars.add(bar.scenario() + bar.metric()));
            }
        }
        assertThat(bars).hasSize(Bar.ALL.size());
        assertThat(List.copyOf(bars)).doesNotContainNull();
    }
}
