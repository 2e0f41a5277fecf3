package io.nolmq.cli;

import io.nolmq.message.KeepAlive;
import io.nolmq.message.ReconnectStop;
import io.nolmq.message.SocketOptionsBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Options by libzmq's names: {@code SNDHWM}, {@code ZMQ_SNDHWM} or {@code sndhwm}, with libzmq's values (times in
 * milliseconds, switches 0 and 1).
 */
final class NamedOptions {
    private final SocketOptionsBuilder builder;
    private final TreeMap<String, Consumer<String>> setters = new TreeMap<>();

    private KeepAlive.Mode keepAlive = KeepAlive.Mode.SYSTEM;
    private int keepAliveCount = -1;
    private int keepAliveIdle = -1;
    private int keepAliveInterval = -1;
    private int heartbeatInterval;
    private int heartbeatTimeout = -1;
    private int heartbeatTimeToLive;

    NamedOptions(SocketOptionsBuilder builder) {
        this.builder = builder;
        queues();
        connections();
        streams();
        patterns();
    }

    void apply(List<String> assignments) {
        assignments.forEach(this::apply);
    }

    private void apply(String assignment) {
        int equals = assignment.indexOf('=');
        if (equals <= 0) {
            throw CommandException.usage("--set wants NAME=VALUE, not '" + assignment + "'");
        }
        String name = assignment.substring(0, equals).toUpperCase(Locale.ROOT);
        name = name.startsWith("ZMQ_") ? name.substring(4) : name;
        String value = assignment.substring(equals + 1);
        Consumer<String> setter = setters.get(name);
        if (setter == null) {
            throw CommandException.usage(
                    "unknown option: --set " + name + "; known: " + String.join(" ", setters.keySet()));
        }
        try {
            setter.accept(value);
        } catch (NumberFormatException notANumber) {
            throw CommandException.usage("--set " + name + " wants a number, not '" + value + "'");
        }
    }

    private void queues() {
        number("SNDHWM", builder::sendHighWaterMark);
        number("RCVHWM", builder::receiveHighWaterMark);
        flag("IMMEDIATE", builder::immediate);
        flag("CONFLATE", builder::conflate);
        number("LINGER", millis -> {
            if (millis == -1) {
                builder.lingerForever();
            } else {
                builder.linger(Duration.ofMillis(millis));
            }
        });
        setters.put("MAXMSGSIZE", value -> builder.maxMessageSizeBytes(Long.parseLong(value)));
    }

    private void connections() {
        // libzmq's -1 is our 0: never again.
        number("RECONNECT_IVL", millis -> builder.reconnectInterval(Duration.ofMillis(millis == -1 ? 0 : millis)));
        number("RECONNECT_IVL_MAX", millis -> builder.reconnectIntervalMaximum(Duration.ofMillis(millis)));
        number("RECONNECT_STOP", bits -> builder.reconnectStop(occasions(bits)));
        number("CONNECT_TIMEOUT", millis -> builder.connectTimeout(Duration.ofMillis(millis)));
        number("HANDSHAKE_IVL", millis -> builder.handshakeInterval(Duration.ofMillis(millis)));
        number("HEARTBEAT_IVL", millis -> heartbeatInterval = millis, this::heartbeat);
        number("HEARTBEAT_TIMEOUT", millis -> heartbeatTimeout = millis, this::heartbeat);
        number("HEARTBEAT_TTL", millis -> heartbeatTimeToLive = millis, this::heartbeat);
        setters.put("ROUTING_ID", builder::routingId);
        setters.put("IDENTITY", builder::routingId);
        setters.put("METADATA", this::metadata);
    }

    private void streams() {
        number("SNDBUF", builder::sendBufferBytes);
        number("RCVBUF", builder::receiveBufferBytes);
        number("BACKLOG", builder::backlog);
        flag("IPV6", builder::ipv6);
        number("TOS", builder::typeOfService);
        number("TCP_KEEPALIVE", mode -> keepAlive = mode(mode), this::keepAlive);
        number("TCP_KEEPALIVE_CNT", count -> keepAliveCount = count, this::keepAlive);
        number("TCP_KEEPALIVE_IDLE", seconds -> keepAliveIdle = seconds, this::keepAlive);
        number("TCP_KEEPALIVE_INTVL", seconds -> keepAliveInterval = seconds, this::keepAlive);
    }

    private void patterns() {
        flag("REQ_CORRELATE", builder::requestCorrelate);
        flag("REQ_RELAXED", builder::requestRelaxed);
        flag("ROUTER_MANDATORY", builder::routerMandatory);
        flag("ROUTER_HANDOVER", builder::routerHandover);
        flag("ROUTER_RAW", builder::routerRaw);
        number(
                "ROUTER_NOTIFY",
                bits -> builder.routerNotifyConnect((bits & 1) != 0).routerNotifyDisconnect((bits & 2) != 0));
        flag("STREAM_NOTIFY", builder::streamNotify);
        flag("PROBE_ROUTER", builder::probeRouter);
        flag("INVERT_MATCHING", builder::invertMatching);
        flag("XPUB_NODROP", builder::noDrop);
        flag("XPUB_VERBOSE", builder::verbose);
        flag("XPUB_VERBOSER", builder::verboser);
        flag("XPUB_MANUAL", builder::manual);
        flag("XPUB_MANUAL_LAST_VALUE", builder::manualLastValue);
        flag("ONLY_FIRST_SUBSCRIBE", builder::onlyFirstSubscribe);
        flag("XSUB_VERBOSE_UNSUBSCRIBE", builder::verboseUnsubscribe);
        setters.put("XPUB_WELCOME_MSG", value -> builder.welcomeMessage(value.getBytes(StandardCharsets.UTF_8)));
    }

    private void number(String name, IntSetter setter) {
        number(name, setter, () -> {});
    }

    private void number(String name, IntSetter setter, Runnable then) {
        setters.put(name, value -> {
            setter.set(Integer.parseInt(value));
            then.run();
        });
    }

    private void flag(String name, Consumer<Boolean> setter) {
        setters.put(name, value -> {
            if (!value.equals("0") && !value.equals("1")) {
                throw CommandException.usage("--set " + name + " wants 0 or 1, not '" + value + "'");
            }
            setter.accept(value.equals("1"));
        });
    }

    /** Takes what libzmq's setters take. */
    private interface IntSetter {
        void set(int value);
    }

    /** The bits of libzmq's {@code ZMQ_RECONNECT_STOP_*}. */
    private static Set<ReconnectStop> occasions(int bits) {
        Set<ReconnectStop> occasions = EnumSet.noneOf(ReconnectStop.class);
        addIf(occasions, bits, 1, ReconnectStop.CONNECTION_REFUSED);
        addIf(occasions, bits, 2, ReconnectStop.HANDSHAKE_FAILED);
        addIf(occasions, bits, 4, ReconnectStop.AFTER_DISCONNECT);
        return occasions;
    }

    private static void addIf(Set<ReconnectStop> occasions, int bits, int bit, ReconnectStop occasion) {
        if ((bits & bit) != 0) {
            occasions.add(occasion);
        }
    }

    private void heartbeat() {
        Duration interval = Duration.ofMillis(heartbeatInterval);
        Duration timeout = heartbeatTimeout == -1 ? interval : Duration.ofMillis(heartbeatTimeout);
        builder.heartbeat(interval, timeout, Duration.ofMillis(heartbeatTimeToLive));
    }

    private static KeepAlive.Mode mode(int number) {
        return switch (number) {
            case -1 -> KeepAlive.Mode.SYSTEM;
            case 0 -> KeepAlive.Mode.OFF;
            case 1 -> KeepAlive.Mode.ON;
            default -> throw CommandException.usage("--set TCP_KEEPALIVE wants -1, 0 or 1, not '" + number + "'");
        };
    }

    private void keepAlive() {
        builder.keepAlive(new KeepAlive(keepAlive, keepAliveCount, keepAliveIdle, keepAliveInterval));
    }

    private void metadata(String property) {
        int colon = property.indexOf(':');
        if (colon <= 0) {
            throw CommandException.usage("--set METADATA wants X-name:value, not '" + property + "'");
        }
        builder.metadata(property.substring(0, colon), property.substring(colon + 1));
    }
}
