package io.nolmq.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.contract.Transport;
import io.nolmq.message.SocketType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a peer took is free when the peer is gone, whatever the application does or does not do: the objects that are reachable
 * are counted, without a call to the socket that could tidy up.
 */
@Tag("slow")
final class ChurnStressTest extends StressTest {
    private static final int FIRST = 20;
    private static final int PEERS = 60;
    private static final int PEERS_FOR_LONG = 9_900;
    /** Fewer than half of the peers of one application; a thread remembers 16 sockets that it sent over. */
    private static final int LEFT_MAXIMUM = 24;

    private static final int DESCRIPTORS_LEFT_MAXIMUM = 3;
    private static final long DIRECT_LEFT_MAXIMUM_BYTES = 256 * 1024;
    private static final double GROWTH_MAXIMUM = 1.3;

    static List<Churn.Case> cases() {
        return Churn.Case.all();
    }

    static Stream<Arguments> sockets() {
        return cases().stream()
                .map(of -> List.of(of.transport(), of.type()))
                .distinct()
                .map(socket -> Arguments.of(socket.toArray()));
    }

    /** All roles and applications of one socket type at once, since to count costs more than the peers. */
    @ParameterizedTest
    @MethodSource("sockets")
    void peersThatHaveGoneLeaveNothing(Transport transport, SocketType type) {
        List<Churn> churns = new ArrayList<>();
        try {
            Churn.Case.all().stream()
                    .filter(of -> of.transport() == transport && of.type() == type)
                    .forEach(of -> churns.add(new Churn(of)));
            churns.forEach(churn -> churn.comeAndGo(FIRST));
            Left before = Left.settled();
            churns.forEach(churn -> churn.comeAndGo(PEERS));
            before.requireNoMore(what);
        } finally {
            churns.forEach(Churn::close);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    @Soak
    void peersThatHaveGoneLeaveNothingForLong(Churn.Case of) {
        try (Churn churn = new Churn(of)) {
            churn.comeAndGo(PEERS_FOR_LONG / 3);
            Left before = Left.settled();
            long first = usedBytes();
            churn.comeAndGo(PEERS_FOR_LONG / 3 * 2);
            before.requireNoMore(what);
            assertThat((double) usedBytes() / first)
                    .as("growth of the heap, %s", what)
                    .isLessThanOrEqualTo(GROWTH_MAXIMUM);
        }
    }

    /** What the process holds when nobody is there. */
    private record Left(Census objects, int descriptors, long directBytes) {
        private static Left now() {
            return new Left(Census.now(), Remains.descriptors().size(), DirectMemory.usedBytes());
        }

        /** After the last peers have gone, too. */
        static Left settled() {
            Left[] seen = {now(), null};
            Until.holds("the last peers to be gone", () -> {
                seen[1] = seen[0];
                seen[0] = now();
                return seen[0].objects.size() == seen[1].objects.size() && seen[0].descriptors == seen[1].descriptors;
            });
            return seen[0];
        }

        void requireNoMore(String after) {
            long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
            Left now = now();
            while (now.isMoreThan(this) && System.nanoTime() - deadlineNanos < 0) {
                now = now();
            }
            assertThat(now.objects.grownSince(objects, LEFT_MAXIMUM))
                    .as("objects left behind, %s", after)
                    .isEmpty();
            assertThat(now.descriptors - descriptors)
                    .as("descriptors left behind, %s", after)
                    .isLessThanOrEqualTo(DESCRIPTORS_LEFT_MAXIMUM);
            assertThat(now.directBytes - directBytes)
                    .as("direct memory left behind, %s", after)
                    .isLessThanOrEqualTo(DIRECT_LEFT_MAXIMUM_BYTES);
        }

        private boolean isMoreThan(Left before) {
            return !objects.grownSince(before.objects, LEFT_MAXIMUM).isEmpty()
                    || descriptors - before.descriptors > DESCRIPTORS_LEFT_MAXIMUM;
        }
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
