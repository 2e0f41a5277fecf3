package io.nolmq.internal.engine;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * How a receiver waits in its selector: in a stream of many messages it looks a moment longer before it sleeps, as long as
 * the last waits were so short that this would have been enough. To wake it would cost the sender more than a batch of small
 * messages. One thread at a time waits; it is the one that knows.
 */
final class Lookout {
    /** A stream: so many messages were received between two waits. */
    static final long STREAM_MESSAGES = 32;
    /** The longest look. */
    static final long LOOK_NANOS = 100_000;

    /** Whether a thread of this program looks: a second one would take the core from those who send. */
    private static final AtomicBoolean LOOKING = new AtomicBoolean();

    private long lookNanos;
    private long receivesBefore;

    /** How long the next look lasts at most. */
    long lookNanos() {
        return lookNanos;
    }

    /**
     * Waits until a channel can be read or the selector is woken.
     *
     * @param receives how many messages were received so far
     * @param woken true before the selector is woken for good: a look swallows its wake-up
     */
    void await(Selector selector, long receives, BooleanSupplier woken) throws IOException {
        if (!Spinning.WORTH_TRYING || !isStream(receives)) {
            selector.select();
            return;
        }
        long begin = System.nanoTime();
        if (!look(selector, begin, woken)) {
            selector.select();
        }
        learn(System.nanoTime() - begin);
    }

    private boolean isStream(long receives) {
        boolean stream = receives - receivesBefore >= STREAM_MESSAGES;
        receivesBefore = receives;
        return stream;
    }

    private boolean look(Selector selector, long begin, BooleanSupplier woken) throws IOException {
        if (lookNanos == 0 || !LOOKING.compareAndSet(false, true)) {
            return false;
        }
        try {
            return lookAgainAndAgain(selector, begin, woken);
        } finally {
            LOOKING.set(false);
        }
    }

    private boolean lookAgainAndAgain(Selector selector, long begin, BooleanSupplier woken) throws IOException {
        while (System.nanoTime() - begin < lookNanos) {
            if (selector.selectNow() > 0
                    || woken.getAsBoolean()
                    || Thread.currentThread().isInterrupted()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    /** A wait took so long. */
    void learn(long nanos) {
        lookNanos = nanos < LOOK_NANOS ? Math.min(LOOK_NANOS, 2 * lookNanos + LOOK_NANOS / 8) : lookNanos / 4;
    }
}
