package io.nolmq.internal.engine;

import io.nolmq.message.ContextTerminatedException;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketClosedException;
import io.nolmq.message.SocketStatistics;
import io.nolmq.message.Traffic;
import io.nolmq.spi.Link;
import java.util.ArrayList;
import java.util.List;

/**
 * The links of a socket, and its end: closed by the application or by its context, it is finished once the last link has
 * ended. Thread-safe.
 */
final class SocketLife {
    private final SocketCore core;
    private final Links links = new Links();

    private volatile boolean closed;
    private volatile boolean terminated;

    SocketLife(SocketCore core) {
        this.core = core;
    }

    private SocketHost host() {
        return core.host();
    }

    // ------------------------------------------------------------------ links

    void opened(Link link) {
        links.add(link);
        if (closed) {
            link.close(0);
        }
    }

    void ended(Link link, Traffic traffic) {
        core.endpoints().forget(link);
        links.remove(link, traffic);
        finishIfClosed();
    }

    boolean hasPeer() {
        return links.haveConnected();
    }

    /** The links that have not come to their end yet. */
    Links links() {
        return links;
    }

    /** Everything counted so far; takes the sides, one after the other. */
    SocketStatistics statistics() {
        List<PeerStatistics> peers = new ArrayList<>();
        Traffic traffic = links.describe(peers);
        long received = host().readUnderSides(host().receiveSide()::receives);
        Traffic whole = new Traffic(traffic.messagesSent(), traffic.bytesSent(), received, traffic.bytesReceived());
        return new SocketStatistics(host().type(), whole, host().reasons().snapshot(), peers);
    }

    // ------------------------------------------------------------------ the end

    boolean isClosed() {
        return closed;
    }

    void requireOpen() {
        if (closed) {
            throw terminated
                    ? new ContextTerminatedException("the context is closed: socket=" + host().name())
                    : new SocketClosedException("the socket is closed: socket=" + host().name());
        }
    }

    /** Ends every call that waits, and lets what is queued go out in the background; returns at once. */
    void close() {
        markClosed();
        links.close(host().options().queue().lingerNanos()); // again, where an Error ended the first call in the middle
        core.endpoints().awaitUnbound();
        finishIfClosed();
    }

    /** Closes because the context does. */
    void terminate() {
        terminated = true;
        close();
        links.onContextClosing();
    }

    /** Gives up what still lingers: messages that are not sent by now are dropped and counted. */
    void abandon() {
        links.close(0);
    }

    private void markClosed() {
        SocketHost host = host();
        host.sendSide().holding(() -> {
            if (!closed) {
                if (StackRoom.isEnough()) {
                    host.dirty().flushAll();
                }
                closed = true;
            }
            host.peersChanged();
            return null;
        });
        ReceiveSide receiveSide = host.receiveSide();
        receiveSide.holding(() -> {
            host.drop(Reason.NOT_RECEIVED, host.pattern().discardReceived());
            receiveSide.wakeAll();
            receiveSide.closeSelector();
            return null;
        });
    }

    /** Tells the context, once nothing is left. Under no lock. */
    void finishIfClosed() {
        if (closed && !core.endpoints().isBinding() && links.isEmpty()) {
            host().services().finished(core);
            host().io().forget(this);
        }
    }

    /** A caller ran out of stack, and may have left something undone. On the I/O thread; never waits. */
    void lookAfter() {
        SocketHost host = host();
        host.sendSide().post(host::peersChanged);
        host.receiveSide().lookAfter();
        host.dirty().lookAfter();
        links.lookAfter();
    }
}
