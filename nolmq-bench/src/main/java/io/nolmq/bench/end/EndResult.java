package io.nolmq.bench.end;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What an end has counted.
 *
 * @param messages those that count
 * @param total those of the warm-up too
 * @param nanos the time the messages took
 * @param idleCpuNanos the processor time of an idle context, -1 = not measured
 * @param latency in nanoseconds, where it was measured
 */
record EndResult(
        long messages,
        long total,
        long nanos,
        long idleCpuNanos,
        @Nullable Histogram latency) {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    static EndResult counted(long messages, long total, long nanos) {
        return new EndResult(messages, total, nanos, -1, null);
    }

    static EndResult timed(Histogram latency, long total, long nanos) {
        return new EndResult(latency.getTotalCount(), total, nanos, -1, latency);
    }

    static EndResult idle(long cpuNanos, long nanos) {
        return new EndResult(0, 0, nanos, cpuNanos, null);
    }

    /** The processor time of this process until now. */
    static long cpuNanos() {
        return SYSTEM.getProcessCpuTime();
    }

    /** One line of JSON, with the same names as the end in C. */
    String json(String role, String library) {
        StringBuilder json = new StringBuilder();
        json.append("{\"role\":\"").append(role);
        json.append("\",\"library\":\"").append(library);
        json.append("\",\"messages\":").append(messages);
        json.append(",\"total\":").append(total);
        json.append(",\"nanos\":").append(nanos);
        json.append(",\"cpuNanos\":").append(cpuNanos());
        if (idleCpuNanos >= 0) {
            json.append(",\"idleCpuNanos\":").append(idleCpuNanos);
        }
        if (latency != null && latency.getTotalCount() > 0) {
            append(json, latency);
        }
        return json.append('}').toString();
    }

    private static void append(StringBuilder json, Histogram latency) {
        json.append(",\"count\":").append(latency.getTotalCount());
        json.append(",\"mean\":").append(String.format(Locale.ROOT, "%.1f", latency.getMean()));
        json.append(",\"min\":").append(latency.getMinValue());
        json.append(",\"p50\":").append(latency.getValueAtPercentile(50));
        json.append(",\"p90\":").append(latency.getValueAtPercentile(90));
        json.append(",\"p99\":").append(latency.getValueAtPercentile(99));
        json.append(",\"p999\":").append(latency.getValueAtPercentile(99.9));
        json.append(",\"p9999\":").append(latency.getValueAtPercentile(99.99));
        json.append(",\"max\":").append(latency.getMaxValue());
    }
}
