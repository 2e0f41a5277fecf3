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

    /** What calls of the application may do. */
    private enum State {
        OPEN,
        /** Nothing but close: the context is shut down. */
        SHUT_DOWN,
        CLOSED
    }

    /** Written under the send side. */
    private volatile State state = State.OPEN;
    /** Whether that is the context's doing. */
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
        if (isClosed()) {
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
        return state == State.CLOSED;
    }

    void requireOpen() {
        if (state != State.OPEN) {
            throw closedException();
        }
    }

    private SocketClosedException closedException() {
        String name = host().name();
        if (terminated) {
            return new ContextTerminatedException(
                    "the context is " + (isClosed() ? "closed" : "shut down") + ": socket=" + name);
        }
        return new SocketClosedException("the socket is closed: socket=" + name);
    }

    /** Ends every call that waits, and refuses others; the socket stays until it is closed. */
    void shutDown() {
        terminated = true;
        SocketHost host = host();
        host.sendSide().holding(() -> {
            if (state == State.OPEN) {
                state = State.SHUT_DOWN;
            }
            host.peersChanged();
            return null;
        });
        host.receiveSide().holding(() -> {
            host.receiveSide().wakeAll();
            return null;
        });
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
            if (state != State.CLOSED) {
                if (StackRoom.isEnough()) {
                    host.dirty().flushAll();
                }
                state = State.CLOSED;
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
        if (isClosed() && !core.endpoints().isBinding() && links.isEmpty()) {
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
