package io.nolmq.message;

/**
 * The queueing of messages, for each peer of a socket.
 *
 * @param sendHighWaterMark the maximum number of messages waiting to be sent to one peer: 0..2^31-1, 0 = unlimited,
 *     default 1000
 * @param receiveHighWaterMark the maximum number of messages from one peer waiting to be received: 0..2^31-1, 0 =
 *     unlimited, default 1000
 * @param immediate true if messages are queued for completed connections only; default false
 * @param conflate true if a queue holds only the newest message; default false
 * @param lingerNanos the time a closed socket may go on sending, in nanoseconds: 0..2^31-1 ms, -1 = for ever, default
 *     -1; a SUB socket has nothing to send
 * @param goodbyeNanos the time a peer may take, once the kernel has everything, to read it and to close its end, in
 *     nanoseconds: 0..2^31-1 ms, default 30 s. The linger period runs meanwhile, and ends it as well
 */
public record QueueOptions(
        int sendHighWaterMark,
        int receiveHighWaterMark,
        boolean immediate,
        boolean conflate,
        long lingerNanos,
        long goodbyeNanos) {
    /** The value of {@link #lingerNanos} that sets no time limit. */
    public static final long FOREVER = -1;

    /** The default options. */
    public static final QueueOptions DEFAULTS = new QueueOptions(
            Options.SEND_HIGH_WATER_MARK.defaultValue(),
            Options.RECEIVE_HIGH_WATER_MARK.defaultValue(),
            Options.IMMEDIATE.defaultValue(),
            Options.CONFLATE.defaultValue(),
            Options.LINGER.defaultValue().toNanos(),
            Options.GOODBYE_TIMEOUT.defaultValue().toNanos());

    /**
     * Creates validated queue options.
     *
     * @param sendHighWaterMark the maximum number of messages waiting to be sent to one peer
     * @param receiveHighWaterMark the maximum number of messages from one peer waiting to be received
     * @param immediate true if messages are queued for completed connections only
     * @param conflate true if a queue holds only the newest message
     * @param lingerNanos the time a closed socket may go on sending
     * @param goodbyeNanos the time a peer may take to read the rest and to close
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} if a value is out of range
     */
    public QueueOptions {
        Options.SEND_HIGH_WATER_MARK.require(sendHighWaterMark);
        Options.RECEIVE_HIGH_WATER_MARK.require(receiveHighWaterMark);
        OptionRange.requireNanos(Options.LINGER, lingerNanos);
        OptionRange.requireNanos(Options.GOODBYE_TIMEOUT, goodbyeNanos);
    }

    QueueOptions withSendHighWaterMark(int messages) {
        return new QueueOptions(messages, receiveHighWaterMark, immediate, conflate, lingerNanos, goodbyeNanos);
    }

    QueueOptions withReceiveHighWaterMark(int messages) {
        return new QueueOptions(sendHighWaterMark, messages, immediate, conflate, lingerNanos, goodbyeNanos);
    }

    QueueOptions withImmediate(boolean on) {
        return new QueueOptions(sendHighWaterMark, receiveHighWaterMark, on, conflate, lingerNanos, goodbyeNanos);
    }

    QueueOptions withConflate(boolean on) {
        return new QueueOptions(sendHighWaterMark, receiveHighWaterMark, immediate, on, lingerNanos, goodbyeNanos);
    }

    QueueOptions withLingerNanos(long nanos) {
        return new QueueOptions(sendHighWaterMark, receiveHighWaterMark, immediate, conflate, nanos, goodbyeNanos);
    }

    QueueOptions withGoodbyeNanos(long nanos) {
        return new QueueOptions(sendHighWaterMark, receiveHighWaterMark, immediate, conflate, lingerNanos, nanos);
    }
}
