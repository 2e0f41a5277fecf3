package io.nolmq.internal.transport.stream;

import io.nolmq.message.Reason;
import io.nolmq.message.ReconnectOptions;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * How long a session waits before it tries again. A connection that could not be made or was lost: one interval and up to
 * another by chance, or, where a maximum is set, twice as long each time up to it. A peer that refused us, or that we
 * refused: twice as long each time up to 30 s, with chance, since asking again soon would change nothing.
 */
final class Backoff {
    private static final long REFUSED_MAXIMUM_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int DOUBLINGS_MAXIMUM = 30;

    private final ReconnectOptions options;
    private int failures;
    private int refusals;

    Backoff(ReconnectOptions options) {
        this.options = options;
    }

    /** A handshake was completed. The peer may refuse us all the same, as soon as it knows who we are. */
    void succeeded() {
        failures = 0;
    }

    /** How long to wait, in nanoseconds; -1 for not trying again. */
    long next(Reason reason) {
        long interval = options.intervalNanos();
        if (interval <= 0) {
            return -1;
        }
        if (isRefusal(reason)) {
            long most = Math.max(interval, REFUSED_MAXIMUM_NANOS);
            return Math.min(most, withJitter(doubled(interval, refusals++, most)));
        }
        refusals = 0;
        long maximum = options.maximumNanos();
        return maximum == 0 ? withJitter(interval) : doubled(Math.min(interval, maximum), failures++, maximum);
    }

    private static boolean isRefusal(Reason reason) {
        return switch (reason) {
            case HANDSHAKE_TIMEOUT, SELF_CONNECTION -> false;
            case FRAME_SIZE, FRAME_COUNT, MALFORMED, COMMAND_RATE, SUBSCRIPTION_LIMIT -> true;
            default -> reason.kind() == Reason.Kind.REFUSAL;
        };
    }

    private static long doubled(long interval, int times, long maximum) {
        int doublings = Math.min(times, DOUBLINGS_MAXIMUM);
        return interval > maximum >> doublings ? maximum : interval << doublings;
    }

    /** From the time itself up to twice as long. */
    private static long withJitter(long nanos) {
        return nanos + ThreadLocalRandom.current().nextLong(Math.max(1, nanos));
    }
}
