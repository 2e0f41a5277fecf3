package io.nolmq.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code nol}, in a checkout whose Java prints its arguments and whose Maven makes an empty jar. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String JAVA = """
            #!/bin/sh
            for argument; do
                case $argument in
                    -XX:ArchiveClassesAtExit=*) echo classes >"${argument#*=}"; exit 0 ;;
                esac
            done
            for argument; do printf '<%s>\\n' "$argument"; done
            exit "${JAVA_EXITS_WITH:-0}"
            """;
    private static final String MAVEN = """
            #!/bin/sh
            echo 'what Maven says'
            [ -z "${MAVEN_FAILS:-}" ] || exit 1
            mkdir -p nolmq-cli/target/lib
            : >nolmq-cli/target/lib/library.jar
            : >nolmq-cli/target/nolmq-cli-1-sources.jar
            : >nolmq-cli/target/nolmq-cli-1.jar
            """;

    private record Run(int exit, List<String> out, String err) {}

    @TempDir
    private Path folder;

    private Path checkout;
    private Path jdk;

    @BeforeEach
    void makeTheCheckout() throws IOException {
        checkout = Files.createDirectories(folder.resolve("a (new) checkout & more"));
        Files.copy(Path.of("..", "nol"), checkout.resolve("nol"));
        Files.createDirectories(checkout.resolve("nolmq-cli/src/main"));
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        jdk = folder.resolve("a jdk");
        write(jdk.resolve("bin/java"), JAVA);
        release("17.0.9");
        write(folder.resolve("bin/mvn"), MAVEN);
    }

    private static void write(Path script, String text) throws IOException {
        Files.createDirectories(script.getParent());
        Files.writeString(script, text);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void release(String version) throws IOException {
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    private Run run(Map<String, String> environment, String... arguments) throws Exception {
        return run(checkout.resolve("nol"), environment, arguments);
    }

    private Run run(Path nol, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", nol.toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeAll(List.of("NOL_OPTS", "JAVA_TOOL_OPTIONS"));
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(40, TimeUnit.SECONDS)).as("has ended").isTrue();
        return new Run(process.exitValue(), Files.readAllLines(out), Files.readString(err, UTF_8));
    }

    @Test
    void argumentsAndExitCodeGoThroughAsTheyAre() throws Exception {
        String[] typed = {"pub", "@tcp://*:5555", "two  words", "", "50% off!", "$HOME `x` \\n", "a&b|c;(d)", "\"'"};
        Run run = run(Map.of("JAVA_EXITS_WITH", "6"), typed);
        assertThat(run.exit()).isEqualTo(6);
        List<String> wanted = new ArrayList<>(List.of("<io.nolmq.cli.NolCommand>"));
        for (String argument : typed) {
            wanted.add("<" + argument + ">");
        }
        assertThat(run.out()).endsWith(wanted.toArray(String[]::new));
    }

    @Test
    void theFirstUseBuildsAndSaysSoInOneLine() throws Exception {
        Run first = run(Map.of(), "version");
        assertThat(first.err())
                .matches("nol: building \\(once; log: .*/target/nol-build.log\\)\n")
                .doesNotContain("what Maven says");
        assertThat(run(Map.of(), "version").err()).isEmpty();
        assertThat(checkout.resolve("target/nol-build.lock")).doesNotExist();
    }

    @Test
    void aSourceThatIsNewerThanTheJarBuildsAgain() throws Exception {
        run(Map.of(), "version");
        Files.setLastModifiedTime(
                checkout.resolve("nolmq-cli/target/nolmq-cli-1.jar"), FileTime.from(Instant.EPOCH.plusSeconds(1)));
        assertThat(run(Map.of(), "version").err()).startsWith("nol: building");
    }

    @Test
    void aBuildThatFailsShowsItsLog() throws Exception {
        Run run = run(Map.of("MAVEN_FAILS", "yes"), "version");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("what Maven says\n", "nol: the build failed: log=");
        assertThat(run(Map.of(), "version").exit()).isZero();
    }

    @Test
    void theClassPathIsTheJarAndItsLibraries() throws Exception {
        Path built = checkout.resolve("nolmq-cli/target");
        assertThat(run(Map.of(), "version").out())
                .containsSequence(
                        "<-cp>",
                        "<" + built.resolve("nolmq-cli-1.jar") + ":" + built.resolve("lib/library.jar") + ">",
                        "<io.nolmq.cli.NolCommand>",
                        "<version>");
    }

    @Test
    void classesAreSharedAndNamesAreForgottenSoon() throws Exception {
        Path archive = checkout.resolve("nolmq-cli/target/nol-17.0.9.jsa");
        assertThat(run(Map.of(), "version").out())
                .contains(
                        "<-Xshare:auto>",
                        "<-XX:SharedArchiveFile=" + archive + ">",
                        "<-Xlog:disable>",
                        "<-XX:+UseSerialGC>",
                        "<-Dnol.stdout.terminal=false>",
                        "<-Dsun.net.inetaddr.ttl=3>",
                        "<-Dsun.net.inetaddr.negative.ttl=1>");
    }

    @Test
    void optionsForTheMachineComeFromTheEnvironment() throws Exception {
        assertThat(run(Map.of("NOL_OPTS", "-Xmx64m -XX:+UseZGC"), "version").out())
                .contains("<-Xmx64m>", "<-XX:+UseZGC>")
                .doesNotContain("<-XX:+UseSerialGC>");
    }

    @Test
    void anOldJdkIsNamed() throws Exception {
        release("1.8.0_402");
        Run run = run(Map.of(), "version");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("nol: needs Java 17 or newer, found Java 1.8.0_402: " + jdk.resolve("bin/java")
                        + "; set JAVA_HOME to a newer JDK\n");
    }

    @Test
    void aJavaHomeWithoutJavaIsNamed() throws Exception {
        Run run = run(Map.of("JAVA_HOME", folder.resolve("nothing").toString()), "version");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).startsWith("nol: no Java at JAVA_HOME").hasLineCount(1);
    }

    @Test
    void aSymbolicLinkLeadsToTheCheckout() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link to nol"), checkout.resolve("nol"));
        assertThat(run(link, Map.of(), "version").out()).endsWith("<version>");
    }
}
