package io.nolmq.message;

import java.time.Duration;

/**
 * The options of a context.
 *
 * @param ioThreads the number of I/O threads that serve its sockets: 1..64, default 1
 * @param closeTimeout the maximum time that {@code Context.close} waits for lingering messages and for peers to read
 *     them, default 30 s
 * @param inputBudgetBytes the memory that its tcp and ipc connections may use for messages from peers that have not
 *     been received yet: 1..2^63-1 bytes, default a quarter of the maximum heap. Each connection may also use 64 KiB
 *     outside the budget. Over the budget, reading stops until messages are received, except for one connection of each
 *     socket at a time, which may complete a message, so that nothing blocks for ever. Messages larger than the budget
 *     may be of any size, and are read one at a time; the memory of a context is the budget plus one message for each
 *     socket. A connection that completes no message for 10 s while others wait because of it is closed
 *     ({@link io.nolmq.message.Reason#BUDGET}). Set it above the largest message
 * @param goodbyesMaximum the maximum number of its connections that have sent everything and are waiting for their
 *     peers to close: 1..2^31-1, default 1024. With one more, the longest-waiting one is ended
 *     ({@link io.nolmq.message.Reason#GOODBYE_LIMIT})
 */
public record ContextOptions(int ioThreads, Duration closeTimeout, long inputBudgetBytes, int goodbyesMaximum) {
    /** The default options. */
    public static final ContextOptions DEFAULTS = new ContextOptions(
            Options.IO_THREADS.defaultValue(),
            Options.CLOSE_TIMEOUT.defaultValue(),
            Options.INPUT_BUDGET_BYTES.defaultValue(),
            Options.GOODBYES_MAXIMUM.defaultValue());

    /**
     * Creates validated options.
     *
     * @param ioThreads the number of I/O threads
     * @param closeTimeout the maximum time that closing waits
     * @param inputBudgetBytes the memory that connections may use for messages not received yet
     * @param goodbyesMaximum the maximum number of connections waiting for their peers to close
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} if a value is out of range
     */
    public ContextOptions {
        Options.IO_THREADS.require(ioThreads);
        Options.CLOSE_TIMEOUT.require(closeTimeout);
        Options.INPUT_BUDGET_BYTES.require(inputBudgetBytes);
        Options.GOODBYES_MAXIMUM.require(goodbyesMaximum);
    }

    /**
     * The value of an option.
     *
     * @param option the option, one of a context
     * @param <T> the type of the value
     * @return the value
     * @throws IllegalArgumentException if it is not an option of a context
     */
    public <T> T get(Option<T> option) {
        return option.read(this);
    }

    /**
     * These options with another number of I/O threads.
     *
     * @param threads the number of threads, 1..64
     * @return the new options
     */
    public ContextOptions withIoThreads(int threads) {
        return new ContextOptions(threads, closeTimeout, inputBudgetBytes, goodbyesMaximum);
    }

    /**
     * These options with another closing timeout.
     *
     * @param timeout the timeout, 0 or more
     * @return the new options
     */
    public ContextOptions withCloseTimeout(Duration timeout) {
        return new ContextOptions(ioThreads, timeout, inputBudgetBytes, goodbyesMaximum);
    }

    /**
     * These options with another budget for messages not received yet.
     *
     * @param bytes the budget in bytes, 1 or more
     * @return the new options
     */
    public ContextOptions withInputBudgetBytes(long bytes) {
        return new ContextOptions(ioThreads, closeTimeout, bytes, goodbyesMaximum);
    }

    /**
     * These options with another limit of connections waiting for their peers to close.
     *
     * @param connections the maximum number of connections, 1 or more
     * @return the new options
     */
    public ContextOptions withGoodbyesMaximum(int connections) {
        return new ContextOptions(ioThreads, closeTimeout, inputBudgetBytes, connections);
    }
}
