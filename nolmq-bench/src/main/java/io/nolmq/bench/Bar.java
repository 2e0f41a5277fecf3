package io.nolmq.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What NolMQ wants to reach.
 *
 * @param scenario the name of the scenario
 * @param metric the figure
 * @param mixed whether it is for mixed pairs
 * @param limit a ratio to libzmq, or, for idle contexts, the value itself
 */
record Bar(String scenario, Metric metric, boolean mixed, double limit) {
    static final List<Bar> ALL = List.of(
            of("throughput-10B", Metric.RATE, 5),
            of("throughput-64B", Metric.RATE, 4),
            of("throughput-1KiB", Metric.RATE, 2.5),
            of("throughput-64KiB", Metric.RATE, 1.5),
            of("round-trip-10B", Metric.MEAN, 0.5),
            of("round-trip-10B", Metric.P999, 1),
            of("latency-1000", Metric.P50, 1),
            of("latency-1000", Metric.P99, 1.2),
            of("latency-20000", Metric.P50, 1),
            of("latency-20000", Metric.P99, 1.2),
            of("latency-200000", Metric.P50, 1),
            of("latency-200000", Metric.P99, 1.2),
            of("many-to-one-10", Metric.RATE, 2),
            of("many-to-one-100", Metric.RATE, 1.2),
            of("many-to-one-1000", Metric.RATE, 1.2),
            of("one-to-many-10", Metric.RATE, 2.5),
            of("one-to-many-100", Metric.RATE, 2.5),
            of("one-to-many-1000", Metric.RATE, 2.5),
            of("one-to-many-10-256KiB", Metric.RATE, 0.9),
            of("inproc-throughput", Metric.RATE, 2),
            of("inproc-round-trip", Metric.MEAN, 0.7),
            of("idle-1000", Metric.IDLE_LISTENING, 1));
    private static final double MIXED_RATE = 0.95;

    private static Bar of(String scenario, Metric metric, double limit) {
        return new Bar(scenario, metric, false, limit);
    }

    /** The bar for a figure of a pairing, if there is one. */
    static Optional<Bar> of(Scenario scenario, Metric metric, Pairing pairing) {
        if (pairing.isMixed()) {
            return switch (metric) {
                case RATE -> Optional.of(new Bar(scenario.name(), metric, true, MIXED_RATE));
                case MEAN -> Optional.of(new Bar(scenario.name(), metric, true, 1 / MIXED_RATE));
                default -> Optional.empty();
            };
        }
        if (pairing.binder() != Library.NOLMQ) {
            return Optional.empty();
        }
        return ALL.stream()
                .filter(bar -> bar.scenario.equals(scenario.name()) && bar.metric == metric)
                .findFirst();
    }

    private boolean isAbsolute() {
        return metric == Metric.IDLE_LISTENING || metric == Metric.IDLE_CONNECTING;
    }

    boolean isMetBy(Comparison comparison) {
        double value = isAbsolute() ? comparison.median() : comparison.ratio();
        return metric.higherIsBetter() ? value >= limit : value <= limit;
    }

    @Override
    public String toString() {
        String sign = metric.higherIsBetter() ? "≥ " : "≤ ";
        String number = String.format(Locale.ROOT, "%.2f", limit).replaceFirst("\\.?0+$", "");
        return sign + number + (isAbsolute() ? " %" : "");
    }
}
