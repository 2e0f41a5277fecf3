package io.nolmq.contract;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call that runs on a thread of its own, of which a test can tell whether it waits. */
public final class Background<T> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LOOKS = 5;

    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private final Thread thread;

    private Background(Callable<T> call) {
        thread = new Thread(
                () -> {
                    try {
                        outcome.complete(call.call());
                    } catch (Throwable e) {
                        outcome.completeExceptionally(e);
                    }
                },
                "test-background");
        thread.setDaemon(true);
    }

    /** Starts a call. */
    public static <T> Background<T> call(Callable<T> call) {
        Background<T> background = new Background<>(call);
        background.thread.start();
        return background;
    }

    /** Starts a call without a result. */
    public static Background<Boolean> run(ThrowingRunnable call) {
        return call(() -> {
            call.run();
            return true;
        });
    }

    /** Starts a call, and returns when it waits. */
    public static <T> Background<T> waiting(Callable<T> call) {
        Background<T> background = call(call);
        background.awaitWaiting();
        return background;
    }

    /** Returns when the call has been seen waiting several times in a row. */
    public void awaitWaiting() {
        int[] seen = {0};
        await("the call to wait")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    if (outcome.isDone()) {
                        throw new AssertionError("the call ended instead of waiting: " + outcome);
                    }
                    seen[0] = waits() ? seen[0] + 1 : 0;
                    return seen[0] >= LOOKS;
                });
    }

    /** The thread that the call runs on. */
    public Thread thread() {
        return thread;
    }

    /** Whether the call has ended, well or not. */
    public boolean isDone() {
        return outcome.isDone();
    }

    /** What the call returned; its exception comes as it is. */
    public T result() throws Exception {
        try {
            return outcome.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } catch (TimeoutException e) {
            AssertionError late = new AssertionError("the call has not ended; it stands at the cause's stack");
            AssertionError where = new AssertionError("stack of the call");
            where.setStackTrace(thread.getStackTrace());
            late.initCause(where);
            throw late;
        }
    }

    /** What the call threw. */
    public Throwable failure() throws Exception {
        try {
            T value = result();
            throw new AssertionError("the call returned " + value + " instead of failing");
        } catch (Exception expected) {
            return expected;
        }
    }

    private boolean waits() {
        Thread.State state = thread.getState();
        if (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING) {
            return true;
        }
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0
                && stack[0].getClassName().startsWith("sun.nio.ch.")
                && (stack[0].getMethodName().equals("wait")
                        || stack[0].getMethodName().equals("poll"));
    }

    /** A call that may fail with anything. */
    @FunctionalInterface
    public interface ThrowingRunnable {
        /** Runs it. */
        void run() throws Exception;
    }
}
