package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.Goodbyes;
import io.nolmq.internal.engine.IoThread;
import io.nolmq.internal.engine.Timers.Timer;
import io.nolmq.message.Reason;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time that a connection leaves its peer to read what is under way and to close in its turn, once everything is with the
 * kernel and our output is shut down. Belongs to the I/O thread, but for {@link #evict}.
 */
final class Goodbye implements Goodbyes.Waiting {
    private final IoThread io;
    private final Goodbyes all;
    private final StreamConnection connection;

    private long untilNanos;
    private @Nullable Timer timer;

    Goodbye(IoThread io, Goodbyes all, StreamConnection connection) {
        this.io = io;
        this.all = all;
        this.connection = connection;
    }

    /** Begins; ends the connection after that time. */
    void begin(long nanos) {
        setTimer(io.nanos() + nanos, nanos);
        all.begin(this);
    }

    /** Ends the connection after that time, unless it was to end earlier. */
    void shorten(long nanos) {
        long until = io.nanos() + nanos;
        if (until - untilNanos < 0) {
            cancelTimer();
            setTimer(until, nanos);
        }
    }

    /** The connection has ended. */
    void end() {
        cancelTimer();
        all.end(this);
    }

    @Override
    public void evict() {
        io.execute(() -> connection.giveUp(
                Reason.GOODBYE_LIMIT, "the peer had not closed, and too many connections waited for that"));
    }

    private void setTimer(long until, long nanos) {
        untilNanos = until;
        String late = "the peer had not closed after " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms";
        timer = io.timers().after(nanos, () -> connection.giveUp(Reason.CLOSED_LOCALLY, late));
    }

    private void cancelTimer() {
        Timer set = timer;
        if (set != null) {
            set.cancel();
            timer = null;
        }
    }
}
