package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.IoThread;
import io.nolmq.internal.engine.Timers.Timer;
import io.nolmq.message.Reason;
import io.nolmq.spi.WireHeartbeat;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the time of a {@link WireHeartbeat}, and does what it asks for. Belongs to the I/O thread.
 *
 * <p>A deadline stands still while we do not read, because the application takes nothing; and before it strikes, the
 * channel is read once more.
 */
final class HeartbeatTimer implements WireHeartbeat.Actions {
    private final IoThread io;
    private final WireHeartbeat heartbeat;
    private final StreamConnection connection;
    private final StreamPipe pipe;

    private @Nullable Timer timer;
    private long roomMade;
    private boolean stopped;

    HeartbeatTimer(IoThread io, WireHeartbeat heartbeat, StreamConnection connection, StreamPipe pipe) {
        this.io = io;
        this.heartbeat = heartbeat;
        this.connection = connection;
        this.pipe = pipe;
    }

    /** The connection is open. */
    void start() {
        heartbeat.start(io.nanos());
        setTimer();
    }

    void stop() {
        stopped = true;
        cancelTimer();
    }

    /** The peer wants to be given up when it says nothing for that long. */
    void onPeerTimeToLive(int deciseconds) {
        heartbeat.onPeerTimeToLive(deciseconds, io.nanos(), signsOfLife());
        setTimer();
    }

    /** The kernel, which was full, takes bytes again: the peer's has taken some. */
    void onRoom() {
        roomMade++;
    }

    private long signsOfLife() {
        return pipe.reads() + roomMade;
    }

    private void setTimer() {
        cancelTimer();
        long nanos = heartbeat.nanosUntilDeadline(io.nanos());
        if (nanos >= 0 && !stopped) {
            timer = io.timers().after(nanos, this::onTimer);
        }
    }

    private void cancelTimer() {
        Timer set = timer;
        if (set != null) {
            set.cancel();
            timer = null;
        }
    }

    private void onTimer() {
        try {
            heartbeat.onTimer(io.nanos(), signsOfLife(), this);
            setTimer();
        } catch (RuntimeException | Error fault) { // without a timer nobody would notice that the peer is gone
            connection.fail(fault);
        }
    }

    @Override
    public void ping(int timeToLiveDeciseconds) {
        pipe.sendPing(timeToLiveDeciseconds);
    }

    @Override
    public void suspect(long signsOfLife, long silentNanos) {
        pipe.lookForLife(
                connection,
                () -> {
                    if (!stopped && signsOfLife() == signsOfLife) {
                        long millis = TimeUnit.NANOSECONDS.toMillis(silentNanos);
                        connection.end(Reason.HEARTBEAT_TIMEOUT, "the peer was silent for " + millis + " ms");
                    }
                },
                () -> {
                    heartbeat.onStandstill(io.nanos(), signsOfLife());
                    setTimer();
                });
    }
}
