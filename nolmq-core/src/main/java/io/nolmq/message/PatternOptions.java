package io.nolmq.message;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;

/**
 * Options that change the behaviour of single socket types.
 *
 * @param on the switches that are on; none by default
 * @param welcomeMessage the frame that an XPUB sends to each new subscriber, read-only; empty for none
 * @param notificationsMaximum how many notifications of one peer may wait, where an XPUB tells everything: 1..2^31-1,
 *     10 000 by default
 */
public record PatternOptions(Set<Switch> on, ByteBuffer welcomeMessage, int notificationsMaximum) {
    /** The default options. */
    public static final PatternOptions DEFAULTS = new PatternOptions(Set.of(), ByteBuffer.allocate(0), 10_000);

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
        /** PUB and XPUB wait at the high-water mark of a subscriber, instead of dropping. */
        NO_DROP("noDrop"),
        /** XPUB passes on every subscription, a repeated one included. */
        VERBOSE("verbose"),
        /** XPUB passes on every subscription and every cancellation. */
        VERBOSER("verboser"),
        /** XPUB only reports subscriptions; the application applies them. */
        MANUAL("manual"),
        /** As manual; and the next message after an applied subscription goes to that subscriber alone. */
        MANUAL_LAST_VALUE("manualLastValue"),
        /** A message from an XSUB subscribes only where its first frame does. */
        ONLY_FIRST_SUBSCRIBE("onlyFirstSubscribe"),
        /** XSUB passes on every cancellation, not only the last of a topic. */
        VERBOSE_UNSUBSCRIBE("verboseUnsubscribe"),
        /** ROUTER speaks TCP without framing. */
        ROUTER_RAW("routerRaw"),
        /** ROUTER tells of each new peer by an empty message behind its name. */
        ROUTER_NOTIFY_CONNECT("routerNotifyConnect"),
        /** ROUTER tells of the end of each peer's connection by an empty message behind its name. */
        ROUTER_NOTIFY_DISCONNECT("routerNotifyDisconnect"),
        /** STREAM does not tell of connections and their ends. */
        STREAM_QUIET("streamNotify", false);

        private final String option;
        private final boolean value;

        Switch(String option) {
            this(option, true);
        }

        Switch(String option, boolean value) {
            this.option = option;
            this.value = value;
        }

        /**
         * The value of the option that switches this on.
         *
         * @return true but for options that are on by default
         */
        public boolean value() {
            return value;
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
     * Pattern options; the set and the bytes are copied.
     *
     * @param on the switches that are on
     * @param welcomeMessage the frame that an XPUB sends to each new subscriber; empty for none
     * @param notificationsMaximum how many notifications of one peer may wait: 1..2^31-1
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} when a value lies outside its range
     */
    public PatternOptions {
        OptionRange.require("notificationsMaximum", notificationsMaximum, 1, Integer.MAX_VALUE);
        on = Set.copyOf(on);
        byte[] copy = new byte[welcomeMessage.remaining()];
        welcomeMessage.duplicate().get(copy);
        welcomeMessage = ByteBuffer.wrap(copy).asReadOnlyBuffer();
    }

    /**
     * The frame that an XPUB sends to each new subscriber.
     *
     * @return a read-only buffer of its own; empty for none
     */
    @Override
    public ByteBuffer welcomeMessage() {
        return welcomeMessage.duplicate();
    }

    /**
     * Whether a switch is on.
     *
     * @param which the switch
     * @return false by default
     */
    public boolean has(Switch which) {
        return on.contains(which);
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
        return new PatternOptions(changed, welcomeMessage, notificationsMaximum);
    }

    PatternOptions withWelcomeMessage(byte[] frame) {
        return new PatternOptions(on, ByteBuffer.wrap(frame), notificationsMaximum);
    }

    PatternOptions withNotificationsMaximum(int count) {
        return new PatternOptions(on, welcomeMessage, count);
    }
}
