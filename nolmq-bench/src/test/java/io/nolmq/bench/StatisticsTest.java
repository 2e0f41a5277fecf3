package io.nolmq.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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

    private static Interval interval(int count) {
        List<Double> values = new ArrayList<>(
                IntStream.rangeClosed(1, count).asDoubleStream().boxed().toList());
        Collections.shuffle(values, new Random(count));
        return Statistics.medianInterval(values).orElseThrow();
    }

    @Test
    void theIntervalOfTheMedianIsThatOfTheSignTest() {
        assertThat(interval(6)).isEqualTo(new Interval(1, 6));
        assertThat(interval(8)).isEqualTo(new Interval(1, 8));
        assertThat(interval(9)).isEqualTo(new Interval(2, 8));
        assertThat(interval(15)).isEqualTo(new Interval(4, 12));
        assertThat(interval(20)).isEqualTo(new Interval(6, 15));
        assertThat(interval(25)).isEqualTo(new Interval(8, 18));
        assertThat(interval(30)).isEqualTo(new Interval(10, 21));
        assertThat(interval(50)).isEqualTo(new Interval(18, 33));
        assertThat(interval(100)).isEqualTo(new Interval(40, 61));
    }

    @Test
    void theIntervalOfFifteenValuesHoldsTheMedianInTheShareThatItPromises() {
        int sides = 1 << 15;
        int held = 0;
        for (int side = 0; side < sides; side++) {
            int bits = side;
            List<Double> values = IntStream.range(0, 15)
                    .mapToObj(i -> (bits >> i & 1) == 0 ? -1.0 - i : 1.0 + i)
                    .toList();
            Interval interval = Statistics.medianInterval(values).orElseThrow();
            held += interval.low() <= 0 && interval.high() >= 0 ? 1 : 0;
        }
        assertThat(held).isEqualTo(sides - 2 * (1 + 15 + 105 + 455));
    }

    @Test
    void ofFewerThanSixValuesThereIsNoInterval() {
        assertThat(Statistics.medianInterval(List.of())).isEmpty();
        assertThat(Statistics.medianInterval(List.of(1.0, 2.0, 3.0, 4.0, 5.0))).isEmpty();
    }

    @Test
    void theIntervalOfTheMostValuesIsFound() {
        assertThat(interval(Statistics.MOST_VALUES)).isEqualTo(new Interval(469, 532));
        List<Double> more = Collections.nCopies(Statistics.MOST_VALUES + 1, 1.0);
        assertThatThrownBy(() -> Statistics.medianInterval(more)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void spreadReachesFromTheLowestToTheHighest() {
        assertThat(Statistics.minimum(List.of(3.0, -1.0, 2.0))).isEqualTo(-1.0);
        assertThat(Statistics.maximum(List.of(3.0, -1.0, 2.0))).isEqualTo(3.0);
    }
}
