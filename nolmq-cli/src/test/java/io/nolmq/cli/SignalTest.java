package io.nolmq.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The command as a process of its own: signals and pipes. */
@DisabledOnOs(OS.WINDOWS)
class SignalTest {
    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(DefaultSignals.prefix());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                NolCommand.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static int exit(Process process) throws InterruptedException {
        try {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("has ended").isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static void signal(Process process, String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private static String awaitEndpoint(Process process) throws IOException {
        BufferedReader err = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8));
        String line = err.readLine();
        assertThat(line).contains("bound: endpoint=");
        return line.substring(line.indexOf("tcp://"));
    }

    @Test
    void sigintEndsAStreamWell() throws Exception {
        Process sub = start("sub", "@tcp://127.0.0.1:0");
        awaitEndpoint(sub);
        signal(sub, "INT");
        assertThat(exit(sub)).isZero();
    }

    @Test
    void sigintAndSigtermBeforeTheConditionIsMetExitWith130() throws Exception {
        Process first = start("pull", "@tcp://127.0.0.1:0", "-C", "1");
        Process second = start("pull", "@tcp://127.0.0.1:0", "-C", "1");
        awaitEndpoint(first);
        awaitEndpoint(second);
        signal(first, "INT");
        signal(second, "TERM");
        assertThat(exit(first)).isEqualTo(130);
        assertThat(exit(second)).isEqualTo(130);
    }

    @Test
    void aClosedPipeEndsTheProcessQuietly() throws Exception {
        Process pull = start("pull", "@tcp://127.0.0.1:0");
        String endpoint = awaitEndpoint(pull);
        pull.getInputStream().close();
        assertThat(Nol.run("push", "-c", endpoint, "x").exit()).isZero();
        assertThat(exit(pull)).isZero();
    }
}
