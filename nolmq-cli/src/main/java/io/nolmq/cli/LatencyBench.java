package io.nolmq.cli;

import io.nolmq.RepSocket;
import io.nolmq.ReqSocket;
import io.nolmq.message.SocketClosedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** REQ to REP and back: the time of each round trip. */
final class LatencyBench {
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};

    private final String transport;
    private final Supplier<BenchEnds> ends;

    LatencyBench(String transport, Supplier<BenchEnds> ends) {
        this.transport = transport;
        this.ends = ends;
    }

    BenchResult run(int sizeBytes, int count) {
        Histogram histogram = new Histogram(LONGEST_NANOS, 3);
        try (BenchEnds pair = ends.get();
                RepSocket rep = pair.local().rep();
                ReqSocket req = pair.remote().req()) {
            String endpoint = rep.bind(pair.bindTo()).toString();
            BenchPeer.start(pair.remote(), () -> echo(rep));
            req.connect(endpoint);
            byte[] payload = new byte[sizeBytes];
            ask(req, payload, Math.max(1, count / 2), new Histogram(LONGEST_NANOS, 3));
            ask(req, payload, count, histogram);
        }
        return new BenchResult("lat", transport, sizeBytes, count, metrics(histogram));
    }

    private static void echo(RepSocket rep) {
        try {
            while (true) {
                rep.send(rep.receive());
            }
        } catch (SocketClosedException over) {
            // The asking end has what it wanted.
        }
    }

    private static void ask(ReqSocket req, byte[] payload, int count, Histogram histogram) {
        for (int i = 0; i < count; i++) {
            long startNanos = System.nanoTime();
            req.send(payload);
            req.receive();
            histogram.recordValue(Math.min(LONGEST_NANOS, System.nanoTime() - startNanos));
        }
    }

    private static Map<String, Double> metrics(Histogram histogram) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("mean us", histogram.getMean() / 1e3);
        metrics.put("min us", histogram.getMinValue() / 1e3);
        for (double percentile : PERCENTILES) {
            metrics.put(name(percentile), histogram.getValueAtPercentile(percentile) / 1e3);
        }
        metrics.put("max us", histogram.getMaxValue() / 1e3);
        return metrics;
    }

    private static String name(double percentile) {
        boolean whole = percentile == Math.rint(percentile);
        return "p" + (whole ? String.valueOf((int) percentile) : String.valueOf(percentile)) + " us";
    }
}
