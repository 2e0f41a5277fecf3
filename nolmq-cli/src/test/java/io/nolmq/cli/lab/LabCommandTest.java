package io.nolmq.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.cli.shell.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One role of {@code nol lab}, as a process. */
class LabCommandTest {
    @Test
    void rolesPrintByteForByteAsInTheDocument() throws IOException {
        int port = NolProcess.freePort();
        try (NolProcess server = nol("lab server --count 2 --endpoint tcp://*:" + port);
                NolProcess client = nol("lab client --count 2 --endpoint tcp://localhost:" + port)) {
            assertThat(client.awaitExit()).as(client.err()).isZero();
            assertThat(client.out())
                    .isEqualTo("Sending request 0 ...\nReceived reply 0: b'World'\n"
                            + "Sending request 1 ...\nReceived reply 1: b'World'\n");
            assertThat(server.awaitExit()).as(server.err()).isZero();
            assertThat(server.out()).isEqualTo("Received request: b'Hello'\n".repeat(2));
            assertThat(client.err() + server.err()).isEmpty();
        }
    }

    @Test
    void workerTakesTheIdOfTheCommandLine() throws IOException {
        int port = NolProcess.freePort();
        try (NolProcess push = nol("lab push --count 2 --every 10ms --endpoint tcp://*:" + port);
                NolProcess pull = nol("lab pull --id 7 --count 2 --endpoint tcp://localhost:" + port)) {
            assertThat(pull.awaitExit()).as(pull.err()).isZero();
            assertThat(push.awaitExit()).as(push.err()).isZero();
            assertThat(pull.out()).isEqualTo(push.out().replace("Producer sent", "Worker 7 received"));
            assertThat(push.lines()).hasSize(2).allMatch(line -> line.matches("Producer sent work: ([1-9]\\d?|100)"));
        }
    }

    @Test
    void portInUseExitsWith6AndNamesRolePortAndOption() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                NolProcess pub = nol("lab pub --endpoint tcp://127.0.0.1:" + taken.getLocalPort())) {
            assertThat(pub.awaitExit()).isEqualTo(ExitCode.ENDPOINT.number());
            assertThat(pub.out()).isEmpty();
            assertThat(pub.err().lines())
                    .singleElement()
                    .asString()
                    .contains("port " + taken.getLocalPort() + " of pub is in use", "--endpoint tcp://*:PORT");
        }
    }

    @Test
    void tooFewMessagesInTimeExitWith3() throws IOException {
        try (NolProcess client = nol("lab client --for 300ms --endpoint tcp://127.0.0.1:" + NolProcess.freePort())) {
            assertThat(client.awaitExit()).isEqualTo(ExitCode.TOO_FEW.number());
            assertThat(client.out()).isIn("", "Sending request 0 ...\n"); // on a slow machine the time is over before
            assertThat(client.err().lines()).hasSize(1);
        }
    }

    @Test
    void timeWithoutACountIsNoFailure() throws IOException {
        try (NolProcess sub = nol("lab sub --for 100ms --endpoint tcp://127.0.0.1:" + NolProcess.freePort())) {
            assertThat(sub.awaitExit()).as(sub.err()).isZero();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void ctrlCEndsAnEndlessProgramWith0() throws IOException {
        try (NolProcess pub = nol("lab pub --endpoint tcp://127.0.0.1:0")) {
            pub.awaitLines(1);
            pub.interrupt();
            assertThat(pub.awaitExit()).isZero();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void ctrlCBeforeTheCountExitsWith130() throws IOException {
        try (NolProcess pub = nol("lab pub --count 1000 --endpoint tcp://127.0.0.1:0")) {
            pub.awaitLines(1);
            pub.interrupt();
            assertThat(pub.awaitExit()).isEqualTo(ExitCode.INTERRUPTED.number());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lab nobody",
                "lab sub --id 3",
                "lab pub --count 0",
                "lab pub --every soon",
                "lab pub --endpoint tcp://*:0 --endpoint tcp://*:0",
                "lab sub --endpoint localhost:12345",
                "lab --count 3",
                "lab --endpoint tcp://*:12346",
                "lab --endpoint nobody=tcp://*:12346",
            })
    void argumentsThatMakeNoSenseExitWith2(String arguments) throws IOException {
        try (NolProcess lab = nol(arguments)) {
            assertThat(lab.awaitExit()).as(lab.err()).isEqualTo(ExitCode.USAGE.number());
            assertThat(lab.out()).isEmpty();
            assertThat(lab.err()).isNotEmpty();
        }
    }

    static NolProcess nol(String arguments) throws IOException {
        return NolProcess.start(List.of(arguments.split(" ")));
    }
}
