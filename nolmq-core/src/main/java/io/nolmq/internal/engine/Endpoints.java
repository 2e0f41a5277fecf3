package io.nolmq.internal.engine;

import io.nolmq.message.Endpoint;
import io.nolmq.message.EndpointException;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.SocketOptionsBuilder;
import io.nolmq.spi.Link;
import io.nolmq.spi.LinkOptions;
import io.nolmq.spi.PatternTraits;
import io.nolmq.spi.Transport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What a socket is bound and connected to. Safe for any thread. */
public final class Endpoints {
    /** The transport of those who speak without frames. */
    private static final String TCP = "tcp";

    /** The I/O thread needs one turn for it. */
    private static final long UNBIND_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final SocketHost host;
    private final SocketLife life;
    private final boolean connectsOnce;
    private final Map<String, Transport> transports;
    /** A side, so that the I/O thread, which may not wait, can leave word of a link that ended. */
    private final Side lock;

    private final LinksByEndpoint listeners = new LinksByEndpoint();
    private final LinksByEndpoint sessions = new LinksByEndpoint();
    private final AtomicInteger binding = new AtomicInteger();

    Endpoints(SocketHost host, SocketLife life, PatternTraits traits, Map<String, Transport> transports) {
        this.host = host;
        this.life = life;
        this.connectsOnce = traits.has(PatternTraits.Trait.CONNECTS_ONCE);
        this.lock = new Side(host.io()::execute);
        this.transports = transports;
    }

    /** Listens, and tells where. */
    public Endpoint bind(Endpoint endpoint) {
        return bind(endpoint, host.liveOptions().ofLink());
    }

    /** The same with options of its own. */
    public Endpoint bind(Endpoint endpoint, Consumer<SocketOptionsBuilder> change) {
        return bind(endpoint, host.liveOptions().ofLink(change, false));
    }

    private Endpoint bind(Endpoint endpoint, LinkOptions options) {
        binding.incrementAndGet(); // before the look: whoever closes the socket meanwhile sees the one or the other
        try {
            life.requireOpen();
            Link listener =
                    transport(endpoint).bind(host, endpoint, options); // may ask the name service: under no lock
            boolean known = false;
            try {
                Endpoint bound = listener.endpoint();
                lock.holding(() -> {
                    listeners.add(listener);
                    return null;
                });
                known = true;
                if (life.isClosed()) { // meanwhile: whoever closed it may have looked for listeners before this one
                    // came
                    awaitUnbound(List.of(listener));
                    life.requireOpen();
                }
                return bound;
            } finally {
                if (!known) { // it could not be found again, and would stay for ever
                    listener.abandon();
                }
            }
        } finally {
            binding.decrementAndGet();
            life.finishIfClosed();
        }
    }

    /** Whether a listener may still come: a socket that is closed meanwhile must be there to close it. */
    boolean isBinding() {
        return binding.get() > 0;
    }

    /** Begins to connect. */
    public Endpoint connect(Endpoint endpoint) {
        return connect(endpoint, host.liveOptions().ofLink());
    }

    /** The same with options of its own. */
    public Endpoint connect(Endpoint endpoint, Consumer<SocketOptionsBuilder> change) {
        return connect(endpoint, host.liveOptions().ofLink(change, true));
    }

    /** Where this throws, nothing connects. */
    private Endpoint connect(Endpoint endpoint, LinkOptions options) {
        Link[] session = new Link[1];
        boolean done = false;
        try {
            Endpoint connected = lock.holding(() -> {
                life.requireOpen();
                Transport transport = transport(endpoint);
                if (connectsOnce && transport.connectsOnce() && sessions.has(endpoint)) {
                    return endpoint;
                }
                Link begun = transport.connect(host, endpoint, options);
                session[0] = begun;
                sessions.add(begun);
                return begun.endpoint();
            });
            done = true;
            return connected;
        } finally {
            Link begun = session[0];
            if (!done && begun != null) { // it would connect though the caller was told otherwise
                begun.abandon();
            }
        }
    }

    /** Stops listening. */
    public void unbind(Endpoint endpoint) {
        List<Link> closing = List.of(close(listeners, endpoint, "not bound", 0));
        awaitUnbound(closing);
    }

    /** Waits a moment until listeners that were closed have given up their ports, so that others may bind them. */
    void awaitUnbound() {
        awaitUnbound(lock.holding(() -> listeners.all().toList()));
    }

    private void awaitUnbound(List<Link> closing) {
        long deadlineNanos = System.nanoTime() + UNBIND_NANOS;
        for (Link listener : closing) {
            listener.awaitClosed(deadlineNanos - System.nanoTime());
        }
    }

    /** Ends a session, with the socket's linger. */
    public void disconnect(Endpoint endpoint) {
        Letter look = new Letter(host::peersChanged);
        Side sendSide = host.sendSide();
        close(sessions, endpoint, "not connected", host.options().queue().lingerNanos());
        try {
            sendSide.post(look); // it is no longer one of those that ought to be connected
        } catch (Throwable deep) { // it is disconnected all the same
            Overflows.count++;
        }
    }

    /** Whether every session has a peer; where there is none, whether any peer is there. */
    boolean areConnected() {
        return lock.holding(
                () -> sessions.isEmpty() ? life.hasPeer() : sessions.all().allMatch(Link::isConnected));
    }

    /** A session or listener came to its end by itself. From any thread; never waits. */
    void forget(Link link) {
        if (link.kind() == Link.Kind.ACCEPTED) {
            return;
        }
        Duty look = new Duty(host::peersChanged); // it is no longer one of those that ought to be connected
        lock.post(new Duty(() -> {
            listeners.remove(link);
            sessions.remove(link);
            host.sendSide().post(look);
        }));
    }

    /** Closes the oldest link of an endpoint, and forgets it. Where this throws, nothing has changed. */
    private Link close(LinksByEndpoint where, Endpoint endpoint, String what, long lingerNanos) {
        return lock.holding(() -> {
            life.requireOpen();
            Link link = where.oldest(endpoint);
            if (link == null) {
                throw new EndpointException(
                        ErrorCode.ENDPOINT_NOT_FOUND,
                        what + " there: endpoint=" + endpoint + ", socket=" + host.name() + "; known: "
                                + where.endpoints());
            }
            link.close(lingerNanos);
            where.remove(link);
            return link;
        });
    }

    private Transport transport(Endpoint endpoint) {
        Transport transport = transports.get(endpoint.scheme());
        if (transport == null) {
            throw new EndpointException(
                    ErrorCode.UNKNOWN_TRANSPORT,
                    "no such transport: endpoint=" + endpoint + "; known: "
                            + transports.keySet().stream().sorted().toList());
        }
        if (!host.protocol().hasFrames() && !endpoint.scheme().equals(TCP)) {
            throw new EndpointException(
                    ErrorCode.UNKNOWN_TRANSPORT,
                    "not a transport of this socket, which speaks to peers without a protocol: endpoint=" + endpoint
                            + ", socket=" + host.name() + "; use " + TCP + "://");
        }
        return transport;
    }
}
