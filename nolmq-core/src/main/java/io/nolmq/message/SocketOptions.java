package io.nolmq.message;

import java.util.List;

/**
 * The options of a socket: immutable, checked, and grouped by the layer that uses them. The page options.md lists them
 * all.
 */
public final class SocketOptions {
    /** What holds when nothing is set: libzmq's defaults, but for the limits of the handshake. */
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
     * A builder in which every option has its default.
     *
     * @return a new builder
     */
    public static SocketOptionsBuilder builder() {
        return new SocketOptionsBuilder();
    }

    /**
     * A builder in which every option has the value it has here.
     *
     * @return a new builder
     */
    public SocketOptionsBuilder toBuilder() {
        return new SocketOptionsBuilder(this);
    }

    /**
     * How messages are queued.
     *
     * @return the options of the pipes
     */
    public QueueOptions queue() {
        return queue;
    }

    /**
     * How endpoints connect, and connect again.
     *
     * @return the options of the sessions
     */
    public ReconnectOptions reconnect() {
        return reconnect;
    }

    /**
     * How long handshakes may take.
     *
     * @return the options of the handshake
     */
    public HandshakeOptions handshake() {
        return handshake;
    }

    /**
     * How a silent peer is noticed.
     *
     * @return the options of the heartbeat
     */
    public HeartbeatOptions heartbeat() {
        return heartbeat;
    }

    /**
     * What the socket says of itself, and how much it takes.
     *
     * @return the options of the wire protocol
     */
    public ProtocolOptions protocol() {
        return protocol;
    }

    /**
     * How the operating system's sockets are set.
     *
     * @return the options of tcp and ipc
     */
    public StreamOptions stream() {
        return stream;
    }

    /**
     * What changes the behaviour of single socket types.
     *
     * @return the options of the patterns
     */
    public PatternOptions pattern() {
        return pattern;
    }

    private List<Object> groups() {
        return List.of(queue, reconnect, handshake, heartbeat, protocol, stream, pattern);
    }

    /** Equal when every option is. */
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
