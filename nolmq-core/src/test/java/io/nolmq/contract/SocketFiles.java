package io.nolmq.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The paths of named ipc endpoints. What a bind leaves there stays after the close, so a test deletes it at its end. */
public final class SocketFiles {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Queue<Path> GIVEN = new ConcurrentLinkedQueue<>();

    private SocketFiles() {}

    /** A path where nothing is yet. */
    public static Path next() {
        Path path = Path.of(
                System.getProperty("java.io.tmpdir"),
                "nol-test-" + ProcessHandle.current().pid() + "-" + NUMBERS.incrementAndGet());
        path.toFile().deleteOnExit(); // for a process that ends in the middle of a test
        GIVEN.add(path);
        return path;
    }

    /** Deletes what has come to lie at the paths given so far. */
    public static void delete() {
        try {
            for (Path path = GIVEN.poll(); path != null; path = GIVEN.poll()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
