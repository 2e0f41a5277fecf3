package io.nolmq.bench.end;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Connections over which nothing goes: what the process burns meanwhile. The warm-up is the time to let things settle. */
final class Idle {
    private Idle() {}

    /** Knows by one message from each peer that all are connected. */
    static EndResult playPull(Library library, EndOptions options) {
        BenchSocket socket = library.pull();
        End.announce(socket.bind(options.endpoint()));
        for (int i = 0; i < options.peers(); i++) {
            socket.receive();
        }
        EndResult result = measure(options);
        socket.close();
        return result;
    }

    /** Leaves the sockets open; the context keeps them. */
    static EndResult playPush(Library library, EndOptions options) {
        byte[] payload = new byte[options.sizeBytes()];
        List<BenchSocket> sockets = new ArrayList<>();
        for (int i = 0; i < options.sockets(); i++) {
            BenchSocket socket = library.push();
            socket.connect(options.endpoint());
            sockets.add(socket);
        }
        Schedule.awaitConnections(options.sockets());
        for (BenchSocket socket : sockets) {
            socket.send(payload);
        }
        return measure(options);
    }

    private static EndResult measure(EndOptions options) {
        sleep(options.warmUpNanos());
        long start = System.nanoTime();
        long cpu = EndResult.cpuNanos();
        sleep(options.measureNanos());
        return EndResult.idle(EndResult.cpuNanos() - cpu, System.nanoTime() - start);
    }

    private static void sleep(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
