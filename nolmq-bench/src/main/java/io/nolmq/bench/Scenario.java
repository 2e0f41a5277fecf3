package io.nolmq.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that every pairing does.
 *
 * @param name as on the command line
 * @param title as in the table
 * @param binderRole the role of the end that binds, or of the only process
 * @param connectorRole the role of the end that connects; null when one process plays both ends
 * @param arguments for both ends, without the times
 * @param peers how many sockets connect
 * @param measuredBy whose result counts
 * @param settleSeconds a warm-up of its own, 0 = that of the command line
 * @param mixed whether mixed pairs play it
 * @param metrics what is taken from a run
 */
record Scenario(
        String name,
        String title,
        String binderRole,
        @Nullable String connectorRole,
        List<String> arguments,
        int peers,
        Side measuredBy,
        double settleSeconds,
        boolean mixed,
        List<Metric> metrics) {

    enum Side {
        BINDER,
        CONNECTOR
    }

    private static final List<Metric> RATE = List.of(Metric.RATE);
    private static final List<Metric> LATENCY = List.of(Metric.MEAN, Metric.P50, Metric.P99, Metric.P999, Metric.P9999);
    /** Of 1 MiB messages the default mark would hold two gigabytes. */
    private static final int LARGE_HIGH_WATER_MARK = 100;

    private static final int BURST_MESSAGES = 100;
    private static final double IDLE_SETTLE_SECONDS = 3;
    /** For a crowd that must connect first. */
    private static final double SETTLE_SECONDS = 3;
    /** For percentiles at a rate of its own: until a JVM has compiled what runs a thousand times a second. */
    private static final double PACED_SETTLE_SECONDS = 12;

    /** All of them, in the order in which they run. */
    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        for (int size : new int[] {10, 64, 1 << 10, 64 << 10, 1 << 20}) {
            all.add(throughput(size));
        }
        all.add(roundTrip(10));
        for (int rate : new int[] {1_000, 20_000, 200_000}) {
            all.add(latency(64, rate));
        }
        for (int peers : new int[] {10, 100, 1000}) {
            all.add(manyToOne(peers, 64));
        }
        for (int peers : new int[] {10, 100, 1000}) {
            all.add(oneToMany(peers, 64));
        }
        all.add(oneToMany(10, 256 << 10));
        all.add(inproc("throughput", Scenario.RATE));
        all.add(inproc("round-trip", LATENCY));
        all.add(idle(1000));
        return all;
    }

    private static Scenario throughput(int size) {
        List<String> arguments = new ArrayList<>(List.of("--size", Integer.toString(size)));
        if (size >= 1 << 20) {
            arguments.addAll(List.of("--hwm", Integer.toString(LARGE_HIGH_WATER_MARK)));
        }
        return new Scenario(
                "throughput-" + compact(size),
                "Throughput, " + spoken(size),
                "pull",
                "push",
                List.copyOf(arguments),
                1,
                Side.BINDER,
                0,
                true,
                RATE);
    }

    private static Scenario roundTrip(int size) {
        return new Scenario(
                "round-trip-" + compact(size),
                "Round trip, " + spoken(size),
                "rep",
                "req",
                List.of("--size", Integer.toString(size)),
                1,
                Side.CONNECTOR,
                0,
                true,
                LATENCY);
    }

    private static Scenario latency(int size, int rate) {
        return new Scenario(
                "latency-" + rate,
                "One-way latency, " + spoken(size) + ", " + rate / 1000 + " k/s",
                "paced-pull",
                "paced-push",
                List.of("--size", Integer.toString(size), "--rate", Integer.toString(rate)),
                1,
                Side.BINDER,
                PACED_SETTLE_SECONDS,
                false,
                LATENCY);
    }

    private static Scenario manyToOne(int peers, int size) {
        return new Scenario(
                "many-to-one-" + peers,
                peers + " PUSH to one PULL, " + spoken(size),
                "pull",
                "push",
                List.of("--size", Integer.toString(size), "--burst", Integer.toString(BURST_MESSAGES)),
                peers,
                Side.BINDER,
                SETTLE_SECONDS,
                false,
                RATE);
    }

    private static Scenario oneToMany(int peers, int size) {
        return new Scenario(
                "one-to-many-" + peers + (size > 1024 ? "-" + compact(size) : ""),
                "One PUB to " + peers + " SUB, " + spoken(size),
                "pub",
                "sub",
                List.of("--size", Integer.toString(size)),
                peers,
                Side.CONNECTOR,
                SETTLE_SECONDS,
                false,
                RATE);
    }

    private static Scenario inproc(String kind, List<Metric> metrics) {
        return new Scenario(
                "inproc-" + kind,
                "inproc " + kind.replace('-', ' ') + ", 10 B",
                "inproc-" + kind,
                null,
                List.of("--size", "10"),
                1,
                Side.BINDER,
                0,
                false,
                metrics);
    }

    private static Scenario idle(int peers) {
        return new Scenario(
                "idle-" + peers,
                peers + " idle connections",
                "idle-pull",
                "idle-push",
                List.of("--size", "10"),
                peers,
                Side.BINDER,
                IDLE_SETTLE_SECONDS,
                false,
                List.of(Metric.IDLE_LISTENING, Metric.IDLE_CONNECTING));
    }

    private static String compact(int size) {
        return spoken(size).replace(" ", "");
    }

    private static String spoken(int size) {
        return size >= 1 << 20 ? (size >> 20) + " MiB" : size >= 1 << 10 ? (size >> 10) + " KiB" : size + " B";
    }

    /** How much longer than others it runs: one in a thousand of few round trips would be a handful. */
    int lengthFactor() {
        return metrics.contains(Metric.P999) && settleSeconds == 0 ? 3 : 1;
    }

    /** How many messages the receiving end must have had, for what the sending end sent. */
    double expected(double sent) {
        return "pub".equals(binderRole) ? sent * peers : sent;
    }

    boolean isInproc() {
        return connectorRole == null;
    }
}
