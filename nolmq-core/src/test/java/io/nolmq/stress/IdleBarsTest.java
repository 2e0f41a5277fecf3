package io.nolmq.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.message.SocketOptions;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What costs nothing. */
@Tag("bars")
final class IdleBarsTest extends StressTest {
    private static final int CONNECTIONS = 1_000;
    private static final Duration WATCHED = Duration.ofSeconds(5);

    @Test
    void aThousandIdleConnectionsTakeLessThanAHundredthOfACore() throws Exception {
        idle(options().build());
    }

    /** The same with a PING a second on each. */
    @Test
    void aThousandConnectionsWithHeartbeatsTakeLessThanAFifthOfACore() throws Exception {
        long took = idleNanos(options().heartbeat(Duration.ofSeconds(1)).build());
        assertThat(took).isLessThan(WATCHED.toNanos() / 5);
    }

    private void idle(SocketOptions options) throws Exception {
        assertThat(idleNanos(options)).isLessThan(WATCHED.toNanos() / 100);
    }

    /** One binding socket with all the peers, one receiver that waits in it, and one that came once. */
    private long idleNanos(SocketOptions options) throws Exception {
        try (Context context = Context.create();
                PullSocket pull = context.pull(options);
                PushSocket push = context.push(options);
                Crew crew = new Crew(what)) {
            String endpoint = pull.bind("tcp://127.0.0.1:0").toString();
            for (int i = 0; i < CONNECTIONS; i++) {
                push.connect(endpoint);
            }
            Until.holds("all connections", () -> connectedPeers(pull) == CONNECTIONS);
            for (int i = 0; i < CONNECTIONS; i++) {
                push.send("x");
            }
            for (int i = 0; i < CONNECTIONS; i++) {
                assertThat(pull.receive(PATIENCE)).isNotNull();
            }
            crew.start("receive", pull::receive);
            long settled = System.nanoTime();
            Until.holds("a moment to pass", () -> System.nanoTime() - settled > 500_000_000);
            long before = engineNanos();
            long start = System.nanoTime();
            Until.holds("the time to pass", () -> System.nanoTime() - start > WATCHED.toNanos());
            long took = engineNanos() - before;
            System.out.printf("  %d connections: %d us of CPU in %s%n", CONNECTIONS, took / 1000, WATCHED);
            push.send("x"); // ends the receiver
            crew.join(PATIENCE);
            return took;
        }
    }

    private static long engineNanos() {
        return CpuTime.ofThreads("nol-") + CpuTime.ofThreads("stress-receive");
    }
}
