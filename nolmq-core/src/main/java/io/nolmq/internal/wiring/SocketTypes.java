package io.nolmq.internal.wiring;

import static io.nolmq.message.PatternOptions.Switch.INVERT_MATCHING;
import static io.nolmq.message.PatternOptions.Switch.MANUAL;
import static io.nolmq.message.PatternOptions.Switch.MANUAL_LAST_VALUE;
import static io.nolmq.message.PatternOptions.Switch.NO_DROP;
import static io.nolmq.message.PatternOptions.Switch.ONLY_FIRST_SUBSCRIBE;
import static io.nolmq.message.PatternOptions.Switch.PROBE_ROUTER;
import static io.nolmq.message.PatternOptions.Switch.REQUEST_CORRELATE;
import static io.nolmq.message.PatternOptions.Switch.REQUEST_RELAXED;
import static io.nolmq.message.PatternOptions.Switch.ROUTER_HANDOVER;
import static io.nolmq.message.PatternOptions.Switch.ROUTER_MANDATORY;
import static io.nolmq.message.PatternOptions.Switch.ROUTER_NOTIFY_CONNECT;
import static io.nolmq.message.PatternOptions.Switch.ROUTER_NOTIFY_DISCONNECT;
import static io.nolmq.message.PatternOptions.Switch.ROUTER_RAW;
import static io.nolmq.message.PatternOptions.Switch.STREAM_QUIET;
import static io.nolmq.message.PatternOptions.Switch.VERBOSE;
import static io.nolmq.message.PatternOptions.Switch.VERBOSER;
import static io.nolmq.message.PatternOptions.Switch.VERBOSE_UNSUBSCRIBE;
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
import static io.nolmq.spi.PatternTraits.Trait.CONFLATES;
import static io.nolmq.spi.PatternTraits.Trait.CONNECTS_ONCE;
import static io.nolmq.spi.PatternTraits.Trait.ONE_SIDE;
import static io.nolmq.spi.PatternTraits.Trait.RAW;
import static io.nolmq.spi.PatternTraits.Trait.TAKES_ROUTING_ID;

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
import io.nolmq.message.ErrorCode;
import io.nolmq.message.PatternOptions.Switch;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketType;
import io.nolmq.message.ZmqException;
import io.nolmq.spi.Pattern;
import io.nolmq.spi.PatternSocket;
import io.nolmq.spi.PatternTraits;
import io.nolmq.spi.PatternTraits.Trait;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The socket types: one row each, with all that tells one type from another. */
public final class SocketTypes {
    private static final Map<SocketType, PatternTraits> ROWS = new EnumMap<>(SocketType.class);

    static {
        row(PUSH, Set.of(PULL), Set.of(CONFLATES), Set.of(), PushPattern::new);
        row(PAIR, Set.of(PAIR), Set.of(), Set.of(), PairPattern::new);
        row(STREAM, Set.of(), Set.of(RAW), Set.of(STREAM_QUIET), StreamPattern::new);
        row(PULL, Set.of(PUSH), Set.of(CONFLATES), Set.of(), PullPattern::new);
        row(
                PUB,
                Set.of(SUB, XSUB),
                Set.of(CONNECTS_ONCE, CONFLATES),
                Set.of(INVERT_MATCHING, NO_DROP),
                PubPattern::new);
        row(
                SUB,
                Set.of(PUB, XPUB),
                Set.of(ONE_SIDE, CONNECTS_ONCE, CONFLATES),
                Set.of(INVERT_MATCHING),
                SubPattern::new);
        row(
                XPUB,
                Set.of(SUB, XSUB),
                Set.of(ONE_SIDE),
                Set.of(VERBOSE, VERBOSER, MANUAL, MANUAL_LAST_VALUE, ONLY_FIRST_SUBSCRIBE, INVERT_MATCHING, NO_DROP),
                XpubPattern::new);
        row(XSUB, Set.of(PUB, XPUB), Set.of(), Set.of(ONLY_FIRST_SUBSCRIBE, VERBOSE_UNSUBSCRIBE), XsubPattern::new);
        row(
                REQ,
                Set.of(REP, ROUTER),
                Set.of(ONE_SIDE, CONNECTS_ONCE, ANNOUNCES_ROUTING_ID, TAKES_ROUTING_ID),
                Set.of(REQUEST_CORRELATE, REQUEST_RELAXED, PROBE_ROUTER),
                ReqPattern::new);
        row(REP, Set.of(REQ, DEALER), Set.of(ONE_SIDE, TAKES_ROUTING_ID), Set.of(), RepPattern::new);
        row(
                DEALER,
                Set.of(REP, DEALER, ROUTER),
                Set.of(CONNECTS_ONCE, ANNOUNCES_ROUTING_ID, TAKES_ROUTING_ID, CONFLATES),
                Set.of(PROBE_ROUTER),
                DealerPattern::new);
        row(
                ROUTER,
                Set.of(REQ, DEALER, ROUTER),
                Set.of(ANNOUNCES_ROUTING_ID, TAKES_ROUTING_ID),
                Set.of(
                        ROUTER_MANDATORY,
                        ROUTER_HANDOVER,
                        ROUTER_RAW,
                        ROUTER_NOTIFY_CONNECT,
                        ROUTER_NOTIFY_DISCONNECT,
                        PROBE_ROUTER),
                RouterPattern::new);
    }

    private SocketTypes() {}

    private static void row(
            SocketType type,
            Set<SocketType> peers,
            Set<Trait> traits,
            Set<Switch> switches,
            Function<PatternSocket, Pattern> pattern) {
        ROWS.put(type, new PatternTraits(type, peers, traits, switches, pattern));
    }

    /** The row of a type. */
    public static PatternTraits of(SocketType type) {
        return Objects.requireNonNull(ROWS.get(type), () -> "a type without a row: " + type);
    }

    /** All rows, in the order of {@link SocketType}. */
    public static Collection<PatternTraits> all() {
        return ROWS.values();
    }

    /**
     * Refuses options that have no meaning for a type. An option at its default is never refused.
     *
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION}
     */
    static void require(SocketType type, SocketOptions options) {
        if (options.queue().conflate()) {
            require(type, row -> row.has(CONFLATES), "conflate", true);
        }
        if (!options.protocol().routingId().isEmpty()) {
            require(
                    type,
                    row -> row.has(TAKES_ROUTING_ID),
                    "routingId",
                    options.protocol().routingId());
        }
        for (Switch on : options.pattern().on()) {
            require(type, row -> row.switches().contains(on), on.option(), on.value());
        }
    }

    private static void require(SocketType type, Predicate<PatternTraits> takes, String option, Object value) {
        if (!takes.test(of(type))) {
            List<SocketType> allowed =
                    all().stream().filter(takes).map(PatternTraits::type).toList();
            throw new ZmqException(
                    ErrorCode.INVALID_OPTION,
                    "option has no meaning for this socket type: " + option + "=" + value + ", type=" + type
                            + ", allowed types: " + allowed);
        }
    }
}
