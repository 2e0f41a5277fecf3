package io.nolmq.internal.queue;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Through the queue: by one thread in turn, and from one thread to another. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SpscQueueBenchmark {
    private static final int CAPACITY = 1000;

    /** A queue that one thread fills and another empties. */
    @State(Scope.Group)
    public static class Shared {
        private final SpscQueue<Object> queue = new SpscQueue<>(CAPACITY);
        private final Object element = new Object();
    }

    /** A queue of one thread. */
    @State(Scope.Thread)
    public static class Own {
        private SpscQueue<Object> queue;
        private final Object element = new Object();

        /** Makes it half full. */
        @Setup
        public void setUp() {
            queue = new SpscQueue<>(CAPACITY);
            for (int i = 0; i < CAPACITY / 2; i++) {
                queue.offer(element);
            }
        }
    }

    /**
     * One in, one out.
     *
     * @param own the queue
     * @return the element
     */
    @Benchmark
    public @Nullable Object offerAndPoll(Own own) {
        own.queue.offer(own.element);
        return own.queue.poll();
    }

    /**
     * Puts in, against {@link #poll}; also counts the tries when it is full.
     *
     * @param shared the queue
     * @return whether there was room
     */
    @Benchmark
    @Group("handOver")
    public boolean offer(Shared shared) {
        return shared.queue.offer(shared.element);
    }

    /**
     * Takes out, against {@link #offer}; also counts the tries when it is empty.
     *
     * @param shared the queue
     * @return the element
     */
    @Benchmark
    @Group("handOver")
    public @Nullable Object poll(Shared shared) {
        return shared.queue.poll();
    }
}
