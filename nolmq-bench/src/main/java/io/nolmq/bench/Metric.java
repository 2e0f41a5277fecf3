package io.nolmq.bench;

import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A figure that is taken from the results of the two ends. */
enum Metric {
    RATE("messages/s", true),
    MEAN("mean", false),
    P50("p50", false),
    P99("p99", false),
    P999("p99.9", false),
    P9999("p99.99", false),
    IDLE_LISTENING("listening context, % of a core", false),
    IDLE_CONNECTING("connecting contexts, % of a core", false);

    private static final double NANOS = 1e9;
    private static final double MICROS = 1e3;

    private final String title;
    private final boolean higherIsBetter;

    Metric(String title, boolean higherIsBetter) {
        this.title = title;
        this.higherIsBetter = higherIsBetter;
    }

    String title() {
        return title;
    }

    boolean higherIsBetter() {
        return higherIsBetter;
    }

    /** Messages a second, microseconds, or percent; absent when the ends did not measure it. */
    OptionalDouble of(Run run) {
        EndFigures measured = run.measured();
        if (measured == null) {
            return OptionalDouble.empty();
        }
        return switch (this) {
            case RATE -> quotient(measured.number("messages"), measured.number("nanos"), NANOS);
            case MEAN -> micros(measured, "mean");
            case P50 -> micros(measured, "p50");
            case P99 -> micros(measured, "p99");
            case P999 -> micros(measured, "p999");
            case P9999 -> micros(measured, "p9999");
            case IDLE_LISTENING -> idle(run.binder());
            case IDLE_CONNECTING -> idle(run.connector());
        };
    }

    private static OptionalDouble micros(EndFigures figures, String name) {
        return quotient(figures.number(name), OptionalDouble.of(MICROS), 1);
    }

    private static OptionalDouble idle(@Nullable EndFigures figures) {
        return figures == null
                ? OptionalDouble.empty()
                : quotient(figures.number("idleCpuNanos"), figures.number("nanos"), 100);
    }

    private static OptionalDouble quotient(OptionalDouble dividend, OptionalDouble divisor, double factor) {
        if (dividend.isEmpty() || divisor.isEmpty() || divisor.getAsDouble() <= 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(dividend.getAsDouble() / divisor.getAsDouble() * factor);
    }

    /** A value with its unit, short enough for a table. */
    String format(double value) {
        return switch (this) {
            case RATE ->
                value >= 1e6
                        ? String.format(Locale.ROOT, "%.2f M/s", value / 1e6)
                        : value >= 1e4
                                ? String.format(Locale.ROOT, "%.1f k/s", value / 1e3)
                                : String.format(Locale.ROOT, "%.0f /s", value);
            case IDLE_LISTENING, IDLE_CONNECTING -> String.format(Locale.ROOT, "%.2f %%", value);
            default ->
                value >= 1e4
                        ? String.format(Locale.ROOT, "%.1f ms", value / 1e3)
                        : String.format(Locale.ROOT, value >= 100 ? "%.0f µs" : "%.1f µs", value);
        };
    }
}
