package io.nolmq.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.cli.shell.ExitCode;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** {@code nol lab}: all programs at once, as processes. */
@Tag("slow")
class WholeLabTest {
    @Test
    void runsEveryPatternAndSumsUp() throws IOException {
        try (NolProcess lab = lab("--for 1500ms")) {
            assertThat(lab.awaitExit()).as(lab.err() + lab.out()).isZero();
            assertThat(lab.err()).isEmpty();
            List<String> lines = lab.lines();
            assertThat(lines).allMatch(line -> line.matches("(pub|sub|push|pull|server|client|lab) +\\| .*"));
            assertThat(lines).allMatch(line -> line.indexOf('|') == 9);
            assertThat(lines)
                    .anyMatch(line -> line.startsWith("pub      | WAKTU "))
                    .anyMatch(line -> line.startsWith("sub      | WAKTU "))
                    .anyMatch(line -> line.startsWith("push     | Producer sent work: "))
                    .anyMatch(line -> line.startsWith("pull     | Worker 1 received work: "))
                    .anyMatch(line -> line.startsWith("pull     | Worker 2 received work: "))
                    .contains("server   | Received request: b'Hello'")
                    .contains("client   | Sending request 9 ...", "client   | Received reply 9: b'World'");
            assertThat(lines.get(lines.size() - 1))
                    .matches("lab      \\| published \\d+, received \\d+; work sent \\d+, worker 1 did \\d+, "
                            + "worker 2 did \\d+; requests 10, replies 10");
        }
    }

    @Test
    void portInUseExitsWith6AndNamesRolePortAndOption() throws IOException {
        try (ServerSocket taken = new ServerSocket(0);
                NolProcess lab = lab("--endpoint push=tcp://*:" + taken.getLocalPort())) {
            assertThat(lab.awaitExit()).isEqualTo(ExitCode.ENDPOINT.number());
            assertThat(lab.err().lines())
                    .singleElement()
                    .asString()
                    .contains("port " + taken.getLocalPort() + " of push is in use", "--endpoint push=tcp://*:PORT");
            assertThat(lab.out()).doesNotContain("lab      |");
        }
    }

    @Test
    void aPatternThatCarriesNothingExitsWith1AndTheReason() throws IOException {
        try (NolProcess lab = lab("--for 1s --endpoint sub=tcp://127.0.0.1:" + NolProcess.freePort())) {
            assertThat(lab.awaitExit()).isEqualTo(ExitCode.FAILED.number());
            assertThat(lab.err().lines())
                    .singleElement()
                    .asString()
                    .matches("nol: lab: publish-subscribe carried nothing: published=\\d+, received=0");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void ctrlCEndsAllProcessesAndExitsWith130() throws IOException {
        try (NolProcess lab = lab("--for 10m")) {
            List<ProcessHandle> programs = awaitPrograms(lab);
            lab.interrupt();
            assertThat(lab.awaitExit()).as(lab.err()).isEqualTo(ExitCode.INTERRUPTED.number());
            assertThat(programs).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void terminationEndsAllProcessesAndExitsWith130() throws IOException {
        try (NolProcess lab = lab("--for 10m")) {
            List<ProcessHandle> programs = awaitPrograms(lab);
            lab.terminate();
            assertThat(lab.awaitExit()).as(lab.err()).isEqualTo(ExitCode.INTERRUPTED.number());
            assertThat(programs).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void processesEndEvenWhenTheLabIsKilled() throws IOException {
        try (NolProcess lab = lab("--for 10m")) {
            List<ProcessHandle> programs = awaitPrograms(lab);
            lab.kill();
            await().atMost(NolProcess.PATIENCE).until(() -> programs.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    /** The processes, once all of them have something to say. */
    private static List<ProcessHandle> awaitPrograms(NolProcess lab) {
        await().atMost(NolProcess.PATIENCE)
                .until(() -> List.of("sub      |", "Worker 1", "Worker 2", "Received reply").stream()
                        .allMatch(lab.out()::contains));
        List<ProcessHandle> programs = lab.descendants();
        assertThat(programs).hasSizeGreaterThanOrEqualTo(6);
        return programs;
    }

    /** The lab at free ports. */
    private static NolProcess lab(String arguments) throws IOException {
        String endpoints = "";
        for (String role : List.of("pub", "push", "server")) {
            if (!arguments.contains(role + "=")) {
                endpoints += " --endpoint " + role + "=tcp://*:" + NolProcess.freePort();
            }
        }
        return LabCommandTest.nol("lab " + arguments + endpoints);
    }
}
