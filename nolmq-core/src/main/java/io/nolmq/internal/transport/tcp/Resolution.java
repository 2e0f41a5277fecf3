package io.nolmq.internal.transport.tcp;

import io.nolmq.message.EndpointException;
import java.net.InetSocketAddress;
import java.util.List;

/** What {@link NameResolver} answers. */
public sealed interface Resolution {
    /**
     * The host has addresses.
     *
     * @param addresses at least one, the preferred first; all of a family that the socket may use
     */
    record Resolved(List<InetSocketAddress> addresses) implements Resolution {
        /** The addresses, copied. */
        public Resolved {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * The host has none.
     *
     * @param error why, for people
     */
    record Failed(EndpointException error) implements Resolution {}
}
