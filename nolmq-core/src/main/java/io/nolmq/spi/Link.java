package io.nolmq.spi;

import io.nolmq.message.Endpoint;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.SocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * What a socket has open: a listener, a connecting session, an accepted connection, one end of an inproc pair. It belongs
 * to the socket from {@link PipeHost#opened} until it reports its own end with {@link PipeHost#ended}.
 */
public interface Link {
    /** What a link is to its socket. */
    enum Kind {
        /** Waits for peers at an endpoint that was bound. */
        LISTENER,
        /** Looks for its peer at an endpoint that was connected, again and again. */
        SESSION,
        /** A peer that came to a listener. */
        ACCEPTED
    }

    Kind kind();

    /** The endpoint that was bound or connected. */
    Endpoint endpoint();

    /** Whether a peer is there, its handshake complete. From any thread. */
    boolean isConnected();

    /**
     * Ends in its own time, after what is queued has been sent or the time is over. From any thread; never waits. Called
     * again with 0 it gives up at once what still lingers, and waits no longer for peers to close.
     *
     * @param lingerNanos how long to go on sending and to wait for peers to close; -1 for as long as it takes
     */
    void close(long lingerNanos);

    /**
     * The context closes, and waits for this link, which has been closed: what is done for good order alone takes a second at
     * most from now on. From any thread; never waits.
     */
    default void onContextClosing() {}

    /** Under both sides of the socket, whose options have changed. */
    default void onOptions(SocketOptions now) {}

    /** Ends at once, as if it had never begun. From any thread; never waits, and allocates nothing. */
    void abandon();

    /** Waits until a closed listener has given up its port. Not interruptible; may time out. */
    default void awaitClosed(long nanos) {}

    /** A caller ran out of stack, and may have left its peer untold: has it look. On the I/O thread; never waits. */
    default void lookAfter() {}

    /** What can be told of the peer; null for a listener. From any thread, under no side. */
    @Nullable
    PeerStatistics statistics();
}
