package io.nolmq.bench.end;

import org.HdrHistogram.Histogram;

/** Round trips between REQ and REP. An empty request is the end. */
final class RoundTrip {
    private static final byte[] END = {};

    private RoundTrip() {}

    static EndResult playRep(Library library, EndOptions options) {
        BenchSocket socket = library.rep();
        End.announce(socket.bind(options.endpoint()));
        reply(socket);
        socket.close();
        return EndResult.counted(0, 0, 0);
    }

    static EndResult playReq(Library library, EndOptions options) {
        BenchSocket socket = library.req();
        socket.connect(options.endpoint());
        EndResult result = request(socket, options);
        socket.close();
        return result;
    }

    static EndResult playInproc(Library library, EndOptions options) {
        BenchSocket replier = library.rep();
        End.announce(replier.bind(options.endpoint()));
        Thread thread = new Thread(() -> reply(replier), "bench-rep");
        thread.start();
        EndResult result = playReq(library, options);
        End.join(thread);
        replier.close();
        return result;
    }

    private static void reply(BenchSocket socket) {
        byte[] payload;
        do {
            payload = socket.receive();
            socket.send(payload);
        } while (payload.length > 0);
    }

    private static EndResult request(BenchSocket socket, EndOptions options) {
        Histogram latency = End.histogram();
        byte[] payload = new byte[options.sizeBytes()];
        long first = System.nanoTime();
        long measure = first + options.warmUpNanos();
        long end = measure + options.measureNanos();
        long before = first;
        long start = first;
        while (before < end) {
            socket.send(payload);
            payload = socket.receive();
            long after = System.nanoTime();
            if (before >= measure) {
                latency.recordValue(after - before);
            } else {
                start = after;
            }
            before = after;
        }
        socket.send(END);
        socket.receive();
        return EndResult.timed(latency, latency.getTotalCount(), before - start);
    }
}
