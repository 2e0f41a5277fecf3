package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.IoThread;
import io.nolmq.internal.engine.Timers.Timer;
import io.nolmq.message.HeartbeatOptions;
import io.nolmq.message.Reason;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Notices a peer that has fallen silent: by PINGs of our own, where the option says so, and by the time to live that the
 * peer names in its PINGs. Any bytes that come are a sign of life. Belongs to the I/O thread.
 *
 * <p>A deadline stands still while we do not read, because the application takes nothing; and before it strikes, the
 * channel is read once more.
 */
final class Heartbeat {
    private static final byte[] NO_CONTEXT = {};
    private static final long DECISECOND_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final IoThread io;
    private final StreamConnection connection;
    private final StreamPipe pipe;

    private @Nullable Timer nextPing;
    private @Nullable Timer deadline;
    private @Nullable Timer peerDeadline;
    private boolean stopped;

    Heartbeat(IoThread io, StreamConnection connection, StreamPipe pipe) {
        this.io = io;
        this.connection = connection;
        this.pipe = pipe;
    }

    /** The connection is open. */
    void start(HeartbeatOptions options) {
        if (options.intervalNanos() > 0 && !stopped) {
            nextPing = io.timers().after(options.intervalNanos(), () -> ping(options));
        }
    }

    void stop() {
        stopped = true;
        cancel(nextPing);
        cancel(deadline);
        cancel(peerDeadline);
    }

    /** The peer wants to be given up when it says nothing for that long. */
    void onPeerTimeToLive(int deciseconds) {
        cancel(peerDeadline);
        if (deciseconds > 0 && !stopped) {
            peerDeadline = watch(deciseconds * DECISECOND_NANOS, timer -> peerDeadline = timer);
        }
    }

    private void ping(HeartbeatOptions options) {
        pipe.sendPing((int) (options.timeToLiveNanos() / DECISECOND_NANOS), NO_CONTEXT);
        nextPing = io.timers().after(options.intervalNanos(), () -> ping(options));
        long timeout = options.effectiveTimeoutNanos();
        if (timeout > 0 && deadline == null) {
            deadline = watch(timeout, timer -> deadline = timer);
        }
    }

    private interface Slot {
        void set(@Nullable Timer timer);
    }

    private Timer watch(long nanos, Slot slot) {
        long seen = pipe.reads();
        return io.timers().after(nanos, () -> {
            slot.set(null);
            if (pipe.reads() == seen) {
                pipe.lookForLife(seen, nanos, this::onSilence, () -> slot.set(watch(nanos, slot)));
            }
        });
    }

    private void onSilence(long nanos) {
        connection.end(
                Reason.HEARTBEAT_TIMEOUT, "the peer was silent for " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms");
    }

    private static void cancel(@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
