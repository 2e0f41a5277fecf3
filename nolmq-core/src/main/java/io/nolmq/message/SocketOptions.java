package io.nolmq.message;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    private final RoutingId connectRoutingId;

    SocketOptions(SocketOptionsBuilder builder) {
        queue = builder.queue;
        reconnect = builder.reconnect;
        handshake = builder.handshake;
        heartbeat = builder.heartbeat;
        protocol = builder.protocol;
        stream = builder.stream;
        pattern = builder.pattern;
        connectRoutingId = builder.connectRoutingId;
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

    /**
     * The name of the peer at one endpoint, in options for one call of {@code connect}.
     *
     * @return the routing id; empty, the default, if the peer's own counts
     */
    public RoutingId connectRoutingId() {
        return connectRoutingId;
    }

    /**
     * The value of an option.
     *
     * @param option the option, one of a socket
     * @param <T> the type of the value
     * @return the value
     * @throws IllegalArgumentException if it is not an option of a socket
     */
    public <T> T get(Option<T> option) {
        return option.read(this);
    }

    /**
     * Refuses options that have no meaning for a socket of a type. An option at its default is never refused.
     *
     * @param type the socket type
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION}, and the name of the first such option
     */
    public void requireFor(SocketType type) {
        ofSockets().forEach(option -> {
            if (!option.isDefault(this)) {
                option.requireFor(type, this);
            }
        });
    }

    /**
     * Refuses options for one call of {@code connect} alone, which a socket cannot have.
     *
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION}, and the name of the first such option
     */
    public void requireLasting() {
        ofSockets().forEach(option -> {
            if (!option.isDefault(this)) {
                option.requireLasting(this);
            }
        });
    }

    /** The options of sockets and their endpoints. */
    static Stream<Option<?>> ofSockets() {
        return Options.all().stream().filter(option -> option.scope() != Option.Scope.CONTEXT);
    }

    private List<Object> groups() {
        return List.of(queue, reconnect, handshake, heartbeat, protocol, stream, pattern, connectRoutingId);
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

    /** The options that are not at their defaults, but no value of a secret. */
    @Override
    public String toString() {
        return ofSockets()
                .filter(option -> !option.isDefault(this))
                .map(option -> option.shown(this))
                .collect(Collectors.joining(", ", "SocketOptions[", "]"));
    }
}
