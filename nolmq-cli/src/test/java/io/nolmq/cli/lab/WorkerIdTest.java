package io.nolmq.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerIdTest {
    @ParameterizedTest
    @CsvSource({
        "nolmq-lab-zmq-pull-2, 2",
        "zmq-pull-0, 0",
        "worker12, 12",
        "worker, 4711",
        ", 4711",
    })
    void isTheLastDigitsOfTheContainersNameOrElseTheProcessId(String name, String id) {
        assertThat(WorkerId.of(Optional.ofNullable(name), 4711)).isEqualTo(id);
    }
}
