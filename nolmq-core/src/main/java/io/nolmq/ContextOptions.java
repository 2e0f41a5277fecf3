package io.nolmq;

import io.nolmq.message.ErrorCode;
import io.nolmq.message.ZmqException;
import java.time.Duration;

/**
 * The options of a context.
 *
 * @param ioThreads how many I/O threads serve its sockets: 1..64, default 1
 * @param closeTimeout how long {@link Context#close} waits at most for what lingers, default 30 s
 */
public record ContextOptions(int ioThreads, Duration closeTimeout) {
    /** What holds when nothing is set. */
    public static final ContextOptions DEFAULTS = new ContextOptions(1, Duration.ofSeconds(30));

    private static final int MAX_IO_THREADS = 64;

    /**
     * The options, checked.
     *
     * @param ioThreads how many I/O threads
     * @param closeTimeout how long closing waits
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} when a value lies outside its range
     */
    public ContextOptions {
        if (ioThreads < 1 || ioThreads > MAX_IO_THREADS) {
            throw new ZmqException(
                    ErrorCode.INVALID_OPTION,
                    "option out of range: ioThreads=" + ioThreads + ", allowed: 1.." + MAX_IO_THREADS);
        }
        if (closeTimeout.isNegative()) {
            throw new ZmqException(
                    ErrorCode.INVALID_OPTION,
                    "option out of range: closeTimeout=" + closeTimeout + ", allowed: 0 or more");
        }
    }

    /**
     * The same with another number of I/O threads.
     *
     * @param threads 1..64
     * @return new options
     */
    public ContextOptions withIoThreads(int threads) {
        return new ContextOptions(threads, closeTimeout);
    }

    /**
     * The same with another time-out for closing.
     *
     * @param timeout 0 or more
     * @return new options
     */
    public ContextOptions withCloseTimeout(Duration timeout) {
        return new ContextOptions(ioThreads, timeout);
    }
}
