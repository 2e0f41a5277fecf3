package io.nolmq.bench.end;

import java.util.concurrent.locks.LockSupport;

/**
 * The instants at which a paced sender should send. They are fixed from the start: a sender that falls behind does not move
 * them, so that its delay shows in the latency of every message that waited for it.
 */
final class Schedule {
    private static final long NEAR_NANOS = 200_000;
    private static final long CONNECT_NANOS = 1_000_000_000;
    private static final long CONNECT_NANOS_EACH = 1_000_000;

    private final long startNanos;
    private final double intervalNanos;

    Schedule(long startNanos, double messagesPerSecond) {
        this.startNanos = startNanos;
        this.intervalNanos = 1e9 / messagesPerSecond;
    }

    /** When message number {@code index}, from 0, is due. Does not add up rounding errors. */
    long instant(long index) {
        return startNanos + (long) (index * intervalNanos);
    }

    /** How many messages are due in a time. */
    static long messages(double messagesPerSecond, double seconds) {
        return (long) (messagesPerSecond * seconds);
    }

    /** Waits for an instant of {@link System#nanoTime}: sleeps while it is far away, yields while it is near. */
    @SuppressWarnings("ThreadPriorityCheck") // the library's own threads need the processor; the end in C yields too
    static void await(long instant) {
        for (long left = instant - System.nanoTime(); left > 0; left = instant - System.nanoTime()) {
            if (left > NEAR_NANOS) {
                LockSupport.parkNanos(left - NEAR_NANOS);
            } else {
                Thread.yield();
            }
        }
    }

    /** Waits until that many sockets should be connected: a crowd that connects is not what is measured. */
    static void awaitConnections(int sockets) {
        await(System.nanoTime() + CONNECT_NANOS + sockets * CONNECT_NANOS_EACH);
    }
}
