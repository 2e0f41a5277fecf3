package io.nolmq.testtransport;

import io.nolmq.message.Endpoint;
import io.nolmq.message.EndpointException;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketEvent;
import io.nolmq.message.Traffic;
import io.nolmq.spi.Link;
import io.nolmq.spi.LinkOptions;
import io.nolmq.spi.PipeHost;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A listener: a name that is bound in this process. Safe for any thread. */
final class BoundName implements Link {
    /** The network: whoever is bound, whatever their context. */
    private static final Map<String, BoundName> NAMES = new ConcurrentHashMap<>();

    private final PipeHost host;
    private final Endpoint endpoint;
    private final LinkOptions options;
    private final Loop loop;
    private final AtomicBoolean closed = new AtomicBoolean();

    BoundName(PipeHost host, Endpoint endpoint, LinkOptions options, Loop loop) {
        this.host = host;
        this.endpoint = endpoint;
        this.options = options;
        this.loop = loop;
    }

    void bind() {
        if (NAMES.putIfAbsent(endpoint.address(), this) != null) {
            throw new EndpointException(ErrorCode.ADDRESS_IN_USE, "cannot bind: endpoint=" + endpoint);
        }
        boolean open = false;
        try {
            host.opened(this);
            host.report(SocketEvent.listening(endpoint));
            open = true;
        } finally {
            if (!open) {
                abandon();
            }
        }
    }

    /** Connects to whoever is bound; null for nobody. The connection is the caller's end. */
    static @Nullable Connection connect(String name, Loop from) {
        BoundName listener = NAMES.get(name);
        if (listener == null) {
            return null;
        }
        Connection theirs = Connection.pair(from, listener.loop);
        listener.loop.execute(() -> listener.accept(theirs.other()));
        return theirs;
    }

    private void accept(Connection connection) {
        if (closed.get()) {
            connection.abandon();
            return;
        }
        host.report(SocketEvent.accepted(endpoint, ""));
        connection.begin(new Greeting(), hello(host, options));
    }

    /** The hello of a socket. */
    static Frame.Hello hello(PipeHost of, LinkOptions options) {
        return new Frame.Hello(of.type(), options.snapshot().protocol().routingId());
    }

    /** Waits for a peer to say who it is. */
    private final class Greeting implements Connection.Handler {
        @Override
        public boolean mayRead() {
            return true;
        }

        @Override
        public void onFrame(Connection from, Frame frame) {
            if (closed.get()) {
                from.endSoon(Reason.CLOSED_LOCALLY, "");
            } else if (!(frame instanceof Frame.Hello peer)) {
                from.endSoon(Reason.MALFORMED, "no hello");
            } else if (!host.accepts(peer.type())) {
                from.endSoon(Reason.SOCKET_TYPE, "a peer that does not go with ours: type=" + peer.type());
            } else {
                new Accepted(host, endpoint, options, loop).open(from, peer);
            }
        }

        @Override
        public void onRoom(Connection of) {
            // nothing waits
        }

        @Override
        public void onEnd(Connection ended, Reason reason, String detail, boolean inOrder) {
            host.report(SocketEvent.refused(endpoint, "", reason, detail));
            host.count(reason);
        }
    }

    // ------------------------------------------------------------------ the link

    @Override
    public void close(long lingerNanos) {
        if (end()) {
            host.report(SocketEvent.closed(endpoint, Reason.CLOSED_LOCALLY, ""));
        }
    }

    @Override
    public void abandon() {
        end();
    }

    private boolean end() {
        NAMES.remove(endpoint.address(), this);
        boolean first = closed.compareAndSet(false, true);
        if (first) {
            loop.execute(() -> host.ended(this, Traffic.NONE));
        }
        return first;
    }

    @Override
    public Kind kind() {
        return Kind.LISTENER;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public boolean isConnected() {
        return false;
    }

    @Override
    public @Nullable PeerStatistics statistics() {
        return null;
    }
}
