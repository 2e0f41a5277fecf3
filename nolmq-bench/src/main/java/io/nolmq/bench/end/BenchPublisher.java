package io.nolmq.bench.end;

/** A publisher that drops nothing: it waits for the slowest subscriber. */
interface BenchPublisher extends BenchSocket {
    /** Waits until that many peers have subscribed. */
    void awaitSubscribers(int count);
}
