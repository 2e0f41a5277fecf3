package io.nolmq.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A build of NolMQ against an earlier one, in one metric. The ratio of a round is above 1 when the later build is faster; for
 * times it is inverted. Each round plays the earlier build twice, once on either side of the later one
 * ({@link PlayingOrder#MIRRORED}). The base of the round is the geometric mean of the two, which varies less than either.
 *
 * @param before median of the bases
 * @param after median of the later build
 * @param ratio the later build to the base
 * @param noise the second run of the earlier build to its first
 * @param rounds how many rounds have all three runs; others do not count
 */
record SpeedKept(double before, double after, Estimate ratio, Estimate noise, int rounds) {

    /** Compares by round; empty when no round has all three. */
    static Optional<SpeedKept> of(
            Metric metric, Map<Integer, Double> before, Map<Integer, Double> after, Map<Integer, Double> again) {
        List<Double> bases = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        List<Double> noise = new ArrayList<>();
        new TreeMap<>(after).forEach((round, value) -> {
            double first = before.getOrDefault(round, 0.0);
            double second = again.getOrDefault(round, 0.0);
            if (value > 0 && first > 0 && second > 0) {
                double base = Math.sqrt(first * second);
                bases.add(base);
                values.add(value);
                ratios.add(metric.higherIsBetter() ? value / base : base / value);
                noise.add(metric.higherIsBetter() ? second / first : first / second);
            }
        });
        if (ratios.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SpeedKept(
                Statistics.median(bases),
                Statistics.median(values),
                Estimate.of(ratios),
                Estimate.of(noise),
                ratios.size()));
    }

    Verdict verdict() {
        return Verdict.of(ratio, noise);
    }
}
