package io.nolmq.internal.engine;

import io.nolmq.message.ErrorCode;
import io.nolmq.message.Option;
import io.nolmq.message.Option.Effect;
import io.nolmq.message.Option.Scope;
import io.nolmq.message.Options;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketOptionsBuilder;
import io.nolmq.message.SocketType;
import io.nolmq.message.ZmqException;
import io.nolmq.spi.LinkOptions;
import io.nolmq.spi.WireProtocol;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The options of a socket, and how they change. Safe for any thread.
 *
 * <p>They are one immutable value, which is replaced under both sides. It is not read on the path of a message: the pattern
 * and the pipes keep the values that they need in fields of their sides, and are told of each change there. So a message is sent or
 * received under the old options or under the new ones, and never under some of each.
 */
final class LiveOptions {
    private final SocketHost host;
    private final WireProtocol protocol;

    /** Written under both sides. */
    private volatile SocketOptions now;

    LiveOptions(SocketHost host, SocketOptions atBirth, WireProtocol protocol) {
        this.host = host;
        this.now = atBirth;
        this.protocol = protocol;
    }

    SocketOptions now() {
        return now;
    }

    // ------------------------------------------------------------------ of one endpoint

    /** The options of an endpoint that is given none of its own. */
    LinkOptions ofLink() {
        return new LinkOptions(now, Set.of(), protocol);
    }

    /**
     * The options of an endpoint that is given some of its own.
     *
     * @param change sets the options that are its own
     * @param connecting whether it is one to connect to
     */
    LinkOptions ofLink(Consumer<SocketOptionsBuilder> change, boolean connecting) {
        SocketOptionsBuilder builder = now.toBuilder();
        change.accept(builder);
        SocketOptions all = builder.build();
        all.requireFor(host.type());
        for (Option<?> option : builder.touched()) {
            if (option.scope() != Scope.LINK) {
                throw refused("an endpoint has no such option of its own", option, all, "use reconfigure");
            }
            if (option.isOneShot() && !connecting) {
                throw refused("an endpoint that is bound has no such option", option, all, "give it to connect");
            }
        }
        return new LinkOptions(all, builder.touched(), protocol);
    }

    // ------------------------------------------------------------------ of the socket

    /**
     * Replaces the options, all or none.
     *
     * @param change sets the options that change; called again where another change came in between
     * @return the options from now on
     */
    SocketOptions change(Consumer<SocketOptionsBuilder> change) {
        while (true) {
            SocketOptions before = now;
            SocketOptionsBuilder builder = before.toBuilder();
            change.accept(builder);
            SocketOptions after = builder.build();
            after.requireFor(host.type());
            after.requireLasting();
            requireUnchangedSinceBirth(before, after);
            if (host.readUnderSides(() -> replace(before, after))) {
                return after;
            }
        }
    }

    private void requireUnchangedSinceBirth(SocketOptions before, SocketOptions after) {
        for (Option<?> option : Options.all()) {
            if (option.scope() != Scope.CONTEXT
                    && option.effect() == Effect.BIRTH
                    && !before.get(option).equals(after.get(option))) {
                throw refused("option is fixed when a socket is created", option, after, "create another socket");
            }
        }
    }

    /** Under both sides. False where the options are others by now. */
    private boolean replace(SocketOptions before, SocketOptions after) {
        host.requireOpen();
        if (!now.equals(before)) {
            return false;
        }
        boolean done = false;
        try {
            tell(after);
            done = true;
        } finally {
            if (!done) { // no memory to tell all of them: none is to have it
                tell(before);
            }
        }
        host.peersChanged(); // waiting senders try again, under the new rules
        return true;
    }

    private void tell(SocketOptions options) {
        now = options;
        host.pattern().onOptions(options);
        host.forEachLink(link -> link.onOptions(options));
    }

    private ZmqException refused(String why, Option<?> option, SocketOptions options, String hint) {
        SocketType type = host.type();
        return new ZmqException(
                ErrorCode.INVALID_OPTION,
                why + ": " + shown(option, options) + ", socket=" + host.name() + ", type=" + type + "; " + hint);
    }

    private static <T> String shown(Option<T> option, SocketOptions options) {
        return option + "=" + option.show(options.get(option));
    }
}
