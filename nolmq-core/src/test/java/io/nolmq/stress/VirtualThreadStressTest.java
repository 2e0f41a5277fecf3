package io.nolmq.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A thousand virtual threads wait in one socket on a single carrier, which none of them may pin. Runs in a JVM of its own,
 * of this JDK or of the one that {@code -Dnolmq.loom.java=.../bin/java} names; skipped where neither is 21 or later.
 */
final class VirtualThreadStressTest {
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    void waitingVirtualThreadsDoNotPin(String scheme) throws Exception {
        String java = System.getProperty("nolmq.loom.java");
        assumeTrue(
                java != null || Runtime.version().feature() >= 21,
                "skipped: virtual threads need JDK 21; name one with -Dnolmq.loom.java");
        Path out = Files.createTempFile("nol-virtual", ".txt");
        try {
            Process child = new ProcessBuilder(
                            java != null
                                    ? java
                                    : Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                            "-Djdk.virtualThreadScheduler.parallelism=1",
                            "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            VirtualThreadProbe.class.getName(),
                            scheme)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            boolean ended = child.waitFor(40, TimeUnit.SECONDS);
            child.destroyForcibly().waitFor();
            assertThat(ended && child.exitValue() == 0)
                    .as("exit of the child, which wrote:\n%s", text(out))
                    .isTrue();
            System.out.println("  " + scheme + ": " + text(out).strip());
        } finally {
            Files.deleteIfExists(out);
        }
    }

    private static String text(Path out) throws IOException {
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
