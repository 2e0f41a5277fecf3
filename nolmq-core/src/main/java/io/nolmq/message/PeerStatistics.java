package io.nolmq.message;

import org.jspecify.annotations.Nullable;

/**
 * What a socket knows of one peer at one moment. The numbers are read one after the other while work goes on, so that
 * they may differ by the messages of that instant.
 *
 * @param peer who it is
 * @param connection how its connection does
 * @param traffic what was sent to it and received from it
 * @param queues what waits in its pipe
 */
public record PeerStatistics(Peer peer, Connection connection, Traffic traffic, Queues queues) {
    /**
     * Who a peer is.
     *
     * @param endpoint the endpoint of this socket that leads to it
     * @param address the address of the other end, empty before there was a connection
     * @param type what kind of socket it is, null before the first handshake
     * @param routingId the name by which it is known here, empty where there is none
     */
    public record Peer(
            Endpoint endpoint, String address, @Nullable SocketType type, RoutingId routingId) {}

    /**
     * How the connection to a peer does.
     *
     * @param connected whether there is one, with its handshake complete
     * @param reconnects how often it was made anew
     * @param inFlightAtDisconnect how many messages had been given to connections that ended, without it being known
     *     that they arrived
     */
    public record Connection(boolean connected, long reconnects, long inFlightAtDisconnect) {}

    /**
     * What waits in the pipe of a peer.
     *
     * @param toSend how many messages wait to be sent
     * @param received how many messages wait to be received by the application
     * @param dropped how many messages were dropped in either direction
     */
    public record Queues(int toSend, int received, long dropped) {}
}
