package io.nolmq.message;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

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

    /**
     * Refuses options that mean nothing to a socket type. An option at its default is never refused.
     *
     * @param type the type of the socket that is to have these options
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} when an option means nothing to the type
     */
    public void requireFor(SocketType type) {
        if (queue.conflate()) {
            Set<SocketType> conflating = EnumSet.of(SocketType.PULL, SocketType.PUSH, SocketType.PUB, SocketType.SUB);
            conflating.add(SocketType.DEALER);
            requireOneOf(conflating, type, "conflate", true);
        }
        if (!protocol.routingId().isEmpty()) {
            Set<SocketType> named = EnumSet.of(SocketType.REQ, SocketType.REP, SocketType.DEALER, SocketType.ROUTER);
            requireOneOf(named, type, "routingId", protocol.routingId());
        }
        for (PatternOptions.Switch on : pattern.on()) {
            requireOneOf(on.types(), type, on.option(), true);
        }
    }

    private static void requireOneOf(Set<SocketType> types, SocketType type, String option, Object value) {
        if (!types.contains(type)) {
            throw new ZmqException(
                    ErrorCode.INVALID_OPTION,
                    "option means nothing to this socket: " + option + "=" + value + ", type=" + type
                            + ", allowed types: " + types);
        }
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
