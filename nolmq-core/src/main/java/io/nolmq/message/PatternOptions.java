package io.nolmq.message;

import java.util.EnumSet;
import java.util.Set;

/**
 * What changes the behaviour of single socket types: a set of switches, all off by default.
 *
 * @param on the switches that are on
 */
public record PatternOptions(Set<Switch> on) {
    /** What holds when nothing is set. */
    public static final PatternOptions DEFAULTS = new PatternOptions(Set.of());

    /** One switch. */
    public enum Switch {
        /** REQ numbers its requests, and takes only the reply to the last. */
        REQUEST_CORRELATE("requestCorrelate"),
        /** REQ may ask again before the reply has come. */
        REQUEST_RELAXED("requestRelaxed"),
        /** ROUTER refuses a message that it cannot deliver, instead of dropping it. */
        ROUTER_MANDATORY("routerMandatory"),
        /** ROUTER gives a routing id in use to the peer that comes with it last. */
        ROUTER_HANDOVER("routerHandover"),
        /** An empty message goes to each new peer, so that a ROUTER there learns of this socket. */
        PROBE_ROUTER("probeRouter"),
        /** PUB and SUB pass on what no subscription matches. */
        INVERT_MATCHING("invertMatching"),
        /** PUB waits at the high-water mark of a subscriber, instead of dropping. */
        NO_DROP("noDrop");

        private final String option;

        Switch(String option) {
            this.option = option;
        }

        /**
         * The name of the option.
         *
         * @return as the setter is called
         */
        public String option() {
            return option;
        }
    }

    /**
     * Pattern options; the set is copied.
     *
     * @param on the switches that are on
     */
    public PatternOptions {
        on = Set.copyOf(on);
    }

    /**
     * Whether REQ numbers its requests, and takes only the reply to the last.
     *
     * @return false by default
     */
    public boolean requestCorrelate() {
        return on.contains(Switch.REQUEST_CORRELATE);
    }

    /**
     * Whether REQ may ask again before the reply has come.
     *
     * @return false by default
     */
    public boolean requestRelaxed() {
        return on.contains(Switch.REQUEST_RELAXED);
    }

    /**
     * Whether ROUTER refuses a message that it cannot deliver, instead of dropping it.
     *
     * @return false by default
     */
    public boolean routerMandatory() {
        return on.contains(Switch.ROUTER_MANDATORY);
    }

    /**
     * Whether ROUTER gives a routing id in use to the peer that comes with it last.
     *
     * @return false by default
     */
    public boolean routerHandover() {
        return on.contains(Switch.ROUTER_HANDOVER);
    }

    /**
     * Whether an empty message goes to each new peer, so that a ROUTER there learns of this socket.
     *
     * @return false by default
     */
    public boolean probeRouter() {
        return on.contains(Switch.PROBE_ROUTER);
    }

    /**
     * Whether PUB and SUB pass on what no subscription matches.
     *
     * @return false by default
     */
    public boolean invertMatching() {
        return on.contains(Switch.INVERT_MATCHING);
    }

    /**
     * Whether PUB waits at the high-water mark of a subscriber, instead of dropping.
     *
     * @return false by default
     */
    public boolean noDrop() {
        return on.contains(Switch.NO_DROP);
    }

    PatternOptions with(Switch which, boolean isOn) {
        Set<Switch> changed = EnumSet.noneOf(Switch.class);
        changed.addAll(on);
        if (isOn) {
            changed.add(which);
        } else {
            changed.remove(which);
        }
        return new PatternOptions(changed);
    }
}
