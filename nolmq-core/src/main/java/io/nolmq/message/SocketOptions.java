package io.nolmq.message;

import java.util.List;

/**
 * The options of a socket: immutable, validated, and grouped by the layer that uses them. The page options.md lists
 * them all.
 */
public final class SocketOptions {
    /** The default options: those of libzmq, except for the limits of the handshake. */
    public static final SocketOptions DEFAULTS = builder().build();

    private final QueueOptions queue;
    private final ReconnectOptions reconnect;
    private final HandshakeOptions handshake;
    private final HeartbeatOptions heartbeat;
    private final ProtocolOptions protocol;
    private final StreamOptions stream;
    private final PatternOptions pattern;

    SocketOptions(SocketOptionsBuilder builder) {
        queue = builder.queue;
        reconnect = builder.reconnect;
        handshake = builder.handshake;
        heartbeat = builder.heartbeat;
        protocol = builder.protocol;
        stream = builder.stream;
        pattern = builder.pattern;
    }

    /**
     * A builder with every option at its default.
     *
     * @return a new builder
     */
    public static SocketOptionsBuilder builder() {
        return new SocketOptionsBuilder();
    }

    /**
     * A builder with every option at its value in these options.
     *
     * @return a new builder
     */
    public SocketOptionsBuilder toBuilder() {
        return new SocketOptionsBuilder(this);
    }

    /**
     * The queueing of messages.
     *
     * @return the options of the pipes
     */
    public QueueOptions queue() {
        return queue;
    }

    /**
     * The connection attempts of endpoints, and the back-off between them.
     *
     * @return the options of the sessions
     */
    public ReconnectOptions reconnect() {
        return reconnect;
    }

    /**
     * The limits of handshakes.
     *
     * @return the options of the handshake
     */
    public HandshakeOptions handshake() {
        return handshake;
    }

    /**
     * The detection of silent peers.
     *
     * @return the options of the heartbeat
     */
    public HeartbeatOptions heartbeat() {
        return heartbeat;
    }

    /**
     * The properties announced by the socket, and its limits on the input from a peer.
     *
     * @return the options of the wire protocol
     */
    public ProtocolOptions protocol() {
        return protocol;
    }

    /**
     * The settings of the operating system's sockets.
     *
     * @return the options of tcp and ipc
     */
    public StreamOptions stream() {
        return stream;
    }

    /**
     * The options that change the behaviour of individual socket types.
     *
     * @return the options of the patterns
     */
    public PatternOptions pattern() {
        return pattern;
    }

    private List<Object> groups() {
        return List.of(queue, reconnect, handshake, heartbeat, protocol, stream, pattern);
    }

    /** Compares every option. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SocketOptions that && groups().equals(that.groups());
    }

    /** A hash of every option. */
    @Override
    public int hashCode() {
        return groups().hashCode();
    }

    /** All options by group. */
    @Override
    public String toString() {
        return "SocketOptions" + groups();
    }
}
