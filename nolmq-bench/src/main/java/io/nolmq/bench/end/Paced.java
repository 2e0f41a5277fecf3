package io.nolmq.bench.end;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.HdrHistogram.Histogram;

/**
 * One-way latency at a fixed rate, from PUSH to PULL. The latency of a message counts from the instant at which the
 * {@link Schedule} wanted it sent, which travels in its first eight bytes; sender and receiver share a machine and with it
 * the clock of {@link System#nanoTime}. An empty message is the end.
 */
final class Paced {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final byte[] END = {};

    private Paced() {}

    static EndResult playPull(Library library, EndOptions options) {
        BenchSocket socket = library.pull();
        End.announce(socket.bind(options.endpoint()));
        Histogram latency = End.histogram();
        long warmUp = options.warmUpNanos();
        long received = 0;
        long first = 0;
        long last = 0;
        for (byte[] payload = socket.receive(); payload.length > 0; payload = socket.receive()) {
            long scheduled = (long) LONG.get(payload, 0);
            last = System.nanoTime();
            first = received++ == 0 ? scheduled : first;
            if (scheduled - first >= warmUp) {
                latency.recordValue(Math.max(0, last - scheduled));
            }
        }
        socket.close();
        return EndResult.timed(latency, received, last - first - warmUp);
    }

    static EndResult playPush(Library library, EndOptions options) {
        BenchSocket socket = library.push();
        socket.connect(options.endpoint());
        long total = Schedule.messages(options.rate(), options.warmUpSeconds() + options.seconds());
        Schedule.awaitConnections(1);
        long start = System.nanoTime();
        Schedule schedule = new Schedule(start, options.rate());
        for (long i = 0; i < total; i++) {
            long scheduled = schedule.instant(i);
            Schedule.await(scheduled);
            byte[] payload = new byte[options.sizeBytes()];
            LONG.set(payload, 0, scheduled);
            socket.send(payload);
        }
        long nanos = System.nanoTime() - start;
        socket.send(END);
        return EndResult.counted(total, total, nanos);
    }
}
