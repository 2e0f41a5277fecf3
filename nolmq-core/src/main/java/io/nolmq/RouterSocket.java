package io.nolmq;

import io.nolmq.internal.engine.SocketCore;
import io.nolmq.internal.pattern.RouterPattern;
import io.nolmq.message.Endpoint;
import io.nolmq.message.PeerState;
import io.nolmq.message.RoutingId;

/**
 * Answers by address (RFC 28): the first frame of each message received is the routing id of the peer it came from, the
 * first frame of each message sent is that of the peer it goes to. A message for an unknown or full peer is dropped and
 * counted, unless {@code routerMandatory} is on.
 */
public final class RouterSocket extends DuplexSocket {
    private final RouterPattern pattern;

    RouterSocket(SocketCore core) {
        super(core);
        pattern = core.pattern(RouterPattern.class);
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

    /**
     * Whether a message to a peer would be accepted now. Does not block.
     *
     * @param peer the routing id
     * @return {@link PeerState#READY}, or why not
     * @throws io.nolmq.message.SocketClosedException when the socket is closed
     */
    public PeerState peerState(RoutingId peer) {
        PeerState[] state = {PeerState.UNKNOWN};
        core().underSendSide(() -> state[0] = pattern.state(peer.bytes()));
        return state[0];
    }

    /**
     * Ends the connection to a peer, after what is queued for it has been sent or the linger period is over; does not wait
     * for that. An endpoint that was connected is given up with it.
     *
     * @param peer the routing id
     * @return true if there was such a peer
     * @throws io.nolmq.message.SocketClosedException when the socket is closed
     */
    public boolean disconnectPeer(RoutingId peer) {
        boolean[] known = new boolean[1];
        core().underSendSide(() -> known[0] = pattern.disconnect(peer.bytes()));
        return known[0];
    }
}
