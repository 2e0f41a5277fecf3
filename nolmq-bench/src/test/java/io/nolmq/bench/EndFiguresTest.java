package io.nolmq.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EndFiguresTest {
    @Test
    void numbersAreReadByName() {
        EndFigures figures = new EndFigures("{\"role\":\"pull\",\"messages\":12,\"mean\":1.5,\"idle\":-1}");
        assertThat(figures.number("messages")).hasValue(12);
        assertThat(figures.number("mean")).hasValue(1.5);
        assertThat(figures.number("idle")).hasValue(-1);
        assertThat(figures.number("role")).isEmpty();
    }

    @Test
    void whatIsNoResultIsRefused() {
        for (String line :
                new String[] {"", "{}", "Exception in thread main", "{\"a\":1", "{\"a\":1}x", "{\"a\":{}}"}) {
            assertThatThrownBy(() -> new EndFigures(line)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
