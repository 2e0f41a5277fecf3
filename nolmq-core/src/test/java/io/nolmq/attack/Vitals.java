package io.nolmq.attack;

import io.nolmq.contract.LeakCheck;
import io.nolmq.stress.CpuTime;
import io.nolmq.stress.DirectMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

/**
 * What a process holds and has used.
 *
 * @param heapBytes what is live on the heap after a collection
 * @param directBytes what direct buffers take
 * @param threads the names and ids of the library's threads that last, without those that come and go
 * @param descriptors how many sockets, pipes and selectors are open
 * @param cpuNanos the CPU time that the library's threads have used
 */
record Vitals(long heapBytes, long directBytes, String threads, int descriptors, long cpuNanos) {
    private static final int COLLECTIONS = 3;

    static Vitals now() {
        long heap = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            heap = Math.min(heap, runtime.totalMemory() - runtime.freeMemory());
        }
        try {
            return new Vitals(
                    heap,
                    DirectMemory.usedBytes(),
                    lastingThreads(),
                    LeakCheck.descriptors().size(),
                    CpuTime.ofThreads("nol-"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String lastingThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("nol-io-")
                        || thread.getName().equals("nol-flush"))
                .map(thread -> thread.getName() + "#" + thread.getId())
                .sorted()
                .collect(Collectors.joining(","));
    }

    /** Reads what {@link #toString} wrote. */
    static Vitals parse(String text) {
        String[] parts = text.split(" ");
        return new Vitals(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                parts[2],
                Integer.parseInt(parts[3]),
                Long.parseLong(parts[4]));
    }

    @Override
    public String toString() {
        return heapBytes + " " + directBytes + " " + threads + " " + descriptors + " " + cpuNanos;
    }
}
