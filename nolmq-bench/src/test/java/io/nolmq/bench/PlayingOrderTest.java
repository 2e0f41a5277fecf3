package io.nolmq.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlayingOrderTest {
    private static final List<Pairing> BUILDS = List.of(Pairing.BEFORE, Pairing.AFTER, Pairing.BEFORE_AGAIN);

    private static String ids(PlayingOrder order, int round) {
        return String.join(
                " ", order.of(BUILDS, round).stream().map(Pairing::id).toList());
    }

    @Test
    void aRotatingOrderBeginsEachRoundWithTheNext() {
        assertThat(ids(PlayingOrder.ROTATING, 1)).isEqualTo("before nolmq before-again");
        assertThat(ids(PlayingOrder.ROTATING, 2)).isEqualTo("nolmq before-again before");
        assertThat(ids(PlayingOrder.ROTATING, 3)).isEqualTo("before-again before nolmq");
        assertThat(ids(PlayingOrder.ROTATING, 4)).isEqualTo("before nolmq before-again");
    }

    @Test
    void aMirroredOrderKeepsTheMiddleAndSwapsTheEnds() {
        assertThat(ids(PlayingOrder.MIRRORED, 1)).isEqualTo("before nolmq before-again");
        assertThat(ids(PlayingOrder.MIRRORED, 2)).isEqualTo("before-again nolmq before");
        assertThat(ids(PlayingOrder.MIRRORED, 3)).isEqualTo("before nolmq before-again");
    }

    @Test
    void aMachineThatSteadilySlowsDownLeavesTheRatioOfEachRoundAsItIs() {
        Map<Pairing, Map<Integer, Double>> values = new HashMap<>();
        double speed = 1000;
        for (int round = 1; round <= 15; round++) {
            for (Pairing pairing : PlayingOrder.MIRRORED.of(BUILDS, round)) {
                double value = pairing.equals(Pairing.AFTER) ? 0.9 * speed : speed;
                values.computeIfAbsent(pairing, key -> new HashMap<>()).put(round, value);
                speed *= 0.97;
            }
        }
        SpeedKept found = SpeedKept.of(
                        Metric.RATE,
                        values.get(Pairing.BEFORE),
                        values.get(Pairing.AFTER),
                        values.get(Pairing.BEFORE_AGAIN))
                .orElseThrow();
        Interval interval = found.ratio().interval().orElseThrow();
        assertThat(interval.low()).isCloseTo(0.9, within(1e-12));
        assertThat(interval.high()).isCloseTo(0.9, within(1e-12));
    }
}
