package io.nolmq.message;

import java.util.concurrent.TimeUnit;

/**
 * How a socket queues messages, for each peer.
 *
 * @param sendHighWaterMark how many messages may wait to be sent to one peer: 0..2^31-1, 0 = unlimited, default 1000
 * @param receiveHighWaterMark how many messages of one peer may wait to be received: 0..2^31-1, 0 = unlimited, default
 *     1000
 * @param immediate whether messages are queued for completed connections only; default false
 * @param conflate whether a queue holds only the newest message; default false
 * @param lingerNanos how long a closed socket may go on sending, in nanoseconds: 0..2^31-1 ms, -1 = for ever, default
 *     -1; a SUB socket has nothing to send
 * @param goodbyeNanos how long a peer may take, once the kernel has everything, to read it and to close its end, in nanoseconds:
 *     0..2^31-1 ms, default 30 s. Linger counts meanwhile, and ends it as well
 */
public record QueueOptions(
        int sendHighWaterMark,
        int receiveHighWaterMark,
        boolean immediate,
        boolean conflate,
        long lingerNanos,
        long goodbyeNanos) {
    /** The value of {@link #lingerNanos} that waits for ever. */
    public static final long FOREVER = -1;

    /** What holds when nothing is set. */
    public static final QueueOptions DEFAULTS =
            new QueueOptions(1000, 1000, false, false, FOREVER, TimeUnit.SECONDS.toNanos(30));

    /**
     * Queue options, checked.
     *
     * @param sendHighWaterMark how many messages may wait to be sent to one peer
     * @param receiveHighWaterMark how many messages of one peer may wait to be received
     * @param immediate whether messages are queued for completed connections only
     * @param conflate whether a queue holds only the newest message
     * @param lingerNanos how long a closed socket may go on sending
     * @param goodbyeNanos how long a peer may take to read the rest and to close
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} when a value lies outside its range
     */
    public QueueOptions {
        OptionRange.require("sendHighWaterMark", sendHighWaterMark, 0, Integer.MAX_VALUE);
        OptionRange.require("receiveHighWaterMark", receiveHighWaterMark, 0, Integer.MAX_VALUE);
        OptionRange.requireNanosOrMinusOne("linger", lingerNanos);
        OptionRange.requireNanos("goodbyeTimeout", goodbyeNanos);
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
