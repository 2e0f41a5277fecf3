package io.nolmq.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A pairing against libzmq with itself, in one metric. The ratio is the median of the ratios within each round, whose two
 * runs lay close together in time; its spread are the lowest and the highest of them.
 *
 * @param median of the pairing's own values
 * @param ratio median of the ratios to libzmq
 * @param lowest the lowest ratio of a round
 * @param highest the highest ratio of a round
 * @param rounds how many rounds have both
 */
record Comparison(double median, double ratio, double lowest, double highest, int rounds) {

    /** Compares by round; empty when the pairing has no value. The ratio is NaN when no round has both. */
    static Optional<Comparison> of(Map<Integer, Double> values, Map<Integer, Double> reference) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        List<Double> ratios = new ArrayList<>();
        new TreeMap<>(values).forEach((round, value) -> {
            Double other = reference.get(round);
            if (other != null && other > 0) {
                ratios.add(value / other);
            }
        });
        double median = Statistics.median(List.copyOf(values.values()));
        if (ratios.isEmpty()) {
            return Optional.of(new Comparison(median, Double.NaN, Double.NaN, Double.NaN, 0));
        }
        return Optional.of(new Comparison(
                median,
                Statistics.median(ratios),
                Statistics.minimum(ratios),
                Statistics.maximum(ratios),
                ratios.size()));
    }
}
