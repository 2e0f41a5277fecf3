package io.nolmq.spi;

import io.nolmq.message.Endpoint;
import io.nolmq.message.RoutingId;

/** A way to reach peers, by the scheme of its endpoints. Thread-safe. */
public interface Transport {
    /** The scheme, as {@code tcp}. */
    String scheme();

    /** Whether a type that connects once to an endpoint is held to it: not where each connection is a queue of its own. */
    default boolean connectsOnce() {
        return true;
    }

    /**
     * Listens. Peers may connect when this returns. The listener, and what peers become, are reported to the socket with
     * {@link PipeHost#opened}, before anything may end them.
     *
     * @return the listener, with the endpoint as it is bound
     * @throws io.nolmq.message.EndpointException when the endpoint cannot be understood or bound
     */
    Link bind(PipeHost host, Endpoint endpoint);

    /**
     * Begins to look for a peer, in the background. The session is reported to the socket with
     * {@link PipeHost#opened}, before anything may end it.
     *
     * @param as the routing id that our socket gives the peer; empty for none
     * @return the session
     * @throws io.nolmq.message.EndpointException when the endpoint cannot be understood
     */
    Link connect(PipeHost host, Endpoint endpoint, RoutingId as);
}
