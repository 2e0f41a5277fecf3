package io.nolmq.internal.engine;

/** Monotonic time; tests advance one by hand. */
@FunctionalInterface
public interface NanoClock {
    /** The clock of the virtual machine. */
    NanoClock SYSTEM = System::nanoTime;

    /** Nanoseconds since some fixed moment. Compare by difference only. */
    long nanos();
}
