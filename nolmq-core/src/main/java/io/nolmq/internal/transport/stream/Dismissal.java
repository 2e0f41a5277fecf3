package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.IoThread;
import io.nolmq.internal.engine.SocketHost;
import io.nolmq.internal.engine.Timers.Timer;
import io.nolmq.message.Reason;
import io.nolmq.spi.CommandSink;
import io.nolmq.spi.ProtocolException;
import io.nolmq.spi.WireDecoder;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The end of a connection whose peer knows that we are ready, and is refused by our pattern: closes our half, and counts the
 * messages that come until the peer closes its own. Lives on the I/O thread.
 */
final class Dismissal implements IoThread.Handler, CommandSink {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** A peer that goes on sending is cut off. */
    private static final int MAXIMUM_BYTES = 16 * 1024 * 1024;

    private static final int BUFFER_BYTES = 16 * 1024;
    /** Then the other channels of the I/O thread have their turn. */
    private static final int READS_AT_ONCE = 16;

    private final SocketHost host;
    private final StreamConnection connection;
    private final Reason reason;
    private final String detail;
    private final WireDecoder decoder;
    private @Nullable Timer timer;
    private long messages;
    private long bytes;

    Dismissal(SocketHost host, StreamConnection connection, Reason reason, String detail) {
        this.host = host;
        this.connection = connection;
        this.reason = reason;
        this.detail = detail;
        byte[] buffer = new byte[BUFFER_BYTES];
        this.decoder = connection.codec().decoder(this, () -> buffer);
    }

    void begin() {
        byte[] rest = connection.rest();
        decoder.prime(rest, 0, rest.length);
        timer = host.io().timers().after(PATIENCE_NANOS, this::end);
        SelectionKey key = connection.key();
        try {
            connection.channel().shutdownOutput();
            key.attach(this);
            key.interestOps(SelectionKey.OP_READ);
            count();
        } catch (IOException | RuntimeException | Error gone) {
            end();
        }
    }

    @Override
    public void onReady(SelectionKey ready) {
        try {
            for (int reads = 0; reads < READS_AT_ONCE; reads++) {
                int number = connection.channel().read(decoder.target());
                if (number == 0) {
                    return;
                }
                bytes += number;
                if (number < 0 || bytes > MAXIMUM_BYTES) {
                    end();
                    return;
                }
                decoder.received(number);
                count();
            }
        } catch (IOException | RuntimeException | Error gone) {
            end();
        }
    }

    private void count() throws IOException {
        try {
            while (decoder.next() != null) {
                messages++;
            }
        } catch (ProtocolException violation) {
            throw new IOException(violation.getMessage(), violation);
        }
    }

    private void end() {
        Timer set = timer;
        if (set == null) {
            return;
        }
        timer = null;
        host.drop(Reason.NOT_RECEIVED, messages);
        connection.end(reason, told());
        set.cancel();
    }

    private String told() {
        try {
            return messages == 0 ? detail : detail + "; messages that it had sent: " + messages;
        } catch (OutOfMemoryError none) {
            return detail;
        }
    }

    // ------------------------------------------------------------------ commands mean nothing any more

    @Override
    public void onPing(int ttlDeciseconds, byte[] context) {}

    @Override
    public void onPong(byte[] context) {}

    @Override
    public void onSubscribe(byte[] topic) {}

    @Override
    public void onCancel(byte[] topic) {}

    @Override
    public void onUnknownCommand() {}
}
