package io.nolmq.cli;

import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** PUSH to PULL: messages a second, from the arrival of the first to that of the last. */
final class ThroughputBench {
    private final String transport;
    private final Supplier<BenchEnds> ends;

    ThroughputBench(String transport, Supplier<BenchEnds> ends) {
        this.transport = transport;
        this.ends = ends;
    }

    BenchResult run(int sizeBytes, int count, int runs) {
        once(sizeBytes, Math.max(2, count / 4));
        double[] perSecond = new double[runs];
        for (int i = 0; i < runs; i++) {
            perSecond[i] = (count - 1) / (once(sizeBytes, count) / 1e9);
        }
        Arrays.sort(perSecond);
        double median = perSecond[runs / 2];
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("median msg/s", median);
        metrics.put("min msg/s", perSecond[0]);
        metrics.put("max msg/s", perSecond[runs - 1]);
        metrics.put("median MB/s", median * sizeBytes / 1e6);
        return new BenchResult("thr", transport, sizeBytes, count, metrics);
    }

    private long once(int sizeBytes, int count) {
        try (BenchEnds pair = ends.get();
                PullSocket pull = pair.local().pull()) {
            String endpoint = pull.bind(pair.bindTo()).toString();
            BenchPeer.start(pair.local(), () -> send(pair, endpoint, sizeBytes, count));
            return receive(pull, count);
        }
    }

    private static void send(BenchEnds pair, String endpoint, int sizeBytes, int count) {
        byte[] payload = new byte[sizeBytes];
        try (PushSocket push = pair.remote().push()) {
            push.connect(endpoint);
            for (int i = 0; i < count; i++) {
                push.send(payload);
            }
        }
    }

    private static long receive(PullSocket pull, int count) {
        pull.receive();
        long startNanos = System.nanoTime();
        for (int i = 1; i < count; i++) {
            pull.receive();
        }
        return Math.max(1, System.nanoTime() - startNanos);
    }
}
