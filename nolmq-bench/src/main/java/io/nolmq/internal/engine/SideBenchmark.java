package io.nolmq.internal.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** The lock of a side, free and contended, against the locks that were not taken. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SideBenchmark {
    private static final int CONTENDERS = 4;

    private final Side side = new Side();
    private final ReentrantLock reentrant = new ReentrantLock();
    private final Object monitor = new Object();
    private long guarded;

    /**
     * By one thread.
     *
     * @return what it guards
     */
    @Benchmark
    public long side() {
        side.lock();
        try {
            return ++guarded;
        } finally {
            side.unlock();
        }
    }

    /**
     * By four threads.
     *
     * @return what it guards
     */
    @Benchmark
    @Threads(CONTENDERS)
    public long sideContended() {
        return side();
    }

    /**
     * By one thread.
     *
     * @return what it guards
     */
    @Benchmark
    public long reentrant() {
        reentrant.lock();
        try {
            return ++guarded;
        } finally {
            reentrant.unlock();
        }
    }

    /**
     * By four threads.
     *
     * @return what it guards
     */
    @Benchmark
    @Threads(CONTENDERS)
    public long reentrantContended() {
        return reentrant();
    }

    /**
     * By one thread.
     *
     * @return what it guards
     */
    @Benchmark
    public long monitor() {
        synchronized (monitor) {
            return ++guarded;
        }
    }

    /**
     * By four threads.
     *
     * @return what it guards
     */
    @Benchmark
    @Threads(CONTENDERS)
    public long monitorContended() {
        return monitor();
    }
}
