package io.nolmq.internal.wiring;

import static io.nolmq.message.SocketType.DEALER;
import static io.nolmq.message.SocketType.PAIR;
import static io.nolmq.message.SocketType.PUB;
import static io.nolmq.message.SocketType.PULL;
import static io.nolmq.message.SocketType.PUSH;
import static io.nolmq.message.SocketType.REP;
import static io.nolmq.message.SocketType.REQ;
import static io.nolmq.message.SocketType.ROUTER;
import static io.nolmq.message.SocketType.STREAM;
import static io.nolmq.message.SocketType.SUB;
import static io.nolmq.message.SocketType.XPUB;
import static io.nolmq.message.SocketType.XSUB;
import static io.nolmq.spi.PatternTraits.Trait.ANNOUNCES_ROUTING_ID;
import static io.nolmq.spi.PatternTraits.Trait.CONNECTS_ONCE;
import static io.nolmq.spi.PatternTraits.Trait.ONE_SIDE;
import static io.nolmq.spi.PatternTraits.Trait.RAW;

import io.nolmq.internal.pattern.DealerPattern;
import io.nolmq.internal.pattern.PairPattern;
import io.nolmq.internal.pattern.PubPattern;
import io.nolmq.internal.pattern.PullPattern;
import io.nolmq.internal.pattern.PushPattern;
import io.nolmq.internal.pattern.RepPattern;
import io.nolmq.internal.pattern.ReqPattern;
import io.nolmq.internal.pattern.RouterPattern;
import io.nolmq.internal.pattern.StreamPattern;
import io.nolmq.internal.pattern.SubPattern;
import io.nolmq.internal.pattern.XpubPattern;
import io.nolmq.internal.pattern.XsubPattern;
import io.nolmq.message.SocketType;
import io.nolmq.spi.Pattern;
import io.nolmq.spi.PatternSocket;
import io.nolmq.spi.PatternTraits;
import io.nolmq.spi.PatternTraits.Trait;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * The socket types: one row each, with all that tells one type from another but its options, of which the
 * types are in {@link io.nolmq.message.Options}.
 */
public final class SocketTypes {
    private static final Map<SocketType, PatternTraits> ROWS = new EnumMap<>(SocketType.class);

    static {
        row(PUSH, Set.of(PULL), Set.of(), PushPattern::new);
        row(PAIR, Set.of(PAIR), Set.of(), PairPattern::new);
        row(STREAM, Set.of(), Set.of(RAW), StreamPattern::new);
        row(PULL, Set.of(PUSH), Set.of(), PullPattern::new);
        row(PUB, Set.of(SUB, XSUB), Set.of(CONNECTS_ONCE), PubPattern::new);
        row(SUB, Set.of(PUB, XPUB), Set.of(ONE_SIDE, CONNECTS_ONCE), SubPattern::new);
        row(XPUB, Set.of(SUB, XSUB), Set.of(ONE_SIDE), XpubPattern::new);
        row(XSUB, Set.of(PUB, XPUB), Set.of(), XsubPattern::new);
        row(REQ, Set.of(REP, ROUTER), Set.of(ONE_SIDE, CONNECTS_ONCE, ANNOUNCES_ROUTING_ID), ReqPattern::new);
        row(REP, Set.of(REQ, DEALER), Set.of(ONE_SIDE), RepPattern::new);
        row(DEALER, Set.of(REP, DEALER, ROUTER), Set.of(CONNECTS_ONCE, ANNOUNCES_ROUTING_ID), DealerPattern::new);
        row(ROUTER, Set.of(REQ, DEALER, ROUTER), Set.of(ANNOUNCES_ROUTING_ID), RouterPattern::new);
    }

    private SocketTypes() {}

    private static void row(
            SocketType type, Set<SocketType> peers, Set<Trait> traits, Function<PatternSocket, Pattern> pattern) {
        ROWS.put(type, new PatternTraits(type, peers, traits, pattern));
    }

    /** The row of a type. */
    public static PatternTraits of(SocketType type) {
        return Objects.requireNonNull(ROWS.get(type), () -> "a type without a row: " + type);
    }

    /** All rows, in the order of {@link SocketType}. */
    public static Collection<PatternTraits> all() {
        return ROWS.values();
    }
}
