package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.IoThread;
import io.nolmq.internal.engine.Letter;
import io.nolmq.internal.engine.SocketHost;
import io.nolmq.message.Reason;
import io.nolmq.spi.CommandSink;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What one peer's commands do, and how often it may send them. Belongs to the receive side. Every command is cheap to send,
 * so every one has a bound.
 */
final class PeerCommands implements CommandSink {
    private static final long PINGS_MAXIMUM = 20_000L * 5;
    private static final long PING_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long UNKNOWN_MAXIMUM = 1_000;
    private static final long UNKNOWN_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SocketHost host;
    private final StreamPipe pipe;
    private final StreamConnection connection;
    private final Rate pings;
    private final Rate unknown;
    private final AtomicReference<byte[]> pong = new AtomicReference<>();
    private final AtomicReference<byte[]> answered = new AtomicReference<>();
    private int timeToLive;

    PeerCommands(SocketHost host, StreamPipe pipe, StreamConnection connection) {
        this.host = host;
        this.pipe = pipe;
        this.connection = connection;
        this.pings = new Rate(PINGS_MAXIMUM, PING_WINDOW_NANOS);
        this.unknown = new Rate(UNKNOWN_MAXIMUM, UNKNOWN_WINDOW_NANOS);
    }

    @Override
    public void onPing(int ttlDeciseconds, byte[] context) {
        if (pings.exceeds()) {
            flood("PING");
            return;
        }
        if (ttlDeciseconds > 0 || timeToLive > 0) {
            timeToLive = ttlDeciseconds;
            io().execute(PipeLife.orEnd(connection, () -> connection.heartbeat().onPeerTimeToLive(ttlDeciseconds)));
        }
        Letter answer = new Letter(() -> pipe.sendPong(pong.getAndSet(null)));
        if (pong.getAndSet(context) == null) {
            host.receiveSide().postAfterUnlock(host.sendSide(), answer);
        }
    }

    @Override
    public void onPong(byte[] context) {
        // the bytes themselves were the sign of life
        Letter answer = new Letter(() -> pipe.onPong(connection, answered.getAndSet(null)));
        if (answered.getAndSet(context) == null) {
            host.receiveSide().postAfterUnlock(host.sendSide(), answer);
        }
    }

    @Override
    public void onSubscribe(byte[] topic) {
        fromPeer(() -> host.subscribed(pipe, topic));
    }

    @Override
    public void onCancel(byte[] topic) {
        fromPeer(() -> host.cancelled(pipe, topic));
    }

    /** A command that fails ends the connection: else the peer would take it for done. */
    private void fromPeer(Runnable command) {
        host.toSendSide(PipeLife.orEnd(connection, command));
    }

    @Override
    public void onUnknownCommand() {
        if (unknown.exceeds()) {
            flood("unknown command");
        }
    }

    private void flood(String what) {
        connection.end(Reason.COMMAND_RATE, "too many of: " + what);
    }

    private IoThread io() {
        return host.io();
    }

    /** So many in a window of time, and no more. */
    private final class Rate {
        private final long maximum;
        private final long windowNanos;
        private long begin = io().nanos();
        private long number;

        Rate(long maximum, long windowNanos) {
            this.maximum = maximum;
            this.windowNanos = windowNanos;
        }

        boolean exceeds() {
            if (++number <= maximum) {
                return false;
            }
            long now = io().nanos();
            if (now - begin < windowNanos) {
                return true;
            }
            begin = now;
            number = 1;
            return false;
        }
    }
}
