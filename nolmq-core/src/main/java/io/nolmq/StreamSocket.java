package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.Endpoint;
import io.nolmq.message.RoutingId;

/**
 * A socket that speaks TCP to peers without ZMTP (browsers, {@code nc}, anything), as a server and as a client. Each
 * message has two frames, the id of the peer and data: the bytes of one read in a received message, the bytes to write
 * in a sent one. TCP preserves no boundaries between them.
 *
 * <p>A received message with an empty second frame reports that a connection is established, and another one that it
 * has ended, unless {@code streamNotify} is off. A sent message with an empty second frame closes the connection, after
 * the data sent before. Sending to an id without a peer fails with {@code UNROUTABLE}; it blocks while the peer is at
 * its high-water mark. Bytes queued for a lost connection are dropped and counted.
 */
public final class StreamSocket extends DuplexSocket {
    StreamSocket(SocketCore core) {
        super(core);
    }

    /**
     * Connects to a peer under an id chosen by the caller; otherwise like {@link #connect(String)}. Data may be sent to
     * that id at once.
     *
     * @param endpoint the endpoint, such as {@code tcp://host:80}
     * @param as the id; {@link RoutingId#EMPTY} for an automatic one, which the first message of the connection carries
     * @return the endpoint, as accepted by {@link #disconnect}
     * @throws io.nolmq.message.EndpointException if the endpoint is malformed or not a tcp endpoint
     * @throws io.nolmq.message.SocketClosedException if the socket is closed
     */
    public Endpoint connect(String endpoint, RoutingId as) {
        return core().endpoints().connect(Endpoint.parse(endpoint), options -> options.connectRoutingId(as));
    }
}
