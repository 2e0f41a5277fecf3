package io.nolmq.spi;

import io.nolmq.message.Endpoint;

/**
 * A way to reach peers, by the scheme of its endpoints. Thread-safe.
 *
 * <p>A transport of another module is a provider of this service ({@link java.util.ServiceLoader}): each context makes an
 * instance of its own when it is created. The constructor starts nothing, since a context may never use the transport.
 */
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
     * @param options for the listener, and for all peers that come to it
     * @return the listener, with the endpoint as it is bound
     * @throws io.nolmq.message.EndpointException when the endpoint cannot be understood or bound
     */
    Link bind(PipeHost host, Endpoint endpoint, LinkOptions options);

    /**
     * Begins to look for a peer, in the background. The session is reported to the socket with
     * {@link PipeHost#opened}, before anything may end it.
     *
     * @param options for the session; its connectRoutingId is the name that our socket gives the peer
     * @return the session
     * @throws io.nolmq.message.EndpointException when the endpoint cannot be understood
     */
    Link connect(PipeHost host, Endpoint endpoint, LinkOptions options);

    /**
     * The context has closed: its sockets have come to their end, or their time is over. Ends the threads of the transport;
     * may wait for them, two seconds at most. May be called twice.
     */
    default void close() {}
}
