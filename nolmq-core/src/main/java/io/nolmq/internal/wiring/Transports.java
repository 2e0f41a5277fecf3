package io.nolmq.internal.wiring;

import io.nolmq.spi.Transport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * The transports of one context, by scheme: those of this module, and those that other modules provide. Immutable. A scheme
 * belongs to the first who has it, and those of this module come first: nothing on the class path can put itself between a
 * program and tcp.
 */
final class Transports {
    private static final System.Logger LOG = System.getLogger("io.nolmq");

    private final Map<String, Transport> byScheme = new HashMap<>();
    private final List<Transport> provided = new ArrayList<>();

    /**
     * @param own those of this module
     * @throws java.util.ServiceConfigurationError when a provider cannot be made
     */
    Transports(List<Transport> own) {
        own.forEach(transport -> byScheme.put(transport.scheme(), transport));
        // the loader of this class: what a context finds does not depend on the thread that creates it
        for (Transport transport : ServiceLoader.load(Transport.class, Transports.class.getClassLoader())) {
            Transport taken = byScheme.putIfAbsent(transport.scheme(), transport);
            if (taken == null) {
                provided.add(transport);
            } else {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "a transport is not used, since its scheme is taken: scheme=" + transport.scheme()
                                + ", transport=" + transport.getClass().getName() + ", used instead="
                                + taken.getClass().getName());
            }
        }
    }

    Map<String, Transport> byScheme() {
        return Collections.unmodifiableMap(byScheme);
    }

    /** Ends the threads of those that other modules provide. One that fails keeps no other from it. */
    void close() {
        for (Transport transport : provided) {
            try {
                transport.close();
            } catch (RuntimeException | Error fault) {
                LOG.log(System.Logger.Level.WARNING, "closing a transport failed: scheme=" + transport.scheme(), fault);
            }
        }
    }
}
