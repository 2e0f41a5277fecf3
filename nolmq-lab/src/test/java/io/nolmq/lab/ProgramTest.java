package io.nolmq.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nolmq.Context;
import io.nolmq.PushSocket;
import io.nolmq.message.EndpointException;
import io.nolmq.message.Message;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Our programs among themselves. */
class ProgramTest {
    private static final String ANY_PORT = "tcp://127.0.0.1:0";
    private static final Duration FAST = Duration.ofMillis(20);
    private static final String TIME = "WAKTU \\w{3} \\w{3} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}";

    @Test
    void subscriberPrintsTheTimesThatThePublisherPrints() {
        try (JavaRun pub = start(Role.PUB, planAt(Role.PUB, ANY_PORT).withEvery(FAST));
                JavaRun sub = start(Role.SUB, planAt(Role.SUB, pub.boundEndpoint()))) {
            assertThat(sub.awaitLines(3)).allMatch(line -> line.matches(TIME));
            pub.awaitLines(sub.awaitLines(3));
        }
    }

    @Test
    void workersShareTheWorkOfTheProducer() {
        try (JavaRun push = start(Role.PUSH, planAt(Role.PUSH, ANY_PORT).withEvery(FAST));
                JavaRun one = JavaRun.start(new Worker("1"), planAt(Role.PULL, push.boundEndpoint()));
                JavaRun two = JavaRun.start(new Worker("2"), planAt(Role.PULL, push.boundEndpoint()))) {
            assertThat(push.awaitLines(1).get(0)).matches("Producer sent work: ([1-9]\\d?|100)");
            assertThat(one.awaitLines(2)).allMatch(line -> line.matches("Worker 1 received work: ([1-9]\\d?|100)"));
            assertThat(two.awaitLines(2)).allMatch(line -> line.matches("Worker 2 received work: ([1-9]\\d?|100)"));
            push.awaitLines(List.of(one.awaitLines(1).get(0).replace("Worker 1 received", "Producer sent")));
        }
    }

    @Test
    void clientAsksTenTimesAndEnds() {
        try (JavaRun server = start(Role.SERVER, planAt(Role.SERVER, ANY_PORT));
                JavaRun client = start(Role.CLIENT, planAt(Role.CLIENT, server.boundEndpoint()))) {
            client.awaitEnd();
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < 10; i++) {
                expected.append("Sending request " + i + " ...\nReceived reply " + i + ": b'World'\n");
            }
            assertThat(client.out().text()).isEqualTo(expected.toString());
            assertThat(server.out().text()).isEqualTo("Received request: b'Hello'\n".repeat(10));
        }
    }

    @Test
    void clientWaitsForAServerThatComesLater() {
        String endpoint;
        try (JavaRun early = start(Role.SERVER, planAt(Role.SERVER, ANY_PORT))) {
            endpoint = early.boundEndpoint();
        }
        try (JavaRun client = start(Role.CLIENT, planAt(Role.CLIENT, endpoint))) {
            assertThat(client.awaitLines(1)).containsExactly("Sending request 0 ...");
            try (JavaRun server = start(Role.SERVER, planAt(Role.SERVER, endpoint))) {
                client.awaitEnd();
                assertThat(client.out().all()).hasSize(20);
                assertThat(server.out().all()).hasSize(10);
            }
        }
    }

    @Test
    void workerSaysWhatItCannotReadAndGoesOn() {
        try (Context context = Context.create();
                PushSocket push = context.push()) {
            String endpoint = push.bind(ANY_PORT).toString();
            try (JavaRun worker = JavaRun.start(new Worker("1"), planAt(Role.PULL, endpoint))) {
                push.send("not a pickle");
                push.send(Message.wrap(HexFormat.of().parseHex("63706f7369780a73797374656d0a70300a2e")));
                push.send(Message.wrap(HexFormat.of().parseHex("80044b282e")));
                assertThat(worker.awaitLines(1)).containsExactly("Worker 1 received work: 40");
                assertThat(worker.err().all())
                        .hasSize(2)
                        .allMatch(line -> line.startsWith("Worker 1 cannot read work: not a pickled number: bytes="));
            }
        }
    }

    @Test
    void endsWhenItsCountIsReached() {
        try (JavaRun pub =
                start(Role.PUB, planAt(Role.PUB, ANY_PORT).withEvery(FAST).withCount(3))) {
            pub.awaitEnd();
            assertThat(pub.out().all()).hasSize(3);
        }
    }

    @Test
    void endsWhenItsTimeIsOver() {
        List<Role> roles = List.of(Role.values());
        List<JavaRun> runs = roles.stream()
                .map(role -> start(role, planAt(role, nobodyAt(role)).withTime(Duration.ofMillis(200))))
                .toList();
        for (JavaRun run : runs) {
            run.awaitEnd();
            run.close();
        }
    }

    @Test
    void keepsThePaceThatThePlanSays() {
        long startNanos = System.nanoTime();
        Plan plan = planAt(Role.PUB, ANY_PORT).withEvery(Duration.ofMillis(150)).withCount(4);
        try (JavaRun pub = start(Role.PUB, plan)) {
            pub.awaitEnd();
            assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isGreaterThanOrEqualTo(Duration.ofMillis(450));
        }
    }

    @Test
    void cannotBindWhereAnotherListens() {
        try (JavaRun server = start(Role.SERVER, planAt(Role.SERVER, ANY_PORT));
                Context context = Context.create()) {
            Course course = new Course(planAt(Role.SERVER, server.boundEndpoint()), new Lines(), System.err);
            assertThatThrownBy(() -> new Server().run(context, course)).isInstanceOf(EndpointException.class);
        }
    }

    @Test
    void flushesEachLineBeforeTheNext() {
        try (JavaRun pub = start(Role.PUB, planAt(Role.PUB, ANY_PORT).withEvery(Duration.ofHours(1)))) {
            await().atMost(Runs.PATIENCE).until(() -> pub.out().text().endsWith("\n"));
            assertThat(pub.out().all()).hasSize(1);
        }
    }

    private static JavaRun start(Role role, Plan plan) {
        return JavaRun.start(role.program("1"), plan);
    }

    private static Plan planAt(Role role, String endpoint) {
        return role.plan().withEndpoint(endpoint);
    }

    /** Where a program finds no peer: any port to bind, one that is never listened at to connect. */
    private static String nobodyAt(Role role) {
        return role.plan().endpoint().contains("*") ? ANY_PORT : "tcp://127.0.0.1:1";
    }
}
