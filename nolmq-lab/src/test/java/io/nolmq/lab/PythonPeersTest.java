package io.nolmq.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each of our programs with the document's counterpart, as it is written there. */
@Tag("slow")
class PythonPeersTest {
    private static final String ANY_PORT = "tcp://127.0.0.1:0";
    private static final Duration FAST = Duration.ofMillis(50);

    @Test
    void ourPublisherIsHeardByPython() throws IOException, URISyntaxException {
        try (Runs pub = ours(Role.PUB, ANY_PORT);
                Runs sub = PythonRun.start("subzmq.py", pub.boundEndpoint())) {
            pub.awaitLines(sub.awaitLines(3));
        }
    }

    @Test
    void ourSubscriberHearsPythonAndNothingButWaktu() throws IOException, URISyntaxException {
        try (Runs pub = PythonRun.start("pubzmq.py", ANY_PORT);
                Runs sub = ours(Role.SUB, pub.boundEndpoint())) {
            assertThat(sub.awaitLines(3)).allMatch(line -> line.startsWith("WAKTU "));
            pub.awaitLines(sub.awaitLines(3));
        }
    }

    @Test
    void ourProducerGivesWorkToPython() throws IOException, URISyntaxException {
        try (Runs push = ours(Role.PUSH, ANY_PORT);
                Runs pull = PythonRun.start("pullzmq.py", push.boundEndpoint())) {
            assertThat(pull.awaitLines(3)).isEqualTo(received(push.awaitLines(3)));
        }
    }

    @Test
    void ourWorkerTakesWorkFromPython() throws IOException, URISyntaxException {
        try (Runs push = PythonRun.start("pushzmq.py", ANY_PORT);
                Runs pull = ours(Role.PULL, push.boundEndpoint())) {
            assertThat(pull.awaitLines(3)).isEqualTo(received(push.awaitLines(3)));
        }
    }

    @Test
    void ourServerAnswersPython() throws IOException, URISyntaxException {
        try (Runs server = ours(Role.SERVER, ANY_PORT);
                PythonRun client = PythonRun.start("clientzmq.py", server.boundEndpoint())) {
            assertThat(client.awaitExit()).as(client.err().text()).isZero();
            assertThat(client.awaitLines(20)).startsWith("Sending request 0 ...", "Received reply 0: b'World'");
            assertThat(server.out().text()).isEqualTo("Received request: b'Hello'\n".repeat(10));
        }
    }

    @Test
    void ourClientAsksPython() throws IOException, URISyntaxException {
        try (Runs server = PythonRun.start("serverzmq.py", ANY_PORT);
                JavaRun client = JavaRun.start(new Client(), Role.CLIENT.plan().withEndpoint(server.boundEndpoint()))) {
            client.awaitEnd();
            assertThat(client.out().all())
                    .hasSize(20)
                    .startsWith("Sending request 0 ...", "Received reply 0: b'World'")
                    .endsWith("Sending request 9 ...", "Received reply 9: b'World'");
            assertThat(server.awaitLines(10)).containsOnly("Received request: b'Hello'");
        }
    }

    private static JavaRun ours(Role role, String endpoint) {
        return JavaRun.start(
                role.program("1"), role.plan().withEndpoint(endpoint).withEvery(pace(role)));
    }

    private static Duration pace(Role role) {
        return role.plan().every().isZero() ? Duration.ZERO : FAST;
    }

    private static List<String> received(List<String> sent) {
        return sent.stream()
                .map(line -> line.replace("Producer sent", "Worker 1 received"))
                .toList();
    }
}
