package io.nolmq.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void ratiosAreTakenWithinEachRound() {
        Comparison comparison = Comparison.of(Map.of(1, 20.0, 2, 90.0, 3, 40.0), Map.of(1, 10.0, 2, 30.0, 3, 10.0))
                .orElseThrow();
        assertThat(comparison.median()).isEqualTo(40.0);
        assertThat(comparison.ratio()).isEqualTo(3.0);
        assertThat(comparison.lowest()).isEqualTo(2.0);
        assertThat(comparison.highest()).isEqualTo(4.0);
        assertThat(comparison.rounds()).isEqualTo(3);
    }

    @Test
    void roundsThatMissOneSideCountInNoRatio() {
        Comparison comparison =
                Comparison.of(Map.of(1, 20.0, 3, 40.0), Map.of(1, 10.0, 2, 1.0)).orElseThrow();
        assertThat(comparison.median()).isEqualTo(30.0);
        assertThat(comparison.ratio()).isEqualTo(2.0);
        assertThat(comparison.rounds()).isEqualTo(1);
    }

    @Test
    void withoutAReferenceThereIsAMedianButNoRatio() {
        Comparison comparison = Comparison.of(Map.of(1, 20.0), Map.of()).orElseThrow();
        assertThat(comparison.median()).isEqualTo(20.0);
        assertThat(comparison.ratio()).isNaN();
    }

    @Test
    void withoutValuesThereIsNothing() {
        assertThat(Comparison.of(Map.of(), Map.of(1, 1.0))).isEmpty();
    }
}
