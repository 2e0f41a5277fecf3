package io.nolmq.bench.end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EndOptionsTest {
    @Test
    void everyOptionIsRead() {
        EndOptions options = EndOptions.parse(
                ("push tcp://x:1 --size 7 --seconds 1.5 --warm-up 0.5 --peers 2 --sockets 3 --threads 4 --burst 5"
                                + " --rate 2.5 --hwm 9")
                        .split(" "));
        assertThat(options).isEqualTo(new EndOptions("push", "tcp://x:1", 7, 1.5, 0.5, 2, 3, 4, 5, 2.5, 9));
        assertThat(options.measureNanos()).isEqualTo(1_500_000_000);
    }

    @Test
    void anUnknownOptionIsRefused() {
        assertThatThrownBy(() -> EndOptions.parse("push", "tcp://x:1", "--sise", "7"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--sise");
    }
}
