package io.nolmq.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NolmqBuildTest {
    @TempDir
    private Path folder;

    private Path file(String name) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        return Files.writeString(folder.resolve(name), "abc");
    }

    @Test
    void aBuildTakesThePlaceOfTheOneThatThisProgramRunsWith() throws IOException {
        Path core = file("core.jar");
        Path bench = file("bench.jar");
        NolmqBuild build = NolmqBuild.parse(core + File.pathSeparator + bench);
        List<String> own = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
        String current = NolmqBuild.current().entries().get(0);
        assertThat(own).contains(current);
        assertThat(build.classPath().split(File.pathSeparator))
                .startsWith(core.toString(), bench.toString())
                .doesNotContain(current)
                .hasSize(own.size() + 1);
        assertThat(build.names()).isEqualTo("core.jar bench.jar");
    }

    @Test
    void aBuildThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> NolmqBuild.parse(folder.resolve("core.jar").toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("core.jar");
    }

    @Test
    void theCommitIsKnownInTheFolderOfAModuleOnly() throws IOException {
        assertThat(commit("core.jar")).isEqualTo("unknown");
        assertThat(commit("target/lib/core.jar")).isEqualTo("unknown");
        assumeThat(Environment.commit(Path.of("."))).as("git").isNotEqualTo("unknown");
        file("pom.xml");
        git("init", "-q");
        git("add", "pom.xml");
        git("-c", "user.name=x", "-c", "user.email=x@localhost", "commit", "-q", "-m", "x");
        assertThat(commit("target/lib/core.jar")).matches("[0-9a-f]{10}");
        Files.writeString(folder.resolve("pom.xml"), "changed");
        assertThat(commit("target/lib/core.jar")).matches("[0-9a-f]{10}-dirty");
        assertThat(commit("core.jar")).isEqualTo("unknown");
    }

    private String commit(String name) throws IOException {
        return NolmqBuild.parse(file(name).toString()).commit();
    }

    private void git(String... words) throws IOException {
        ProcessBuilder command = new ProcessBuilder("git").directory(folder.toFile());
        command.command().addAll(List.of(words));
        assertThat(command.inheritIO().start().onExit().join().exitValue()).isZero();
    }

    @Test
    void theContentOfAJarIsKnownByItsSum() throws IOException {
        assertThat(NolmqBuild.parse(file("core.jar").toString()).sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(NolmqBuild.parse(folder.toString()).sha256()).isEqualTo("unknown");
    }

    @Test
    void bothBuildsPlayWithTheirOwnNolmq() throws InterruptedException {
        String core = NolmqBuild.current().entries().get(0);
        for (Pairing pairing : List.of(Pairing.BEFORE, Pairing.AFTER, Pairing.BEFORE_AGAIN)) {
            Run run = play(pairing, "--before", core, "--after", core);
            assertThat(run.failure()).isNull();
            assertThat(Objects.requireNonNull(run.binder()).json()).contains("\"library\":\"NolMQ\"");
        }
    }

    @Test
    void aBuildIsNotCompletedFromAnother() throws InterruptedException {
        String core = NolmqBuild.current().entries().get(0);
        assertThat(play(Pairing.BEFORE, "--before", folder.toString()).failure())
                .contains("NoClassDefFoundError: io/nolmq/");
        assertThat(play(Pairing.AFTER, "--before", core, "--after", folder.toString())
                        .failure())
                .contains("NoClassDefFoundError: io/nolmq/");
        assertThat(play(Pairing.AFTER, "--before", folder.toString()).failure()).isNull();
    }

    private static Run play(Pairing pairing, String... words) throws InterruptedException {
        RunnerOptions options = RunnerOptions.parse(List.of(
                (String.join(" ", words) + " --scenario inproc-throughput --seconds 0 --warm-up 0").split(" ")));
        return new Trial(options, new EndCommand(options, options.module()))
                .play(options.scenarios().get(0), pairing, 1);
    }
}
