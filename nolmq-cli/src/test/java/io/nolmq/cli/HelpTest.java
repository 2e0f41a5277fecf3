package io.nolmq.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
    @ParameterizedTest
    @ValueSource(strings = {"pub", "sub", "push", "pull", "req", "rep", "dealer", "router"})
    void everySocketCommandTeachesUsageExamplesAndExitCodes(String command) {
        Nol.Result help = Nol.run(command, "--help");
        assertThat(help.exit()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out())
                .contains("Usage: nol " + command, "Options:", "--set=NAME=VALUE", "Exit codes:", "130", "Examples:")
                .contains("  nol " + command + " ")
                .doesNotContain("%%p", "%%t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lab",
                "bench",
                "bench thr",
                "bench lat",
                "bench inproc",
                "local_thr",
                "remote_thr",
                "local_lat",
                "remote_lat",
                "version"
            })
    void everyOtherCommandHasHelp(String command) {
        Nol.Result help = Nol.run((command + " -h").split(" "));
        assertThat(help.exit()).isZero();
        assertThat(help.out()).contains("Usage: nol " + command, "Exit codes:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pub", "sub", "push", "pull", "req", "rep", "dealer", "router", "lab", "bench thr"})
    void examplesFitTheirLines(String command) {
        String help = Nol.run((command + " --help").split(" ")).out();
        assertThat(help.substring(help.indexOf("Example")).lines().skip(1)).allMatch(line -> line.startsWith("  "));
    }

    @Test
    void withoutArgumentsItListsTheCommands() {
        Nol.Result help = Nol.run();
        assertThat(help.exit()).isZero();
        assertThat(help.out()).contains("Commands:", "  pub ", "  bench ", "  version ", "Exit codes:", "Examples:");
    }

    @Test
    void formatsAreExplainedAsTheyAreTyped() {
        assertThat(Nol.run("sub", "--help").out().replaceAll("\\s+", " "))
                .contains("%p payload", "%1..%9 frame n", "\\n \\t \\r \\0")
                .contains("-F '%t: %p'");
    }

    @Test
    void versionNamesTheJdk() {
        Nol.Result version = Nol.run("version");
        assertThat(version.exit()).isZero();
        assertThat(version.out())
                .startsWith("nol (NolMQ) ")
                .contains("JDK " + Runtime.version())
                .hasLineCount(1);
    }

    @Test
    void versionIsAnOptionToo() {
        assertThat(Nol.run("--version").out()).isEqualTo(Nol.run("version").out());
        assertThat(Nol.run("-V").exit()).isZero();
    }

    @Test
    void helpTakesACommand() {
        assertThat(Nol.run("help", "push").out())
                .isEqualTo(Nol.run("push", "--help").out());
        assertThat(Nol.run("help").out()).contains("Commands:");
    }

    @Test
    void aMisspeltCommandOrOptionIsAnsweredWithASimilarOne() {
        assertThat(Nol.run("pubb").err())
                .isEqualTo("nol: unknown command: 'pubb'; did you mean pub?; see nol --help\n");
        assertThat(Nol.run("push", "tcp://127.0.0.1:1", "--templates").err())
                .isEqualTo("nol: unknown option: '--templates'; did you mean --template?; see nol push --help\n");
    }
}
