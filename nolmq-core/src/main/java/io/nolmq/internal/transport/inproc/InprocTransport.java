package io.nolmq.internal.transport.inproc;

import io.nolmq.internal.engine.Duty;
import io.nolmq.internal.engine.SocketHost;
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
import io.nolmq.spi.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** {@code inproc://name}: the names of one context. Whoever connects before there is a listener waits for it. */
public final class InprocTransport implements Transport {
    private final ReentrantLock lock = new ReentrantLock();
    /** Changed under the lock, but for what ends: that must not fail for want of anything. */
    private final Map<String, Listener> listeners = new ConcurrentHashMap<>();

    private final Map<String, Set<InprocLink>> waiting = new HashMap<>();

    @Override
    public String scheme() {
        return "inproc";
    }

    @Override
    public boolean connectsOnce() {
        return false;
    }

    @Override
    public Link bind(PipeHost of, Endpoint endpoint, LinkOptions options) {
        SocketHost host = SocketHost.of(of);
        Listener listener = new Listener(host, endpoint, options);
        SocketEvent listening = SocketEvent.listening(endpoint);
        List<Duty> early = new ArrayList<>();
        lock.lock();
        try {
            if (listeners.putIfAbsent(endpoint.address(), listener) != null) {
                throw new EndpointException(
                        ErrorCode.ADDRESS_IN_USE,
                        "cannot bind: endpoint=" + endpoint + "; another socket of this context has that name");
            }
            for (InprocLink link : waiting.getOrDefault(endpoint.address(), Set.of())) {
                early.add(new Duty(() -> listener.accept(link)));
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
            host.opened(listener);
            host.report(listening);
            open = true;
        } finally {
            if (!open) {
                listener.abandon();
            }
            for (int i = 0; i < early.size(); i++) { // without an iterator, which might not be made
                accept(host, early.get(i));
            }
        }
        return listener;
    }

    /** Where it fails it is done in the background: whoever waited for the name must not be forgotten. */
    private static void accept(SocketHost host, Duty accept) {
        try {
            accept.run();
        } catch (Throwable fault) {
            host.io().execute(accept);
        }
    }

    @Override
    public Link connect(PipeHost of, Endpoint endpoint, LinkOptions options) {
        SocketHost host = SocketHost.of(of);
        InprocLink link = new InprocLink(host, endpoint, Link.Kind.SESSION, options, this::forget);
        boolean connected = false;
        try {
            host.opened(link);
            link.attachEarly();
            findListener(host, endpoint, link);
            connected = true;
            return link;
        } finally {
            if (!connected) {
                link.abandon();
            }
        }
    }

    private void findListener(SocketHost host, Endpoint endpoint, InprocLink link) {
        Listener listener;
        lock.lock();
        try {
            listener = listeners.get(endpoint.address());
            if (listener == null) {
                waiting.computeIfAbsent(endpoint.address(), name -> new LinkedHashSet<>())
                        .add(link);
            }
        } finally {
            lock.unlock();
        }
        if (listener != null) {
            listener.accept(link);
        } else if (host.isClosed()) {
            forget(link); // closed in between, perhaps before it stood among those that wait
        }
    }

    /** A pipe gave up waiting. */
    private void forget(InprocLink link) {
        lock.lock();
        try {
            Set<InprocLink> others = waiting.get(link.endpoint().address());
            if (others != null && others.remove(link) && others.isEmpty()) {
                waiting.remove(link.endpoint().address());
            }
        } finally {
            lock.unlock();
        }
    }

    /** A name that is bound. */
    private final class Listener implements Link {
        private final SocketHost host;
        private final Endpoint endpoint;
        private final LinkOptions options;
        private final Duty end = new Duty(this::end);
        private final AtomicBoolean ending = new AtomicBoolean();

        Listener(SocketHost host, Endpoint endpoint, LinkOptions options) {
            this.host = host;
            this.endpoint = endpoint;
            this.options = options;
        }

        void accept(InprocLink from) {
            InprocLink accepted = new InprocLink(host, endpoint, Kind.ACCEPTED, options, link -> {});
            boolean joined = false;
            try {
                host.opened(accepted);
                InprocLink.join(from, accepted);
                joined = true;
            } finally {
                if (!joined) {
                    host.ended(accepted, Traffic.NONE);
                }
            }
        }

        @Override
        public void close(long lingerNanos) {
            SocketEvent event = SocketEvent.closed(endpoint, Reason.CLOSED_LOCALLY, "");
            remove();
            if (askForEnd()) {
                host.report(event);
            }
        }

        @Override
        public void abandon() {
            remove();
            askForEnd();
        }

        /** False when it has been asked for. */
        private boolean askForEnd() {
            if (!ending.compareAndSet(false, true)) {
                return false;
            }
            boolean asked = false;
            try {
                host.io().execute(end);
                asked = true;
            } finally {
                if (!asked) { // whoever calls again asks again
                    ending.set(false);
                }
            }
            return true;
        }

        private void remove() {
            listeners.remove(endpoint.address(), this);
        }

        private void end() {
            host.ended(this, Traffic.NONE);
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
