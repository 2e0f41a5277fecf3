package io.nolmq.internal.engine;

import io.nolmq.internal.queue.Ring;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs user code, one piece after the other, on a daemon thread that is made when there is some and ends when there is
 * none. Never on an I/O thread and under no lock, so from there every call is allowed.
 */
public final class Callbacks implements Executor {
    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Ring<Runnable> waiting = new Ring<>();
    private @Nullable Thread thread;

    public Callbacks(String name) {
        this.name = name;
    }

    @Override
    public void execute(Runnable work) {
        lock.lock();
        try {
            waiting.addLast(work);
            if (thread == null) {
                Thread started = new Thread(this::run, name);
                started.setDaemon(true);
                started.start(); // it looks for work once the lock is free; where it cannot start, the next call tries
                thread = started;
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        boolean more = true;
        while (more) {
            try {
                Runnable work = next();
                more = work != null;
                if (work != null) {
                    work.run();
                }
            } catch (Throwable fault) { // user code must not end the thread
                Faults.report("a callback failed", fault);
            }
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            Runnable work = waiting.pollFirst();
            if (work == null) {
                thread = null;
            }
            return work;
        } finally {
            lock.unlock();
        }
    }
}
