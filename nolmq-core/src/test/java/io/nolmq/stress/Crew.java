package io.nolmq.stress;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The threads of one scenario, none of which may hang or fail. Closing it waits for them all. */
final class Crew implements AutoCloseable {
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final String what;

    /** @param what is under test, with the seed: it stands in every failure */
    Crew(String what) {
        this.what = what;
    }

    /** What a thread does. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** Starts a thread. */
    Thread start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Throwable failure) {
                        failures.add(failure);
                    }
                },
                "stress-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return thread;
    }

    /** Whether one of them has failed: the others may give up. */
    boolean hasFailed() {
        return !failures.isEmpty();
    }

    /** Waits until all have ended. Fails with every stack when one has not, or with what one has thrown. */
    void join(Duration atMost) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + atMost.toNanos();
        for (Thread thread : threads) {
            while (thread.isAlive() && !hasFailed() && deadlineNanos - System.nanoTime() > 0) {
                TimeUnit.MILLISECONDS.timedJoin(thread, 50);
            }
            if (thread.isAlive() && !hasFailed()) {
                throw new AssertionError(
                        what + ": " + thread.getName() + " has not ended within " + atMost + "\n" + stacks());
            }
        }
        Throwable first = failures.peek();
        if (first != null) {
            AssertionError failed = new AssertionError(what + ": a thread failed: " + first, first);
            failures.stream().skip(1).forEach(failed::addSuppressed);
            throw failed;
        }
    }

    @Override
    public void close() {
        try {
            join(Until.PATIENCE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(what + ": interrupted", interrupted);
        }
    }

    /** The stacks of our threads, and of the engine's. */
    static String stacks() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<Thread, StackTraceElement[]> each :
                Thread.getAllStackTraces().entrySet()) {
            String name = each.getKey().getName();
            if (name.startsWith("stress-") || name.startsWith("nol-") || name.equals("main")) {
                text.append('"').append(name).append("\" ").append(each.getKey().getState());
                text.append('\n');
                for (StackTraceElement frame : each.getValue()) {
                    text.append("    ").append(frame).append('\n');
                }
            }
        }
        return text.toString();
    }
}
