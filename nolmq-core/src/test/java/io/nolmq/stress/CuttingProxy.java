package io.nolmq.stress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between two ends of a tcp connection, on the loopback address, and does to it what networks do: cuts it by a
 * reset or an end of stream, at will or after a random number of bytes, stalls, and splits what it passes on. What it does
 * at random comes from its seed.
 */
final class CuttingProxy implements AutoCloseable {
    private static final int PASS_BYTES = 16 * 1024;

    /** How a connection ends. */
    enum Cut {
        /** Both ends get a reset; what was under way is lost. */
        RESET,
        /** Both ends get an end of stream; what was under way is lost. */
        FINISH
    }

    private final InetAddress loopback = InetAddress.getLoopbackAddress();
    private final ServerSocket listener;
    private final int target;
    private final SplittableRandom random;
    private final List<Connection> open = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private boolean stalled;
    private boolean holdsNew;
    private volatile boolean closed;
    private volatile int splitBytes;
    private volatile int cutAfterBytes;

    /** Listens at a port of its own. */
    CuttingProxy(int target, long seed) throws IOException {
        this.target = target;
        this.random = new SplittableRandom(seed);
        this.listener = new ServerSocket(0, 50, loopback);
        spawn("accept", this::accept);
    }

    /** Where to connect instead of the target. */
    String endpoint() {
        return "tcp://127.0.0.1:" + listener.getLocalPort();
    }

    /** How many connections it has made so far. */
    int connections() {
        return connections.get();
    }

    /** From now on passes on at most so many bytes at once, a random number of them; 0 as they come. */
    CuttingProxy splitting(int maximumBytes) {
        splitBytes = maximumBytes;
        return this;
    }

    /** Each new connection is cut after a random number of bytes, up to twice this; 0 never. */
    CuttingProxy cuttingAfter(int meanBytes) {
        cutAfterBytes = meanBytes;
        return this;
    }

    /** Passes nothing on, in either direction, until told otherwise. */
    void stall(boolean on) {
        set(() -> stalled = on);
    }

    /** Lets new connections wait, until told otherwise. */
    void holdNew(boolean on) {
        set(() -> holdsNew = on);
    }

    /** Cuts every connection there is. */
    void cut(Cut how) {
        for (Connection each : open) {
            each.cut(how);
        }
    }

    private void set(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int nextInt(int bound) {
        synchronized (random) {
            return random.nextInt(bound);
        }
    }

    private void accept() throws IOException {
        while (!closed) {
            Socket from = listener.accept();
            try {
                awaitLeave(true);
                Socket to = new Socket();
                to.connect(new InetSocketAddress(loopback, target));
                from.setTcpNoDelay(true);
                to.setTcpNoDelay(true);
                connections.incrementAndGet();
                Connection connection = new Connection(from, to);
                open.add(connection);
                spawn("there", () -> connection.pass(from, to));
                spawn("back", () -> connection.pass(to, from));
                if (closed) { // meanwhile: whoever closed may have looked before this one was there
                    connection.cut(Cut.RESET);
                }
            } catch (IOException nobodyThere) {
                from.setSoLinger(true, 0);
                from.close();
            }
        }
    }

    private void awaitLeave(boolean ofNew) {
        lock.lock();
        try {
            while (!closed && (ofNew ? holdsNew : stalled)) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private interface Passing {
        void run() throws IOException;
    }

    private void spawn(String name, Passing work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException ended) {
                        // an end of the connection, or of the proxy
                    }
                },
                "stress-proxy-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private final class Connection {
        private final Socket one;
        private final Socket other;
        private final AtomicInteger passing = new AtomicInteger(2);
        private final AtomicInteger untilCut;
        private volatile boolean discards;

        Connection(Socket one, Socket other) {
            this.one = one;
            this.other = other;
            int mean = cutAfterBytes;
            untilCut = new AtomicInteger(mean == 0 ? Integer.MAX_VALUE : 1 + nextInt(2 * mean));
        }

        void cut(Cut how) {
            discards = true;
            if (how == Cut.RESET) {
                reset(one);
                reset(other);
            } else {
                finish(one);
                finish(other);
            }
        }

        private void reset(Socket socket) {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException gone) {
                // as it should be
            }
        }

        private void finish(Socket socket) {
            try {
                socket.shutdownOutput();
            } catch (IOException gone) {
                // as it should be
            }
        }

        void pass(Socket from, Socket to) throws IOException {
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                byte[] buffer = new byte[PASS_BYTES];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    awaitLeave(false);
                    if (!discards) {
                        passOn(out, buffer, count);
                    }
                }
                finish(to);
            } finally {
                if (passing.decrementAndGet() == 0) {
                    open.remove(this);
                    one.close();
                    other.close();
                }
            }
        }

        private void passOn(OutputStream out, byte[] buffer, int count) throws IOException {
            int at = 0;
            while (at < count && !discards) {
                int most = splitBytes;
                int now = most == 0 ? count - at : Math.min(count - at, 1 + nextInt(most));
                now = Math.max(1, Math.min(now, untilCut.get()));
                boolean last = untilCut.addAndGet(-now) <= 0;
                try {
                    out.write(buffer, at, now);
                } catch (IOException cutMeanwhile) {
                    if (!discards) {
                        throw cutMeanwhile;
                    }
                }
                at += now;
                if (last) {
                    cut(nextInt(2) == 0 ? Cut.RESET : Cut.FINISH);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        stall(false);
        holdNew(false);
        listener.close();
        for (Connection each : open) {
            each.cut(Cut.RESET);
        }
        for (Thread thread : threads) {
            Until.holds(thread.getName() + " to end", () -> !thread.isAlive());
        }
    }
}
