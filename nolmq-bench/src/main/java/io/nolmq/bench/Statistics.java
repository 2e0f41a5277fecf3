package io.nolmq.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What repetitions come to. */
final class Statistics {
    /** The highest chance that the median lies below its interval, and that it lies above it. */
    private static final double TAIL = 0.025;

    /** Beyond it, the chance of a single outcome comes near the smallest double. */
    static final int MOST_VALUES = 1000;

    private Statistics() {}

    /** The middle value, or the mean of the two in the middle. */
    static double median(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * The interval that holds the true median with a confidence of at least 95 %; empty for fewer than six values, which
     * allow no such interval.
     *
     * <p>It reaches from the k-th lowest to the k-th highest value. Each value lies below the true median with a chance of
     * one half, so the number of those that do is binomial, and the interval misses the median only if fewer than k values
     * lie on one side of it; k is the largest number for which the chance of that is at most 2.5 % for each side. For 15
     * values these are the 4th and the 12th, with a confidence of 96.5 %. This is exact for every continuous distribution,
     * however skewed and whatever its outliers, and only assumes independent values. An interval from the standard
     * deviation would assume a normal distribution, which runs on a shared machine do not have. A bootstrap of the median
     * of so few values can only end at these same values, and is narrower than it claims.
     */
    static Optional<Interval> medianInterval(List<Double> values) {
        int rank = intervalRank(values.size());
        if (rank == 0) {
            return Optional.empty();
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return Optional.of(new Interval(sorted[rank - 1], sorted[sorted.length - rank]));
    }

    private static int intervalRank(int count) {
        if (count > MOST_VALUES) {
            throw new IllegalArgumentException("too many values: " + count);
        }
        double outcome = Math.pow(0.5, count);
        double below = outcome;
        int rank = 0;
        while (below <= TAIL) {
            outcome *= (double) (count - rank) / (rank + 1);
            below += outcome;
            rank++;
        }
        return rank;
    }

    static double minimum(List<Double> values) {
        return Arrays.stream(values.toArray(Double[]::new))
                .mapToDouble(Double::doubleValue)
                .min()
                .orElseThrow();
    }

    static double maximum(List<Double> values) {
        return Arrays.stream(values.toArray(Double[]::new))
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow();
    }
}
