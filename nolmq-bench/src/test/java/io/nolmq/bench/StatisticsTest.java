package io.nolmq.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void medianIsTheMiddleOfAnOddNumber() {
        assertThat(Statistics.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5.0);
        assertThat(Statistics.median(List.of(7.0))).isEqualTo(7.0);
    }

    @Test
    void medianIsBetweenTheTwoInTheMiddleOfAnEvenNumber() {
        assertThat(Statistics.median(List.of(4.0, 1.0, 100.0, 2.0))).isEqualTo(3.0);
    }

    @Test
    void medianOfNothingIsRefused() {
        assertThatThrownBy(() -> Statistics.median(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void spreadReachesFromTheLowestToTheHighest() {
        assertThat(Statistics.minimum(List.of(3.0, -1.0, 2.0))).isEqualTo(-1.0);
        assertThat(Statistics.maximum(List.of(3.0, -1.0, 2.0))).isEqualTo(3.0);
    }
}
