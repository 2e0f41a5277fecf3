package io.nolmq.internal.engine;

import io.nolmq.message.PeerStatistics;
import io.nolmq.message.Traffic;
import io.nolmq.spi.Link;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What one socket has open, and what went over that which has ended. Safe for any thread.
 *
 * <p>A link counts as open or as past, never as both or neither: it goes from the one to the other under a lock, and under
 * the same lock a look at the traffic takes the sum of the past and the list of what is open. The links on that list are
 * asked afterwards, without the lock, because that takes the sides; one that ends meanwhile still knows its numbers. So no
 * sum is ever smaller than an earlier one.
 */
final class Links {
    private final ReentrantLock lock = new ReentrantLock();
    /** Changed under the lock where links end; read and added to without it. */
    private final Set<Link> open = ConcurrentHashMap.newKeySet();

    private Traffic past = Traffic.NONE;

    private record Moment(Traffic past, List<Link> open) {}

    void add(Link link) {
        open.add(link);
    }

    /** False when it was not there, or not any more. */
    boolean remove(Link link, Traffic traffic) {
        lock.lock();
        try {
            Traffic sum = past.plus(traffic);
            if (!open.remove(link)) {
                return false;
            }
            past = sum;
            return true;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    boolean haveConnected() {
        return open.stream().anyMatch(Link::isConnected);
    }

    /** Calls with each that is open; one that opens meanwhile may be left out. */
    void forEach(Consumer<Link> action) {
        open.forEach(action);
    }

    void lookAfter() {
        open.forEach(Link::lookAfter);
    }

    void close(long lingerNanos) {
        open.forEach(link -> link.close(lingerNanos));
    }

    void onContextClosing() {
        open.forEach(Link::onContextClosing);
    }

    /** Adds the peers there are to a list; all traffic together, that of the past included. Under no side. */
    Traffic describe(List<PeerStatistics> peers) {
        Moment moment = moment();
        Traffic traffic = moment.past();
        for (Link link : moment.open()) {
            PeerStatistics peer = link.statistics();
            if (peer != null) {
                traffic = traffic.plus(peer.traffic());
                if (open.contains(link)) {
                    peers.add(peer);
                }
            }
        }
        return traffic;
    }

    private Moment moment() {
        lock.lock();
        try {
            return new Moment(past, List.copyOf(open));
        } finally {
            lock.unlock();
        }
    }
}
