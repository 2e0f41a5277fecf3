package io.nolmq.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A child process that plays an end. What it does not finish in time is killed, it alone. */
final class EndProcess implements AutoCloseable {
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();
    private static final int ERRORS_SHOWN = 2000;
    private static final String BOUND = "bound ";

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "bench-kill"));
    }

    /** A run that came to nothing. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1;

        Failure(String message) {
            super(message);
        }

        Failure(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private final String name;
    private final Process process;
    private final CompletableFuture<String> bound = new CompletableFuture<>();
    private final CompletableFuture<String> result = new CompletableFuture<>();
    private final CompletableFuture<String> errors = new CompletableFuture<>();

    private EndProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        read("bench-read-" + name, this::readOutput);
        read("bench-errors-" + name, this::readErrors);
    }

    static EndProcess start(String name, List<String> command) throws Failure {
        try {
            Process process = new ProcessBuilder(command).start();
            RUNNING.add(process);
            return new EndProcess(name, process);
        } catch (IOException e) {
            throw new Failure(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    private static void read(String name, Runnable reader) {
        Thread thread = new Thread(reader, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(BOUND)) {
                    bound.complete(line.substring(BOUND.length()));
                } else if (line.startsWith("{")) {
                    result.complete(line);
                }
            }
        } catch (IOException e) {
            // The process was killed.
        }
        IllegalStateException ended = new IllegalStateException("no such line");
        bound.completeExceptionally(ended);
        result.completeExceptionally(ended);
    }

    private void readErrors() {
        try (InputStream stream = process.getErrorStream()) {
            String all = new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
            errors.complete(all.length() > ERRORS_SHOWN ? all.substring(0, ERRORS_SHOWN) + "…" : all);
        } catch (IOException e) {
            errors.complete(String.valueOf(e.getMessage()));
        }
    }

    /** Waits until it is bound, and returns where. */
    String endpoint(long deadlineNanos) throws Failure, InterruptedException {
        return await(bound, "did not bind", deadlineNanos);
    }

    /** Waits for its result. */
    EndFigures figures(long deadlineNanos) throws Failure, InterruptedException {
        String line = await(result, "gave no result", deadlineNanos);
        try {
            return new EndFigures(line);
        } catch (IllegalArgumentException e) {
            throw new Failure(name + ": " + e.getMessage(), e);
        }
    }

    private String await(CompletableFuture<String> line, String what, long deadlineNanos)
            throws Failure, InterruptedException {
        try {
            return line.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new Failure(name + " " + what + " in time", e);
        } catch (ExecutionException e) {
            String said = written();
            throw new Failure(name + " ended early: " + (said.isEmpty() ? "it said nothing" : said), e);
        }
    }

    /** Lets it end: closes its standard input, waits a moment, then kills it. Returns what it wrote to standard error. */
    String end() throws InterruptedException {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
        }
        if (!process.waitFor(2, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        RUNNING.remove(process);
        return written();
    }

    private String written() throws InterruptedException {
        try {
            return errors.get(1, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return "";
        }
    }

    /** Kills it, if it still runs, and waits until it is gone. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        RUNNING.remove(process);
    }
}
