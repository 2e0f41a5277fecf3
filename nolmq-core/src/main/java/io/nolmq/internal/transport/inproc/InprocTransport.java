package io.nolmq.internal.transport.inproc;

import io.nolmq.internal.engine.Duty;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
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
    public boolean connectsOnce() {
        return false;
    }

    @Override
    public Link bind(SocketCore socket, Endpoint endpoint) {
        Listener listener = new Listener(socket, endpoint);
        SocketEvent listening = SocketEvent.listening(endpoint);
        List<Duty> early = new ArrayList<>();
        lock.lock();
        try {
            if (listeners.putIfAbsent(endpoint.address(), listener) != null) {
                throw new EndpointException(
                        ErrorCode.ADDRESS_IN_USE,
                        "cannot bind: endpoint=" + endpoint + "; another socket of this context has that name");
            }
            for (InprocPipe pipe : waiting.getOrDefault(endpoint.address(), Set.of())) {
                early.add(new Duty(() -> listener.accept(pipe)));
            }
            waiting.remove(endpoint.address());
        } catch (OutOfMemoryError none) {
            listeners.remove(endpoint.address(), listener);
            throw none;
        } finally {
            lock.unlock();
        }
        boolean open = false;
        try {
            socket.opened(listener);
            socket.events().report(listening);
            open = true;
        } finally {
            if (!open) {
                listener.abandon();
            }
            for (Duty accept : early) {
                accept(socket, accept);
            }
        }
        return listener;
    }

    /** Where it fails it is done in the background: whoever waited for the name must not be forgotten. */
    private static void accept(SocketCore socket, Duty accept) {
        try {
            accept.run();
        } catch (Throwable fault) {
            socket.io().execute(accept);
        }
    }

    @Override
    public Link connect(SocketCore socket, Endpoint endpoint, RoutingId as) {
        InprocPipe pipe = new InprocPipe(socket, endpoint, Link.Kind.SESSION, as.bytes(), this::forget);
        boolean connected = false;
        try {
            socket.opened(pipe);
            pipe.attachEarly();
            findListener(socket, endpoint, pipe);
            connected = true;
            return pipe;
        } finally {
            if (!connected) {
                pipe.abandon();
            }
        }
    }

    private void findListener(SocketCore socket, Endpoint endpoint, InprocPipe pipe) {
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
        private final Duty end = new Duty(this::end);

        Listener(SocketCore socket, Endpoint endpoint) {
            this.socket = socket;
            this.endpoint = endpoint;
        }

        void accept(InprocPipe from) {
            InprocPipe accepted = new InprocPipe(socket, endpoint, Kind.ACCEPTED, new byte[0], pipe -> {});
            boolean joined = false;
            try {
                socket.opened(accepted);
                InprocPipe.join(from, accepted);
                joined = true;
            } finally {
                if (!joined) {
                    socket.ended(accepted, Traffic.NONE);
                }
            }
        }

        @Override
        public void close(long lingerNanos) {
            SocketEvent event = SocketEvent.closed(endpoint, Reason.CLOSED_LOCALLY, "");
            if (remove()) {
                socket.io().execute(end);
                socket.events().report(event);
            }
        }

        @Override
        public void abandon() {
            if (remove()) {
                socket.io().execute(end);
            }
        }

        private boolean remove() {
            lock.lock();
            try {
                return listeners.remove(endpoint.address(), this);
            } finally {
                lock.unlock();
            }
        }

        private void end() {
            socket.ended(this, Traffic.NONE);
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
