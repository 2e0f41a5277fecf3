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
    void whatIsNotKnownIsRefused() {
        for (List<String> words : List.of(
                List.of("--scenario", "nothing"),
                List.of("--implementations", "zeromq"),
                List.of("--transport", "udp"),
                List.of("--unknown"),
                List.of("--seconds"))) {
            assertThatThrownBy(() -> RunnerOptions.parse(words)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
