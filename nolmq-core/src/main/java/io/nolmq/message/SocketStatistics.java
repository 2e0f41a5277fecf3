package io.nolmq.message;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a socket counted up to one moment. The numbers are read one after the other while work goes on, so that they may
 * differ by the messages of that instant. No number of traffic and reasons is ever smaller than in an earlier snapshot, and
 * when all is quiet they are exact, with peers that came and went in between.
 *
 * @param type the type of the socket
 * @param traffic what was sent and received, with peers that are gone
 * @param reasons how often messages were dropped, peers refused and connections closed, by reason, in the order of
 *     {@link Reason}; a reason that never occurred is missing
 * @param peers the peers of the moment
 */
public record SocketStatistics(
        SocketType type, Traffic traffic, Map<Reason, Long> reasons, List<PeerStatistics> peers) {
    /**
     * Statistics of a socket; map and list are copied.
     *
     * @param type the type of the socket
     * @param traffic what was sent and received
     * @param reasons how often each reason occurred; those of 0 are left out
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
     * How often a reason occurred.
     *
     * @param reason the reason
     * @return 0 where it never did
     */
    public long times(Reason reason) {
        return reasons.getOrDefault(reason, 0L);
    }

    /**
     * How often reasons of one kind occurred, such as how many messages were dropped.
     *
     * @param kind what the reasons apply to
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
