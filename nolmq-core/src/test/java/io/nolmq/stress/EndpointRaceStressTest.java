package io.nolmq.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.message.Endpoint;
import io.nolmq.message.EndpointException;
import io.nolmq.message.Message;
import io.nolmq.message.SocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** M2: 64 threads that bind, connect, unbind, disconnect and close at a few shared endpoints. */
final class EndpointRaceStressTest extends StressTest {
    private static final int THREADS = 64;
    private static final int ENDPOINTS = 4;
    private static final int MOMENT_MILLIS = 10;
    private static final Duration BOUND = Duration.ofSeconds(50);
    private static final SocketOptions FEW =
            options().sendHighWaterMark(10).receiveHighWaterMark(10).build();

    private final AtomicInteger received = new AtomicInteger();
    private final AtomicInteger bound = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(strings = {"inproc", "ipc", "tcp"})
    void nothingHangsAndNoMessageIsTorn(String scheme) throws Exception {
        race(scheme, 15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inproc", "ipc", "tcp"})
    @Tag("soak")
    void nothingHangsAndNoMessageIsTornForLong(String scheme) throws Exception {
        race(scheme, 1_000);
    }

    private void race(String scheme, int rounds) throws Exception {
        List<String> endpoints = new ArrayList<>();
        for (int i = 0; i < ENDPOINTS; i++) {
            endpoints.add(scheme.equals("tcp") ? tcp() : endpoint(scheme));
        }
        try (Context context = Context.create();
                Crew crew = new Crew(what)) {
            for (int i = 0; i < THREADS; i++) {
                SplittableRandom random = new SplittableRandom(seed + i);
                boolean sends = i % 2 == 0;
                crew.start((sends ? "send-" : "receive-") + i, () -> {
                    for (int round = 0; round < rounds; round++) {
                        if (sends) {
                            send(context, endpoints, random);
                        } else {
                            receive(context, endpoints, random);
                        }
                    }
                });
            }
            crew.join(BOUND);
            System.out.printf("  %s: %d bound, %d messages met somebody%n", scheme, bound.get(), received.get());
            for (String endpoint : endpoints) {
                requireUsable(context, endpoint);
            }
        }
    }

    private static String tcp() throws Exception {
        try (Context context = Context.create();
                PullSocket probe = context.pull()) {
            return probe.bind("tcp://127.0.0.1:0").toString();
        }
    }

    private static void send(Context context, List<String> endpoints, SplittableRandom random) {
        try (PushSocket push = context.push(FEW)) {
            for (int step = 0; step < 4; step++) {
                String endpoint = endpoints.get(random.nextInt(ENDPOINTS));
                Endpoint connected = push.connect(endpoint);
                push.awaitConnected(Duration.ofMillis(random.nextInt(MOMENT_MILLIS)));
                String token = "" + random.nextInt();
                for (int i = 0; i < 5; i++) {
                    push.trySend(Message.of("first", token, "last " + token));
                }
                if (random.nextBoolean()) {
                    push.disconnect(connected);
                }
            }
        } catch (EndpointException raced) {
            // an inproc pair whose other end was closed is no longer connected
        }
    }

    private void receive(Context context, List<String> endpoints, SplittableRandom random) {
        try (PullSocket pull = context.pull(FEW)) {
            for (int step = 0; step < 4; step++) {
                String endpoint = endpoints.get(random.nextInt(ENDPOINTS));
                Endpoint mine;
                try {
                    mine = pull.bind(endpoint);
                    bound.incrementAndGet();
                } catch (EndpointException taken) {
                    continue;
                }
                for (int i = 0; i < 5; i++) {
                    Message message = pull.receive(Duration.ofMillis(random.nextInt(MOMENT_MILLIS)));
                    if (message != null) {
                        requireWhole(message);
                        received.incrementAndGet();
                    }
                }
                if (random.nextBoolean()) {
                    pull.unbind(mine);
                }
            }
        }
    }

    private static void requireUsable(Context context, String endpoint) {
        try (PullSocket pull = context.pull(FEW);
                PushSocket push = context.push(FEW)) {
            pull.bind(endpoint);
            push.connect(endpoint);
            push.send("after");
            Message message = pull.receive(PATIENCE);
            assertThat(message).as("what is sent over %s afterwards", endpoint).isEqualTo(Message.of("after"));
        }
    }

    private void requireWhole(Message message) {
        assertThat(message.frameCount()).as("frames of %s, %s", message, what).isEqualTo(3);
        assertThat(message.text()).isEqualTo("first");
        assertThat(message.text(2)).isEqualTo("last " + message.text(1));
    }
}
