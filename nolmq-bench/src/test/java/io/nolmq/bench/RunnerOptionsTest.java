package io.nolmq.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunnerOptionsTest {
    @Test
    void everythingRunsByDefault() {
        RunnerOptions options = RunnerOptions.parse(List.of());
        assertThat(options.scenarios()).isEqualTo(Scenario.all());
        assertThat(options.pairings())
                .extracting(Pairing::title)
                .containsExactly("libzmq", "JeroMQ", "NolMQ", "NolMQ to libzmq", "libzmq to NolMQ");
        assertThat(options.repetitions()).isEqualTo(5);
        assertThat(options.seconds()).isEqualTo(5);
        assertThat(options.warmUpSeconds()).isZero();
    }

    @Test
    void scenariosAreChosenByTheBeginningsOfTheirNames() {
        assertThat(RunnerOptions.parse(List.of("--scenario", "round,latency-1000"))
                        .scenarios())
                .extracting(Scenario::name)
                .containsExactly("round-trip-10B", "latency-1000");
    }

    @Test
    void quickGivesWayToWhatIsSaid() {
        RunnerOptions options = RunnerOptions.parse(List.of("--seconds", "3", "--quick"));
        assertThat(options.seconds()).isEqualTo(3);
        assertThat(options.repetitions()).isEqualTo(1);
    }

    @Test
    void anEarlierBuildIsComparedInFifteenRoundsAndWithItself() {
        RunnerOptions options = RunnerOptions.parse(List.of("--before", "."));
        assertThat(options.pairings()).extracting(Pairing::id).containsExactly("before", "nolmq", "before-again");
        assertThat(options.order()).isEqualTo(PlayingOrder.MIRRORED);
        assertThat(options.before()).isEqualTo(NolmqBuild.parse("."));
        assertThat(options.after()).isEqualTo(NolmqBuild.current());
        assertThat(options.repetitions()).isEqualTo(15);
        assertThat(options.warmUpSeconds()).isEqualTo(2);
        assertThat(options.scenarios()).isEqualTo(Scenario.all());
    }

    @Test
    void twoBuildsAndTheirRoundsCanBeChosen() {
        RunnerOptions options = RunnerOptions.parse(List.of(
                "--before ./src --after . --repetitions 45 --seconds 3 --warm-up 1 --scenario inproc".split(" ")));
        assertThat(options.before()).isEqualTo(NolmqBuild.parse("src"));
        assertThat(options.after()).isEqualTo(NolmqBuild.parse("."));
        assertThat(options.repetitions()).isEqualTo(45);
        assertThat(options.seconds()).isEqualTo(3);
        assertThat(options.warmUpSeconds()).isEqualTo(1);
        assertThat(options.scenarios())
                .extracting(Scenario::name)
                .containsExactly("inproc-throughput", "inproc-round-trip");
    }

    @Test
    void whatIsNotKnownIsRefused() {
        for (List<String> words : List.of(
                List.of("--scenario", "nothing"),
                List.of("--implementations", "zeromq"),
                List.of("--transport", "udp"),
                List.of("--unknown"),
                List.of("--before", "no-such.jar"),
                List.of("--before", ".", "--implementations", "libzmq"),
                List.of("--after", "."),
                List.of("--implementations", "before"),
                List.of("--implementations", "nolmq-to-before-again"),
                List.of("--implementations", "before-to-nolmq"),
                List.of("--repetitions", "0"),
                List.of("--repetitions", "1001"),
                List.of("--seconds"))) {
            assertThatThrownBy(() -> RunnerOptions.parse(words)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
