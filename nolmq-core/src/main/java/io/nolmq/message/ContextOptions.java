package io.nolmq.message;

import java.time.Duration;

/**
 * The options of a context.
 *
 * @param ioThreads how many I/O threads serve its sockets: 1..64, default 1
 * @param closeTimeout how long {@code Context.close} waits at most for what lingers and for peers to read it, default 30 s
 * @param inputBudgetBytes how much memory its tcp and ipc connections may take for what peers sent and nobody has received:
 *     1..2^63-1 bytes, default a quarter of the maximum heap. Each connection has 64 KiB besides. Above it, nothing more
 *     is read until something is received, but for one connection of each socket at a time, which may complete a message:
 *     so nothing waits for ever. Messages above the budget may be of any size, and come one at a time; the memory of a context is
 *     the budget and one message for each socket. A connection that completes no message for 10 s while others wait
 *     because of it is closed ({@link io.nolmq.message.Reason#BUDGET}). Set it above the largest message
 * @param goodbyesMaximum how many of its connections may have sent everything and wait for their peers to close: 1..2^31-1,
 *     default 1024. With one more, the one that has waited longest ends
 *     ({@link io.nolmq.message.Reason#GOODBYE_LIMIT})
 */
public record ContextOptions(int ioThreads, Duration closeTimeout, long inputBudgetBytes, int goodbyesMaximum) {
    private static final int DEFAULT_SHARE = 4;

    /** What holds when nothing is set. */
    public static final ContextOptions DEFAULTS = new ContextOptions(
            1, Duration.ofSeconds(30), Math.max(1, Runtime.getRuntime().maxMemory() / DEFAULT_SHARE), 1024);

    private static final int MAX_IO_THREADS = 64;

    /**
     * The options, checked.
     *
     * @param ioThreads how many I/O threads
     * @param closeTimeout how long closing waits
     * @param inputBudgetBytes how much connections may hold
     * @param goodbyesMaximum how many connections may wait for their peers to close
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} when a value lies outside its range
     */
    public ContextOptions {
        if (ioThreads < 1 || ioThreads > MAX_IO_THREADS) {
            throw outOfRange("ioThreads=" + ioThreads, "1.." + MAX_IO_THREADS);
        }
        if (closeTimeout.isNegative()) {
            throw outOfRange("closeTimeout=" + closeTimeout, "0 or more");
        }
        if (inputBudgetBytes < 1) {
            throw outOfRange("inputBudgetBytes=" + inputBudgetBytes, "1 or more");
        }
        if (goodbyesMaximum < 1) {
            throw outOfRange("goodbyesMaximum=" + goodbyesMaximum, "1 or more");
        }
    }

    private static ZmqException outOfRange(String value, String allowed) {
        return new ZmqException(ErrorCode.INVALID_OPTION, "option out of range: " + value + ", allowed: " + allowed);
    }

    /**
     * The same with another number of I/O threads.
     *
     * @param threads 1..64
     * @return new options
     */
    public ContextOptions withIoThreads(int threads) {
        return new ContextOptions(threads, closeTimeout, inputBudgetBytes, goodbyesMaximum);
    }

    /**
     * The same with another time-out for closing.
     *
     * @param timeout 0 or more
     * @return new options
     */
    public ContextOptions withCloseTimeout(Duration timeout) {
        return new ContextOptions(ioThreads, timeout, inputBudgetBytes, goodbyesMaximum);
    }

    /**
     * The same with another budget for what is received by nobody yet.
     *
     * @param bytes 1 or more
     * @return new options
     */
    public ContextOptions withInputBudgetBytes(long bytes) {
        return new ContextOptions(ioThreads, closeTimeout, bytes, goodbyesMaximum);
    }

    /**
     * The same with another limit of connections that wait for their peers to close.
     *
     * @param connections 1 or more
     * @return new options
     */
    public ContextOptions withGoodbyesMaximum(int connections) {
        return new ContextOptions(ioThreads, closeTimeout, inputBudgetBytes, connections);
    }
}
