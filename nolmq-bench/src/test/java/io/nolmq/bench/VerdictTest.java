package io.nolmq.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Estimate QUIET = estimate(0.99, 1, 1.01);

    private static Estimate estimate(double low, double median, double high) {
        return new Estimate(median, Optional.of(new Interval(low, high)));
    }

    private static Verdict verdict(double low, double median, double high) {
        return Verdict.of(estimate(low, median, high), QUIET);
    }

    @Test
    void speedIsKeptByAnIntervalThatReachesTheLimit() {
        assertThat(verdict(0.99, 1, 1.01)).isEqualTo(Verdict.KEPT).hasToString("kept");
        assertThat(verdict(0.93, 0.95, 0.97)).isEqualTo(Verdict.KEPT);
        assertThat(verdict(1.20, 1.25, 1.30)).isEqualTo(Verdict.KEPT);
    }

    @Test
    void anIntervalBelowTheLimitIsAShortfall() {
        assertThat(verdict(0.955, 0.96, 0.969)).isEqualTo(Verdict.SHORTFALL).hasToString("shortfall");
        assertThat(verdict(0.5, 0.6, 0.9)).isEqualTo(Verdict.SHORTFALL);
    }

    @Test
    void aMedianBelowItsLimitIsAShortfall() {
        assertThat(verdict(0.92, 0.949, 1.0)).isEqualTo(Verdict.SHORTFALL);
    }

    @Test
    void aWideIntervalIsNoResult() {
        assertThat(verdict(0.95, 1, 1.05)).isEqualTo(Verdict.KEPT);
        assertThat(verdict(0.95, 1, 1.051))
                .isEqualTo(Verdict.TOO_WIDE)
                .hasToString("no result: the interval is wider than 0.10");
        assertThat(verdict(0.90, 0.94, 1.01)).isEqualTo(Verdict.TOO_WIDE);
    }

    @Test
    void withoutAnIntervalThereIsNoResult() {
        assertThat(Verdict.of(new Estimate(0.5, Optional.empty()), QUIET))
                .isEqualTo(Verdict.TOO_FEW_ROUNDS)
                .hasToString("no result: too few rounds");
    }

    @Test
    void nothingIsFoundWhereTheEarlierBuildDiffersFromItself() {
        Estimate slower = estimate(0.92, 0.94, 0.96);
        assertThat(Verdict.of(QUIET, slower)).isEqualTo(Verdict.NOISE);
        assertThat(Verdict.of(slower, slower.inverse())).isEqualTo(Verdict.NOISE);
        assertThat(Verdict.of(slower, estimate(0.9, 1, 1.1))).isEqualTo(Verdict.SHORTFALL);
    }
}
