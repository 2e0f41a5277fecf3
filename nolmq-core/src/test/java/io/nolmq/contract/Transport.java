package io.nolmq.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The transports that the contract holds for. */
public enum Transport {
    TCP,
    IPC,
    INPROC,
    /**
     * One of another module, whose scheme the system property {@value #SCHEME_PROPERTY} names. Where that is set, the contract
     * is tested over this transport alone; where not, over the others.
     */
    OUTSIDE;

    private static final String SCHEME_PROPERTY = "nolmq.test.scheme";
    private static final AtomicInteger NAMES = new AtomicInteger();

    /** Those to be tested here. */
    public static List<Transport> tested() {
        return scheme() == null ? List.of(TCP, IPC, INPROC) : List.of(OUTSIDE);
    }

    /** Whether an end that connects looks for its peer again and again, and keeps its queue between connections. */
    public boolean reconnects() {
        return this != INPROC;
    }

    /** Whether it is a stream of the kernel's. */
    public boolean isStream() {
        return this == TCP || this == IPC;
    }

    private static @Nullable String scheme() {
        return System.getProperty(SCHEME_PROPERTY);
    }

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
            case OUTSIDE -> {
                String scheme = scheme();
                Assumptions.assumeTrue(scheme != null, "no transport of another module is to be tested");
                yield scheme + "://contract-" + NAMES.incrementAndGet();
            }
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
