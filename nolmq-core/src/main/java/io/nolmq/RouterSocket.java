package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.internal.pattern.RouterPattern;
import io.nolmq.message.Endpoint;
import io.nolmq.message.PeerState;
import io.nolmq.message.RoutingId;

/**
 * A replier that addresses its peers by routing id (RFC 28): the first frame of each received message is the routing id
 * of the sending peer, and the first frame of each sent message is that of the destination peer. A message for an
 * unknown peer or a peer at its high-water mark is dropped and counted, unless {@code routerMandatory} is on.
 */
public final class RouterSocket extends DuplexSocket {
    private final RouterPattern pattern;

    RouterSocket(SocketCore core) {
        super(core);
        pattern = core.pattern(RouterPattern.class);
    }

    /**
     * Connects to a peer under a routing id chosen by this socket, regardless of the peer's own routing id; otherwise
     * like {@link #connect(String)}. Messages may be sent to that id at once. If another peer already has it, this one
     * is refused and the connection is retried.
     *
     * @param endpoint the endpoint, such as {@code tcp://host:5555}
     * @param as the routing id; {@link RoutingId#EMPTY} leaves the choice to the peer
     * @return the endpoint, as accepted by {@link #disconnect}
     * @throws io.nolmq.message.EndpointException if the endpoint is invalid
     * @throws io.nolmq.message.SocketClosedException if the socket is closed
     */
    public Endpoint connect(String endpoint, RoutingId as) {
        return core().endpoints().connect(Endpoint.parse(endpoint), options -> options.connectRoutingId(as));
    }

    /**
     * Tests whether a message to a peer would be accepted now. Does not block.
     *
     * @param peer the routing id of the peer
     * @return {@link PeerState#READY}, or the reason why not
     * @throws io.nolmq.message.SocketClosedException if the socket is closed
     */
    public PeerState peerState(RoutingId peer) {
        PeerState[] state = {PeerState.UNKNOWN};
        core().underSendSide(() -> state[0] = pattern.state(peer.bytes()));
        return state[0];
    }

    /**
     * Closes the connection to a peer, once its queued messages have been sent or the linger period has expired; does
     * not block until then. If this socket connected to the peer, it gives up that endpoint as well.
     *
     * @param peer the routing id of the peer
     * @return true if there was such a peer
     * @throws io.nolmq.message.SocketClosedException if the socket is closed
     */
    public boolean disconnectPeer(RoutingId peer) {
        boolean[] known = new boolean[1];
        core().underSendSide(() -> known[0] = pattern.disconnect(peer.bytes()));
        return known[0];
    }
}
