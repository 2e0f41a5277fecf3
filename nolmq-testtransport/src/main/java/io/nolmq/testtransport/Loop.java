package io.nolmq.testtransport;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The event loop of one context's instance of the transport: a thread that starts with its first task. */
final class Loop {
    private static final System.Logger LOG = System.getLogger("io.nolmq");
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final long END_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final ReentrantLock lock = new ReentrantLock();

    // ---- under the lock
    /** Volatile for a look without the lock. */
    private volatile @Nullable Thread thread;

    private boolean closed;

    // ---- on the loop
    private final Set<Connection> connections = new HashSet<>();
    private boolean stopping;

    /** Runs a task on the loop, in the order of asking. From any thread; never waits. After the end it is forgotten. */
    void execute(Runnable task) {
        tasks.add(task);
        if (thread == null) {
            start();
        }
    }

    private void start() {
        lock.lock();
        try {
            if (thread == null && !closed) {
                Thread started = new Thread(this::run, "foreign-loop-" + NUMBERS.incrementAndGet());
                started.setDaemon(true);
                started.start();
                thread = started;
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (!stopping) {
            try {
                tasks.take().run();
            } catch (InterruptedException nobodyOfOurs) {
                LOG.log(System.Logger.Level.DEBUG, "the loop was interrupted, and goes on");
            } catch (Throwable fault) { // a task ends its own connection; this keeps the loop
                LOG.log(System.Logger.Level.WARNING, "a task of the loop failed", fault);
            }
        }
        for (Connection left : Set.copyOf(connections)) {
            left.abandon();
        }
    }

    /** On the loop: a connection whose peer must hear of the end of this loop. */
    void add(Connection connection) {
        connections.add(connection);
    }

    /** On the loop. */
    void remove(Connection connection) {
        connections.remove(connection);
    }

    /** Does what was asked for so far, and ends what is still open. Waits for that, two seconds at most. */
    void close() {
        Thread running;
        lock.lock();
        try {
            closed = true;
            running = thread;
        } finally {
            lock.unlock();
        }
        if (running != null) {
            tasks.add(() -> stopping = true);
            join(running);
        }
    }

    private static void join(Thread running) {
        boolean interrupted = false;
        long deadlineNanos = System.nanoTime() + END_NANOS;
        while (running.isAlive() && deadlineNanos - System.nanoTime() > 0) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(running, Math.max(1, deadlineNanos - System.nanoTime()));
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
