package io.nolmq.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The median of the ratios of the rounds, and how well it is known.
 *
 * @param median of the ratios of the rounds
 * @param interval the 95 % interval of the median; empty when there are too few rounds
 */
record Estimate(double median, Optional<Interval> interval) {
    static Estimate of(List<Double> ratios) {
        return new Estimate(Statistics.median(ratios), Statistics.medianInterval(ratios));
    }

    /** The estimate of the inverse ratio. */
    Estimate inverse() {
        return new Estimate(1 / median, interval.map(it -> new Interval(1 / it.high(), 1 / it.low())));
    }

    /** As it stands in a table. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f", median)
                + interval.map(it -> String.format(Locale.ROOT, " (%.3f–%.3f)", it.low(), it.high()))
                        .orElse("");
    }
}
