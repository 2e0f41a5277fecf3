package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.Endpoint;
import io.nolmq.message.RoutingId;

/**
 * Speaks TCP to peers without ZMTP, as a server and as a client: browsers, {@code nc}, anything. Each message has two frames,
 * the id of the peer and bytes: those of one read where it receives, those to write where it sends. TCP keeps no boundaries
 * between them.
 *
 * <p>An empty second frame received tells that a connection is there, and another one that it has ended, unless {@code
 * streamNotify} is off. An empty second frame sent closes the connection, after what was sent before. Sending to an id
 * that has no peer fails with {@code UNROUTABLE}; it blocks while the peer is at its high-water mark. Bytes queued for a
 * connection that is lost are dropped and counted.
 */
public final class StreamSocket extends DuplexSocket {
    StreamSocket(SocketCore core) {
        super(core);
    }

    /**
     * Connects to a peer under an id chosen here; otherwise like {@link #connect(String)}. Bytes may be sent to that id at
     * once.
     *
     * @param endpoint such as {@code tcp://host:80}
     * @param as the id; {@link RoutingId#EMPTY} for an automatic one, which the first message of the connection tells
     * @return the endpoint, which is what {@link #disconnect} takes
     * @throws io.nolmq.message.EndpointException when the endpoint is malformed, or not of tcp
     * @throws io.nolmq.message.SocketClosedException when the socket is closed
     */
    public Endpoint connect(String endpoint, RoutingId as) {
        return core().endpoints().connect(Endpoint.parse(endpoint), as);
    }
}
