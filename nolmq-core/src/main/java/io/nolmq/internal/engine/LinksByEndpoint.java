package io.nolmq.internal.engine;

import io.nolmq.message.Endpoint;
import io.nolmq.spi.Link;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Links, several of which may have the same endpoint; each call takes the same time however many there are. */
final class LinksByEndpoint {
    private final Map<Endpoint, Set<Link>> links = new LinkedHashMap<>();

    void add(Link link) {
        Set<Link> there = links.get(link.endpoint());
        if (there == null) {
            there = new LinkedHashSet<>();
            there.add(link);
            links.put(link.endpoint(), there);
        } else {
            there.add(link);
        }
    }

    boolean has(Endpoint endpoint) {
        return links.containsKey(endpoint);
    }

    boolean isEmpty() {
        return links.isEmpty();
    }

    /** The oldest link of an endpoint; null when it has none. */
    @Nullable
    Link oldest(Endpoint endpoint) {
        Set<Link> there = links.get(endpoint);
        return there == null ? null : there.iterator().next();
    }

    /** Harmless when it is not there, or not any more. One step: where it throws, nothing has changed. */
    void remove(Link link) {
        Endpoint endpoint = link.endpoint();
        Set<Link> there = links.get(endpoint);
        if (there == null || !there.contains(link)) {
            return;
        }
        if (there.size() == 1) {
            links.remove(endpoint);
        } else {
            there.remove(link);
        }
    }

    /** Each endpoint once. */
    List<Endpoint> endpoints() {
        return List.copyOf(links.keySet());
    }

    Stream<Link> all() {
        return links.values().stream().flatMap(Set::stream);
    }
}
