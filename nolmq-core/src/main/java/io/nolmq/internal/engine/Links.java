package io.nolmq.internal.engine;

import io.nolmq.message.PeerStatistics;
import io.nolmq.message.Traffic;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What one socket has open, and what went over that which has ended. Safe for any thread. */
final class Links {
    private final Set<Link> open = ConcurrentHashMap.newKeySet();
    private final TrafficCounters past = new TrafficCounters();

    void add(Link link) {
        open.add(link);
    }

    /** False when it was not there, or not any more. */
    boolean remove(Link link, Traffic traffic) {
        if (!open.remove(link)) {
            return false;
        }
        past.add(traffic);
        return true;
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    boolean haveConnected() {
        return open.stream().anyMatch(Link::isConnected);
    }

    void close(long lingerNanos) {
        open.forEach(link -> link.close(lingerNanos));
    }

    /** Adds the peers there are to a list; all traffic together, that of the past included. Under no side. */
    Traffic describe(List<PeerStatistics> peers) {
        Traffic traffic = past.snapshot();
        for (Link link : open) {
            PeerStatistics peer = link.statistics();
            if (peer != null) {
                peers.add(peer);
                traffic = traffic.plus(peer.traffic());
            }
        }
        return traffic;
    }
}
