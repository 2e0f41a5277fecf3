package io.nolmq.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** The transports that the contract holds for. */
public enum Transport {
    TCP,
    IPC,
    INPROC;

    private static final AtomicInteger NAMES = new AtomicInteger();

    /** An endpoint to bind to, of which the bound one is read from what bind returns. */
    public String endpoint() {
        return this == TCP ? "tcp://127.0.0.1:0" : known();
    }

    /** An endpoint that nobody has bound yet, and that is known before it is bound. */
    public String known() {
        return switch (this) {
            case TCP -> "tcp://127.0.0.1:" + freePort();
            case IPC -> "ipc://" + SocketFiles.next();
            case INPROC -> "inproc://contract-" + NAMES.incrementAndGet();
        };
    }

    /** A port that was free a moment ago. */
    public static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
