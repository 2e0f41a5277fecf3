package io.nolmq.bench.end;

import java.util.ArrayList;
import java.util.List;

/**
 * One publisher to many subscribers. Nothing is dropped: the publisher waits for the slowest subscriber, and it starts when
 * every subscriber has subscribed. An empty message is the end of the stream.
 */
final class FanOut {
    private static final int CLOCK_EVERY = 64;
    private static final byte[] END = {};

    private FanOut() {}

    static EndResult playPub(Library library, EndOptions options) {
        BenchPublisher socket = library.pub();
        End.announce(socket.bind(options.endpoint()));
        socket.awaitSubscribers(options.peers());
        byte[] payload = new byte[options.sizeBytes()];
        int every = options.clockEvery(CLOCK_EVERY);
        long sent = 0;
        long start = System.nanoTime();
        long end = start + options.warmUpNanos() + options.measureNanos();
        do {
            for (int i = 0; i < every; i++) {
                socket.send(payload);
            }
            sent += every;
        } while (System.nanoTime() < end);
        socket.send(END);
        long nanos = System.nanoTime() - start;
        return EndResult.counted(sent, sent, nanos);
    }

    static EndResult playSub(Library library, EndOptions options) {
        List<BenchSocket> sockets = new ArrayList<>();
        for (int i = 0; i < options.sockets(); i++) {
            BenchSocket socket = library.sub();
            socket.connect(options.endpoint());
            sockets.add(socket);
        }
        int count = options.threads() == 0 ? options.sockets() : options.threads();
        List<Subscribers> shares = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) options.sockets() * i / count);
            int to = (int) ((long) options.sockets() * (i + 1) / count);
            Subscribers share = new Subscribers(sockets.subList(from, to), options.warmUpNanos());
            Thread thread = new Thread(share, "bench-sub-" + i);
            thread.start();
            shares.add(share);
            threads.add(thread);
        }
        threads.forEach(End::join);
        sockets.forEach(BenchSocket::close);
        return together(shares);
    }

    private static EndResult together(List<Subscribers> shares) {
        long messages = 0;
        long total = 0;
        long start = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (Subscribers share : shares) {
            messages += share.received - share.counted;
            total += share.received;
            start = Math.min(start, share.start);
            end = Math.max(end, share.end);
        }
        return EndResult.counted(messages, total, end - start);
    }

    /** What one thread receives, and its share of the sockets. Read by others once the thread has ended. */
    private static final class Subscribers implements Runnable {
        private static final int VISIT_MESSAGES = 100;

        private final BenchSocket[] sockets;
        private final long warmUpNanos;
        private long first;
        private long look = 1;

        long start;
        long end;
        long counted;
        long received;

        Subscribers(List<BenchSocket> sockets, long warmUpNanos) {
            this.sockets = sockets.toArray(BenchSocket[]::new);
            this.warmUpNanos = warmUpNanos;
        }

        @Override
        public void run() {
            if (sockets.length == 1) {
                receiveOne();
            } else {
                receiveMany();
            }
            end = System.nanoTime();
        }

        private void receiveOne() {
            while (take(sockets[0].receive())) {}
        }

        /** Visits the sockets in turn and never waits in one of them. */
        @SuppressWarnings(
                "ThreadPriorityCheck") // the library's own threads need the processor; the end in C yields too
        private void receiveMany() {
            int open = sockets.length;
            while (open > 0) {
                boolean found = false;
                for (int turn = 0; turn < open; turn++) {
                    int taken = visit(sockets[turn]);
                    found |= taken != 0;
                    if (taken < 0) {
                        sockets[turn--] = sockets[--open];
                    }
                }
                if (!found) {
                    Thread.yield();
                }
            }
        }

        /** How many messages were there, or -1 at the end of the stream. */
        private int visit(BenchSocket socket) {
            for (int i = 0; i < VISIT_MESSAGES; i++) {
                byte[] payload = socket.tryReceive();
                if (payload == null) {
                    return i;
                }
                if (!take(payload)) {
                    return -1;
                }
            }
            return VISIT_MESSAGES;
        }

        /** Takes note of a message; returns false at the end of the stream. */
        private boolean take(byte[] payload) {
            if (payload.length == 0) {
                return false;
            }
            if (++received == look) {
                start = System.nanoTime();
                first = received == 1 ? start : first;
                counted = received;
                look = start - first < warmUpNanos ? received + CLOCK_EVERY : Long.MAX_VALUE;
            }
            return true;
        }
    }
}
