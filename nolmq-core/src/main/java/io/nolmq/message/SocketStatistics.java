package io.nolmq.message;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The counts of a socket up to one moment. The numbers are read one after the other while the socket is in use, and may
 * differ by the messages of that instant. No number of traffic and reasons is ever smaller than in an earlier snapshot;
 * when the socket is idle they are exact, including peers that came and went in between.
 *
 * @param type the type of the socket
 * @param traffic the messages sent and received, including those of peers that have gone
 * @param reasons the number of dropped messages, refused peers and closed connections, by reason, in the order of
 *     {@link Reason}; a reason that never occurred is absent
 * @param peers the current peers
 */
public record SocketStatistics(
        SocketType type, Traffic traffic, Map<Reason, Long> reasons, List<PeerStatistics> peers) {
    /**
     * Creates the statistics of a socket; the map and the list are copied.
     *
     * @param type the type of the socket
     * @param traffic the messages sent and received
     * @param reasons the number of times each reason occurred; zeros are left out
     * @param peers the peers
     */
    public SocketStatistics {
        Map<Reason, Long> occurred = new EnumMap<>(Reason.class);
        reasons.forEach((reason, times) -> {
            if (times != 0) {
                occurred.put(reason, times);
            }
        });
        reasons = Collections.unmodifiableMap(occurred);
        peers = List.copyOf(peers);
    }

    /**
     * The number of times a reason occurred.
     *
     * @param reason the reason
     * @return the number, or 0 if it never occurred
     */
    public long times(Reason reason) {
        return reasons.getOrDefault(reason, 0L);
    }

    /**
     * The number of times reasons of one kind occurred, such as the number of dropped messages.
     *
     * @param kind the kind of event to which the reasons apply
     * @return the sum
     */
    public long times(Reason.Kind kind) {
        long sum = 0;
        for (Map.Entry<Reason, Long> entry : reasons.entrySet()) {
            sum += entry.getKey().kind() == kind ? entry.getValue() : 0;
        }
        return sum;
    }
}
