package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.Endpoint;
import io.nolmq.message.RoutingId;

/**
 * Answers by address (RFC 28): the first frame of each message received is the routing id of the peer it came from, the
 * first frame of each message sent is that of the peer it goes to. A message for an unknown or full peer is dropped and
 * counted, unless {@code routerMandatory} is on.
 */
public final class RouterSocket extends DuplexSocket {
    RouterSocket(SocketCore core) {
        super(core);
    }

    /**
     * Connects to a peer under a routing id that this socket chooses, whatever the peer calls itself; otherwise like
     * {@link #connect(String)}. Messages may be sent to that id at once. When another peer has it already, this one is
     * refused and tried again.
     *
     * @param endpoint such as {@code tcp://host:5555}
     * @param as the routing id; {@link RoutingId#EMPTY} leaves the choice to the peer
     * @return the endpoint, which is what {@link #disconnect} takes
     * @throws io.nolmq.message.EndpointException when the endpoint cannot be understood
     * @throws io.nolmq.message.SocketClosedException when the socket is closed
     */
    public Endpoint connect(String endpoint, RoutingId as) {
        return core().endpoints().connect(Endpoint.parse(endpoint), as);
    }
}
