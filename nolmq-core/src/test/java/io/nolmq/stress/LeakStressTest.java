package io.nolmq.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.DealerSocket;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.RouterSocket;
import io.nolmq.Socket;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that came once, and never again, while its peers come and go: V18. */
final class LeakStressTest extends StressTest {
    private static final int ROUNDS = 200;
    private static final int ROUNDS_FOR_LONG = 1_000;

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    void connectingSocketLeaksNothing(String scheme) throws Exception {
        connecting(scheme, ROUNDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    @Soak
    void connectingSocketLeaksNothingForLong(String scheme) throws Exception {
        connecting(scheme, ROUNDS_FOR_LONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    void bindingSocketLeaksNothing(String scheme) throws Exception {
        binding(scheme, ROUNDS, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    void bindingSocketInUseLeaksNothing(String scheme) throws Exception {
        binding(scheme, ROUNDS, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    @Soak
    void bindingSocketLeaksNothingForLong(String scheme) throws Exception {
        binding(scheme, ROUNDS_FOR_LONG, false);
    }

    /** A pipe that stays behind is some thousand bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    @Soak
    void peersThatHaveGoneTakeNoMemoryForLong(String scheme) throws Exception {
        try (Context context = Context.create();
                Context others = scheme.equals("inproc") ? context : Context.create();
                PullSocket pull = context.pull(options().build())) {
            String endpoint = pull.bind(endpoint(scheme)).toString();
            comeAndGo(pull, others, endpoint, 500);
            long before = usedBytes();
            comeAndGo(pull, others, endpoint, 2_000);
            long grown = usedBytes() - before;
            System.out.println("  grown by " + grown + " bytes");
            assertThat(grown).as("bytes that 2000 peers left behind, %s", what).isLessThan(1_000_000);
        }
    }

    private static void comeAndGo(PullSocket pull, Context others, String endpoint, int rounds) {
        for (int i = 0; i < rounds; i++) {
            try (PushSocket push = others.push(options().build())) {
                push.connect(endpoint);
                push.send("x");
                assertThat(pull.receive().text()).isEqualTo("x");
            }
        }
        Until.holds("the peers to be forgotten", () -> pull.peers().isEmpty());
    }

    /** What is in use on the heap, without what can be collected. */
    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    void routerForgetsItsPeers(String scheme) throws Exception {
        try (Context context = Context.create();
                RouterSocket router = context.router(options().build())) {
            String endpoint = router.bind(endpoint(scheme)).toString();
            for (int i = 0; i < ROUNDS; i++) {
                try (DealerSocket dealer = context.dealer(options().build())) {
                    dealer.connect(endpoint);
                    dealer.send("x");
                    router.send(router.receive());
                    dealer.receive();
                }
            }
            Until.holds("the peers to be forgotten", () -> router.peers().isEmpty());
            assertThat(router.statistics().traffic().messagesReceived()).isEqualTo(ROUNDS);
        }
    }

    /**
     * The peers bind, one after the other at the same place, and each leaves a message. The queue has room for all: one at its mark is not
     * read, so that the end of its connection is not found before somebody receives.
     */
    private void connecting(String scheme, int rounds) throws Exception {
        try (Context context = Context.create();
                Context others = scheme.equals("inproc") ? context : Context.create();
                PullSocket pull = context.pull(marks(1_000, 0))) {
            String endpoint;
            try (PushSocket push = others.push(options().build())) {
                endpoint = push.bind(endpoint(scheme)).toString();
                pull.connect(endpoint);
                push.send("first");
                assertThat(pull.receive().text()).isEqualTo("first");
            }
            Set<String> before = null;
            for (int i = 0; i < rounds; i++) {
                try (PushSocket push = others.push(options().build())) {
                    push.bind(endpoint);
                    if (scheme.equals("inproc")) {
                        pull.connect(endpoint); // what binds anew is not found again within a process
                    }
                    Until.holds("a peer", () -> connectedPeers(push) == 1);
                    push.send("unread");
                }
                if (i == 20) {
                    before = settled(pull, others);
                }
            }
            requireNoMore(before, pull, others);
        }
    }

    /** The peers connect, one after the other, and each leaves a message. */
    private void binding(String scheme, int rounds, boolean receives) throws Exception {
        try (Context context = Context.create();
                Context others = scheme.equals("inproc") ? context : Context.create();
                PullSocket pull = context.pull(options().build())) {
            String endpoint = pull.bind(endpoint(scheme)).toString();
            Set<String> before = null;
            for (int i = 0; i < rounds; i++) {
                try (PushSocket push = others.push(options().build())) {
                    push.connect(endpoint);
                    assertThat(push.awaitConnected(PATIENCE)).isTrue();
                    push.send("x");
                    if (i == 0 || receives) {
                        assertThat(pull.receive().text()).isEqualTo("x");
                    }
                }
                if (i == 20) {
                    before = settled(pull, others);
                }
            }
            Until.holds("the peers to be forgotten", () -> pull.peers().isEmpty());
            requireNoMore(before, pull, others);
        }
    }

    private static Set<String> settled(Socket socket, Context others) {
        Until.holds("the peer to go", () -> connectedPeers(socket) == 0);
        int[] seen = {-1, 0};
        Until.holds("descriptors to settle", () -> {
            int now = Remains.descriptors().size();
            seen[1] = now == seen[0] ? seen[1] + 1 : 0;
            seen[0] = now;
            return seen[1] >= 20;
        });
        return Remains.descriptors();
    }

    private void requireNoMore(Set<String> before, Socket socket, Context others) {
        Set<String> after = settled(socket, others);
        // those of a connection attempt may be under way on either occasion
        assertThat(after.size())
                .as("descriptors after, %s: %s, before: %s", what, after, before)
                .isLessThanOrEqualTo(before.size() + 2);
    }
}
