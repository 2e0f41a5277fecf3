package io.nolmq.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SocketStatisticsTest {
    @Test
    void countsByReasonAndByKind() {
        SocketStatistics statistics = new SocketStatistics(
                SocketType.PUB,
                Traffic.NONE,
                Map.of(Reason.PEER_GONE, 2L, Reason.HIGH_WATER_MARK, 3L, Reason.NOT_ZMTP, 4L, Reason.NO_PEER, 0L),
                List.of());
        assertThat(statistics.reasons().keySet())
                .containsExactly(Reason.HIGH_WATER_MARK, Reason.PEER_GONE, Reason.NOT_ZMTP);
        assertThat(statistics.times(Reason.PEER_GONE)).isEqualTo(2);
        assertThat(statistics.times(Reason.NO_PEER)).isZero();
        assertThat(statistics.times(Reason.Kind.DROP)).isEqualTo(5);
        assertThat(statistics.times(Reason.Kind.REFUSAL)).isEqualTo(4);
        assertThat(statistics.times(Reason.Kind.CLOSE)).isZero();
    }

    @Test
    void doesNotChangeWithWhatItWasMadeOf() {
        Map<Reason, Long> reasons = new HashMap<>();
        List<PeerStatistics> peers = new ArrayList<>();
        SocketStatistics statistics = new SocketStatistics(SocketType.PUSH, Traffic.NONE, reasons, peers);
        reasons.put(Reason.NO_PEER, 1L);
        peers.add(new PeerStatistics(
                new PeerStatistics.Peer(Endpoint.parse("inproc://a"), "", null, RoutingId.EMPTY),
                new PeerStatistics.Connection(false, 0, 0),
                Traffic.NONE,
                new PeerStatistics.Queues(0, 0, 0)));
        assertThat(statistics.reasons()).isEmpty();
        assertThat(statistics.peers()).isEmpty();
        assertThatThrownBy(() -> statistics.reasons().put(Reason.NO_PEER, 1L))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void trafficAddsUp() {
        assertThat(new Traffic(1, 2, 3, 4).plus(new Traffic(10, 20, 30, 40))).isEqualTo(new Traffic(11, 22, 33, 44));
    }

    @Test
    void aCloseReportDoesNotChangeWithItsList() {
        List<String> unfinished = new ArrayList<>(List.of("tcp://127.0.0.1:1"));
        CloseReport report = new CloseReport(false, 5, 6, 7, unfinished);
        unfinished.clear();
        assertThat(report.unfinished()).containsExactly("tcp://127.0.0.1:1");
        assertThat(CloseReport.COMPLETE.complete()).isTrue();
    }
}
