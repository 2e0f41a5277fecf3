package io.nolmq.bench.end;

import java.util.ArrayList;
import java.util.List;

/** PUSH to PULL as fast as they can. An empty message from each PUSH is the end of its stream. */
final class Throughput {
    private static final int CLOCK_EVERY = 1024;
    private static final byte[] END = {};

    private Throughput() {}

    static EndResult playPull(Library library, EndOptions options) {
        BenchSocket socket = library.pull();
        End.announce(socket.bind(options.endpoint()));
        EndResult result = pull(socket, options.peers(), options.warmUpNanos());
        socket.close();
        return result;
    }

    static EndResult playPush(Library library, EndOptions options) {
        List<BenchSocket> sockets = connect(library, options);
        long start = System.nanoTime();
        long sent = push(sockets, options);
        return EndResult.counted(sent, sent, System.nanoTime() - start);
    }

    private static void connectAndPush(Library library, EndOptions options) {
        List<BenchSocket> sockets = connect(library, options);
        push(sockets, options);
        sockets.forEach(BenchSocket::close);
    }

    private static List<BenchSocket> connect(Library library, EndOptions options) {
        List<BenchSocket> sockets = new ArrayList<>();
        for (int i = 0; i < options.sockets(); i++) {
            BenchSocket socket = library.push();
            socket.connect(options.endpoint());
            sockets.add(socket);
        }
        if (options.sockets() > 1) {
            Schedule.awaitConnections(options.sockets());
        }
        return sockets;
    }

    static EndResult playInproc(Library library, EndOptions options) {
        BenchSocket pull = library.pull();
        End.announce(pull.bind(options.endpoint()));
        Thread sender = new Thread(() -> connectAndPush(library, options), "bench-push");
        sender.start();
        EndResult result = pull(pull, 1, options.warmUpNanos());
        End.join(sender);
        pull.close();
        return result;
    }

    /** Counts from the first message on, or from the first after the warm-up. */
    private static EndResult pull(BenchSocket socket, int peers, long warmUpNanos) {
        int open = peers;
        long first = 0;
        long start = 0;
        long counted = 0;
        long received = 0;
        long look = 1;
        while (open > 0) {
            if (socket.receive().length == 0) {
                open--;
                continue;
            }
            if (++received == look) {
                start = System.nanoTime();
                first = received == 1 ? start : first;
                counted = received;
                look = start - first < warmUpNanos ? received + CLOCK_EVERY : Long.MAX_VALUE;
            }
        }
        return EndResult.counted(received - counted, received, System.nanoTime() - start);
    }

    private static long push(List<BenchSocket> sockets, EndOptions options) {
        byte[] payload = new byte[options.sizeBytes()];
        BenchSocket[] turns = sockets.toArray(BenchSocket[]::new);
        long end = System.nanoTime() + options.warmUpNanos() + options.measureNanos();
        int burst = options.burst();
        int every = options.clockEvery(CLOCK_EVERY);
        long sent = 0;
        long look = 0;
        for (int turn = 0; ; turn = turn + 1 == turns.length ? 0 : turn + 1) {
            for (int i = 0; i < burst; i++) {
                turns[turn].send(payload);
            }
            sent += burst;
            if (sent >= look) {
                if (System.nanoTime() >= end) {
                    break;
                }
                look = sent + every;
            }
        }
        for (BenchSocket socket : turns) {
            socket.send(END);
        }
        return sent;
    }
}
