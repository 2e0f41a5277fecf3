package io.nolmq.lab;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** One of the document's programs, under pyzmq. */
final class PythonRun implements Runs {
    private final Lines out = new Lines();
    private final Lines err = new Lines();
    private final Process process;

    private PythonRun(Process process) {
        this.process = process;
        copy(process.getInputStream(), out);
        copy(process.getErrorStream(), err);
    }

    /** Starts one; skips the test, visibly, where there is no pyzmq, or fails it where NOLMQ_PEERS=required. */
    static PythonRun start(String script, String endpoint) throws IOException, URISyntaxException {
        String python = python().orElseGet(PythonRun::missing);
        Path file = Path.of(
                Objects.requireNonNull(PythonRun.class.getResource(script)).toURI());
        return new PythonRun(new ProcessBuilder(python, file.toString(), endpoint).start());
    }

    @Override
    public Lines out() {
        return out;
    }

    @Override
    public Lines err() {
        return err;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        await().atMost(PATIENCE).until(() -> !process.isAlive());
    }

    /** Tells how it ended by itself. */
    int awaitExit() {
        await().atMost(PATIENCE).until(() -> !process.isAlive());
        return process.exitValue();
    }

    private static Optional<String> python() {
        return Stream.of(System.getenv("NOLMQ_PYTHON"), "python3", "/usr/bin/python3")
                .filter(Objects::nonNull)
                .filter(PythonRun::hasZmq)
                .findFirst();
    }

    private static boolean hasZmq(String python) {
        try {
            Process process = new ProcessBuilder(python, "-c", "import zmq; zmq.zmq_version()")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String missing() {
        String line = "SKIPPED for want of a peer: pyzmq";
        System.err.println(line);
        if ("required".equals(System.getenv("NOLMQ_PEERS"))) {
            Assertions.fail("pyzmq is missing, and NOLMQ_PEERS=required");
        }
        return Assumptions.abort(line);
    }

    private static void copy(InputStream from, Lines to) {
        Thread thread = new Thread(() -> {
            try (from) {
                from.transferTo(to);
            } catch (IOException closed) {
                // the process was destroyed
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
