package io.nolmq.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Who binds, and over what. */
record Setting(String transport, boolean weBind) {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Queue<Path> SOCKET_FILES = new ConcurrentLinkedQueue<>();

    /** The two settings of a transport. */
    static Stream<Setting> both(String transport) {
        return Stream.of(new Setting(transport, true), new Setting(transport, false));
    }

    @Override
    public String toString() {
        return transport + ", " + (weBind ? "NolMQ binds" : "the peer binds");
    }

    /** An endpoint whose bound form bind reports. */
    String endpoint() {
        return transport.equals("tcp") ? "tcp://127.0.0.1:*" : known();
    }

    /** An endpoint known before it is bound. */
    String known() {
        if (transport.equals("tcp")) {
            try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return "tcp://127.0.0.1:" + probe.getLocalPort();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        Path path = Path.of(
                System.getProperty("java.io.tmpdir"),
                "nol-interop-" + ProcessHandle.current().pid() + "-" + NUMBERS.incrementAndGet());
        path.toFile().deleteOnExit();
        SOCKET_FILES.add(path);
        return "ipc://" + path;
    }

    /** Deletes what binding has left at the endpoints given so far. */
    static void deleteSocketFiles() throws IOException {
        for (Path path = SOCKET_FILES.poll(); path != null; path = SOCKET_FILES.poll()) {
            Files.deleteIfExists(path);
        }
    }
}
