package io.nolmq.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.Socket;
import io.nolmq.contract.SocketFiles;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketOptionsBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/**
 * A test by chance, after which nothing may be left. {@code -Dnolmq.seed} repeats one with the seed that it printed; the
 * threads' timing does not repeat.
 */
abstract class StressTest {
    /** A wait for what must come. */
    static final Duration PATIENCE = Until.PATIENCE;

    private static final AtomicInteger NAMES = new AtomicInteger();

    /** What everything random comes from. */
    final long seed = Long.getLong("nolmq.seed", ThreadLocalRandom.current().nextLong(1_000_000));

    /** How long the threads of a scenario may work. */
    Duration limit = Duration.ofSeconds(55);

    private Remains remains;
    String what = "";

    @BeforeEach
    void printSeed(TestInfo info) throws IOException {
        what = info.getTestClass().map(Class::getSimpleName).orElse("") + "." + info.getDisplayName() + " seed=" + seed;
        System.out.println(what);
        remains = Remains.begin();
        if (info.getTags().contains(Soak.TAG)) {
            limit = Duration.ofMinutes(Soak.MINUTES);
        }
    }

    @AfterEach
    void nothingIsLeft() {
        SocketFiles.delete();
        remains.requireNone(what);
    }

    /** Where the sockets of a scenario are made. */
    Context newContext() {
        return Context.create();
    }

    static SocketOptionsBuilder options() {
        return SocketOptions.builder().reconnectInterval(Duration.ofMillis(1)).linger(Duration.ZERO);
    }

    static SocketOptions marks(int send, int receive) {
        return options().sendHighWaterMark(send).receiveHighWaterMark(receive).build();
    }

    /** An endpoint to bind to, of a scheme. */
    static String endpoint(String scheme) {
        return switch (scheme) {
            case "tcp" -> "tcp://127.0.0.1:0";
            case "ipc" -> "ipc://" + SocketFiles.next();
            default -> scheme + "://stress-" + NAMES.incrementAndGet();
        };
    }

    /** Binds one, connects the others, and returns when all have peers. */
    static String join(String scheme, Socket binding, Socket... connecting) {
        String endpoint = binding.bind(endpoint(scheme)).toString();
        for (Socket each : connecting) {
            each.connect(endpoint);
            assertThat(each.awaitConnected(PATIENCE)).isTrue();
        }
        Until.holds("peers of " + binding, () -> connectedPeers(binding) == connecting.length);
        return endpoint;
    }

    static long connectedPeers(Socket socket) {
        return socket.peers().stream()
                .map(PeerStatistics::connection)
                .filter(PeerStatistics.Connection::connected)
                .count();
    }

    static long drops(Socket socket) {
        return socket.statistics().times(Reason.Kind.DROP);
    }
}
