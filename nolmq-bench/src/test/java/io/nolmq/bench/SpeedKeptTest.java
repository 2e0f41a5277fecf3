package io.nolmq.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SpeedKeptTest {
    @Test
    void theBaseOfARoundIsTheGeometricMeanOfItsTwoRuns() {
        SpeedKept found = SpeedKept.of(
                        Metric.RATE,
                        Map.of(1, 100.0, 2, 10.0, 3, 50.0),
                        Map.of(1, 180.0, 2, 20.0, 3, 60.0),
                        Map.of(1, 400.0, 2, 10.0, 3, 50.0))
                .orElseThrow();
        assertThat(found.before()).isCloseTo(50, within(1e-9));
        assertThat(found.after()).isEqualTo(60);
        assertThat(found.ratio().median()).isCloseTo(1.2, within(1e-9));
        assertThat(found.noise().median()).isEqualTo(1);
        assertThat(found.rounds()).isEqualTo(3);
    }

    @Test
    void aLongerTimeIsALowerRatio() {
        SpeedKept found = SpeedKept.of(Metric.MEAN, Map.of(1, 40.0), Map.of(1, 50.0), Map.of(1, 40.0))
                .orElseThrow();
        assertThat(found.ratio().median()).isCloseTo(0.8, within(1e-9));
        SpeedKept slowerAgain = SpeedKept.of(Metric.MEAN, Map.of(1, 40.0), Map.of(1, 50.0), Map.of(1, 80.0))
                .orElseThrow();
        assertThat(slowerAgain.noise().median()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void aRoundThatMissesARunDoesNotCount() {
        SpeedKept found = SpeedKept.of(
                        Metric.RATE,
                        Map.of(1, 10.0, 2, 10.0, 4, 0.0),
                        Map.of(1, 10.0, 2, 90.0, 3, 90.0, 4, 90.0),
                        Map.of(1, 10.0, 3, 10.0, 4, 10.0))
                .orElseThrow();
        assertThat(found.rounds()).isEqualTo(1);
        assertThat(found.ratio().median()).isEqualTo(1);
        assertThat(SpeedKept.of(Metric.RATE, Map.of(1, 1.0), Map.of(), Map.of(1, 1.0)))
                .isEmpty();
    }
}
