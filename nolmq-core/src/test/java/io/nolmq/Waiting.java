package io.nolmq;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call on a thread of its own, which a test expects to wait for a while and then to end. */
final class Waiting<T> {
    private static final long PATIENCE_SECONDS = 10;

    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Thread thread;

    private Waiting(Callable<T> call) {
        thread = new Thread(() -> {
            try {
                result.complete(call.call());
            } catch (Throwable failed) {
                result.completeExceptionally(failed);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    static <T> Waiting<T> in(Callable<T> call) {
        return new Waiting<>(call);
    }

    /** Returns once the thread stands in a selector. */
    Waiting<T> untilItSelects() {
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .until(() -> Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().startsWith("sun.nio.ch.")
                                && frame.getMethodName().equals("doSelect")));
        return this;
    }

    /** Returns once the thread is parked. */
    Waiting<T> untilItParks() {
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .until(() ->
                        thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
        return this;
    }

    /** What the call came to. */
    T outcome() throws InterruptedException, ExecutionException, TimeoutException {
        return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
