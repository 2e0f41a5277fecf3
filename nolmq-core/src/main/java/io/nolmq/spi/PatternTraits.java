package io.nolmq.spi;

import io.nolmq.message.SocketType;
import java.util.Set;
import java.util.function.Function;

/**
 * All that the engine, the protocol and the transports ask of a socket type: one row of the table in {@code
 * internal.wiring}. Nothing below the patterns names a type.
 *
 * @param type the type; its name is the one announced on the wire
 * @param peers the types that a socket of this type talks to
 * @param traits the properties of the type
 * @param pattern makes the pattern of one socket
 */
public record PatternTraits(
        SocketType type, Set<SocketType> peers, Set<Trait> traits, Function<PatternSocket, Pattern> pattern) {

    /** A property that a type has or has not. */
    public enum Trait {
        /** Sending and receiving share one side, because they share their state. */
        ONE_SIDE,
        /** A second connection to the same endpoint means nothing and is not made, as in libzmq. */
        CONNECTS_ONCE,
        /** READY contains the routing id, even an empty one. */
        ANNOUNCES_ROUTING_ID,
        /** It speaks TCP without framing. */
        RAW
    }

    public PatternTraits {
        peers = Set.copyOf(peers);
        traits = Set.copyOf(traits);
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** Whether a peer of that type may be talked to. */
    public boolean accepts(SocketType peer) {
        return peers.contains(peer);
    }

    /** The same type with another pattern; for tests that watch one. */
    public PatternTraits with(Function<PatternSocket, Pattern> other) {
        return new PatternTraits(type, peers, traits, other);
    }
}
