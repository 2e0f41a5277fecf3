package io.nolmq.message;

import org.jspecify.annotations.Nullable;

/**
 * The state and the counts of one peer at one moment. The numbers are read one after the other while the socket is in
 * use, and may differ by the messages of that instant.
 *
 * @param peer the address, type and routing id of the peer
 * @param connection the state of its connection
 * @param traffic the messages sent to it and received from it
 * @param queues the messages waiting in its pipe
 */
public record PeerStatistics(Peer peer, Connection connection, Traffic traffic, Queues queues) {
    /**
     * The address, type and routing id of a peer.
     *
     * @param endpoint the endpoint of this socket that leads to it
     * @param address the address of the remote end, empty before the first connection
     * @param type its socket type, null before the first handshake
     * @param routingId the routing id by which it is known here, empty if there is none
     */
    public record Peer(
            Endpoint endpoint, String address, @Nullable SocketType type, RoutingId routingId) {}

    /**
     * The state of the connection to a peer.
     *
     * @param connected true if there is a connection whose handshake is complete
     * @param reconnects the number of reconnects
     * @param inFlightAtDisconnect the number of messages passed to connections that ended, without confirmation of
     *     their arrival
     */
    public record Connection(boolean connected, long reconnects, long inFlightAtDisconnect) {}

    /**
     * The messages waiting in the pipe of a peer.
     *
     * @param toSend the number of messages waiting to be sent
     * @param received the number of messages waiting to be received by the application
     * @param dropped the number of messages dropped in either direction
     */
    public record Queues(int toSend, int received, long dropped) {}
}
