package io.nolmq.message;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;

/**
 * Options that change the behaviour of individual socket types.
 *
 * @param on the switches that are on; none by default
 * @param welcomeMessage the frame sent by an XPUB to each new subscriber, read-only; empty for none
 * @param notificationsMaximum the maximum number of pending notifications of one peer, where an XPUB reports every one:
 *     1..2^31-1, 10 000 by default
 */
public record PatternOptions(Set<Switch> on, ByteBuffer welcomeMessage, int notificationsMaximum) {
    /** The default options. */
    public static final PatternOptions DEFAULTS = new PatternOptions(
            Set.of(), Options.WELCOME_MESSAGE.defaultValue(), Options.NOTIFICATIONS_MAXIMUM.defaultValue());

    /** A switch that changes the behaviour of a socket type. */
    public enum Switch {
        /** REQ numbers its requests, and accepts only the reply to the last one. */
        REQUEST_CORRELATE("requestCorrelate"),
        /** REQ may send another request before the reply has arrived. */
        REQUEST_RELAXED("requestRelaxed"),
        /** ROUTER rejects a message that it cannot deliver, instead of dropping it. */
        ROUTER_MANDATORY("routerMandatory"),
        /** ROUTER hands over a routing id in use to the latest peer that claims it. */
        ROUTER_HANDOVER("routerHandover"),
        /** The socket sends an empty message to each new peer, so that a ROUTER there learns of it. */
        PROBE_ROUTER("probeRouter"),
        /** PUB, XPUB and SUB pass on the messages that match no subscription. */
        INVERT_MATCHING("invertMatching"),
        /** PUB and XPUB block at the high-water mark of a subscriber, instead of dropping. */
        NO_DROP("noDrop"),
        /** XPUB passes on every subscription, including repeated ones. */
        VERBOSE("verbose"),
        /** XPUB passes on every subscription and every cancellation. */
        VERBOSER("verboser"),
        /** XPUB only reports subscriptions; the application applies them. */
        MANUAL("manual"),
        /** As with manual; in addition, the next message after an applied subscription goes to that subscriber only. */
        MANUAL_LAST_VALUE("manualLastValue"),
        /** A multipart message from an XSUB subscribes only if its first frame does. */
        ONLY_FIRST_SUBSCRIBE("onlyFirstSubscribe"),
        /** XSUB passes on every cancellation, not only the last one for a topic. */
        VERBOSE_UNSUBSCRIBE("verboseUnsubscribe"),
        /** ROUTER speaks TCP without framing. */
        ROUTER_RAW("routerRaw"),
        /** ROUTER reports each new peer by a message of two frames, the routing id and an empty one. */
        ROUTER_NOTIFY_CONNECT("routerNotifyConnect"),
        /** ROUTER reports the end of each peer's connection by a message of two frames, the routing id and an empty one. */
        ROUTER_NOTIFY_DISCONNECT("routerNotifyDisconnect"),
        /** STREAM does not report the start and the end of connections. */
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
         * The value of the option that turns this switch on.
         *
         * @return true, except for options that are on by default
         */
        public boolean value() {
            return value;
        }

        /**
         * The name of the option.
         *
         * @return the name of the setter
         */
        public String option() {
            return option;
        }
    }

    /**
     * Creates pattern options; the set and the bytes are copied.
     *
     * @param on the switches that are on
     * @param welcomeMessage the frame sent by an XPUB to each new subscriber; empty for none
     * @param notificationsMaximum the maximum number of pending notifications of one peer: 1..2^31-1
     * @throws ZmqException with {@link ErrorCode#INVALID_OPTION} if a value is out of range
     */
    public PatternOptions {
        Options.NOTIFICATIONS_MAXIMUM.require(notificationsMaximum);
        on = Set.copyOf(on);
        byte[] copy = new byte[welcomeMessage.remaining()];
        welcomeMessage.duplicate().get(copy);
        welcomeMessage = ByteBuffer.wrap(copy).asReadOnlyBuffer();
    }

    /**
     * The frame sent by an XPUB to each new subscriber.
     *
     * @return a read-only buffer of its own; empty for none
     */
    @Override
    public ByteBuffer welcomeMessage() {
        return welcomeMessage.duplicate();
    }

    /**
     * Tests whether a switch is on.
     *
     * @param which the switch
     * @return true if it is on; false by default
     */
    public boolean has(Switch which) {
        return on.contains(which);
    }

    /**
     * Tests whether REQ numbers its requests, and accepts only the reply to the last one.
     *
     * @return false by default
     */
    public boolean requestCorrelate() {
        return on.contains(Switch.REQUEST_CORRELATE);
    }

    /**
     * Tests whether REQ may send another request before the reply has arrived.
     *
     * @return false by default
     */
    public boolean requestRelaxed() {
        return on.contains(Switch.REQUEST_RELAXED);
    }

    /**
     * Tests whether ROUTER rejects a message that it cannot deliver, instead of dropping it.
     *
     * @return false by default
     */
    public boolean routerMandatory() {
        return on.contains(Switch.ROUTER_MANDATORY);
    }

    /**
     * Tests whether ROUTER hands over a routing id in use to the latest peer that claims it.
     *
     * @return false by default
     */
    public boolean routerHandover() {
        return on.contains(Switch.ROUTER_HANDOVER);
    }

    /**
     * Tests whether an empty message is sent to each new peer, so that a ROUTER there learns of this socket.
     *
     * @return false by default
     */
    public boolean probeRouter() {
        return on.contains(Switch.PROBE_ROUTER);
    }

    /**
     * Tests whether PUB, XPUB and SUB pass on the messages that match no subscription.
     *
     * @return false by default
     */
    public boolean invertMatching() {
        return on.contains(Switch.INVERT_MATCHING);
    }

    /**
     * Tests whether PUB and XPUB block at the high-water mark of a subscriber, instead of dropping.
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

    PatternOptions withWelcomeMessage(ByteBuffer frame) {
        return new PatternOptions(on, frame, notificationsMaximum);
    }

    PatternOptions withNotificationsMaximum(int count) {
        return new PatternOptions(on, welcomeMessage, count);
    }
}
