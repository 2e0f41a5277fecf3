package io.nolmq.internal.transport.inproc;

import io.nolmq.internal.engine.Link;
import io.nolmq.internal.engine.SocketCore;
import io.nolmq.internal.engine.Transport;
import io.nolmq.message.Endpoint;
import io.nolmq.message.EndpointException;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.Reason;
import io.nolmq.message.RoutingId;
import io.nolmq.message.SocketEvent;
import io.nolmq.message.Traffic;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** {@code inproc://name}: the names of one context. Whoever connects before there is a listener waits for it. */
public final class InprocTransport implements Transport {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Listener> listeners = new HashMap<>();
    private final Map<String, Set<InprocPipe>> waiting = new HashMap<>();

    @Override
    public String scheme() {
        return "inproc";
    }

    @Override
    public Link bind(SocketCore socket, Endpoint endpoint) {
        Listener listener = new Listener(socket, endpoint);
        Set<InprocPipe> early;
        lock.lock();
        try {
            if (listeners.putIfAbsent(endpoint.address(), listener) != null) {
                throw new EndpointException(
                        ErrorCode.ADDRESS_IN_USE,
                        "cannot bind: endpoint=" + endpoint + "; another socket of this context has that name");
            }
            Set<InprocPipe> found = waiting.remove(endpoint.address());
            early = found == null ? Set.of() : found;
        } finally {
            lock.unlock();
        }
        socket.opened(listener);
        socket.events().report(SocketEvent.listening(endpoint));
        early.forEach(listener::accept);
        return listener;
    }

    @Override
    public Link connect(SocketCore socket, Endpoint endpoint, RoutingId as) {
        InprocPipe pipe = new InprocPipe(socket, endpoint, Link.Kind.SESSION, as.bytes(), this::forget);
        socket.opened(pipe);
        pipe.attachEarly();
        Listener listener;
        lock.lock();
        try {
            listener = listeners.get(endpoint.address());
            if (listener == null) {
                waiting.computeIfAbsent(endpoint.address(), name -> new LinkedHashSet<>())
                        .add(pipe);
            }
        } finally {
            lock.unlock();
        }
        if (listener != null) {
            listener.accept(pipe);
        } else if (socket.isClosed()) {
            forget(pipe); // closed in between, perhaps before it stood among those that wait
        }
        return pipe;
    }

    /** A pipe gave up waiting. */
    private void forget(InprocPipe pipe) {
        lock.lock();
        try {
            Set<InprocPipe> others = waiting.get(pipe.endpoint().address());
            if (others != null && others.remove(pipe) && others.isEmpty()) {
                waiting.remove(pipe.endpoint().address());
            }
        } finally {
            lock.unlock();
        }
    }

    /** A name that is bound. */
    private final class Listener implements Link {
        private final SocketCore socket;
        private final Endpoint endpoint;

        Listener(SocketCore socket, Endpoint endpoint) {
            this.socket = socket;
            this.endpoint = endpoint;
        }

        void accept(InprocPipe from) {
            InprocPipe accepted = new InprocPipe(socket, endpoint, Kind.ACCEPTED, new byte[0], pipe -> {});
            socket.opened(accepted);
            InprocPipe.join(from, accepted);
        }

        @Override
        public void close(long lingerNanos) {
            boolean known;
            lock.lock();
            try {
                known = listeners.remove(endpoint.address(), this);
            } finally {
                lock.unlock();
            }
            if (known) {
                socket.events().report(SocketEvent.closed(endpoint, Reason.CLOSED_LOCALLY, ""));
                socket.ended(this, Traffic.NONE);
            }
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
}
