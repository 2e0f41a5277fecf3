package io.nolmq.spi;

import io.nolmq.message.Reason;
import io.nolmq.message.SocketOptions;

/** The socket, as its pattern sees it. */
public interface PatternSocket {
    /** The name, for errors. */
    String name();

    /** The options in force. From any thread; a change is told to {@link Pattern#onOptions}. */
    SocketOptions options();

    /** The longest prefix that a peer may subscribe to. */
    int subscriptionMaximumBytes();

    /**
     * Receive side: looks, without waiting, for pipes that have become readable, and reports each through
     * {@link Pattern#onReadable}.
     *
     * @return whether a pipe was reported
     */
    boolean look();

    /** Counts messages that were dropped. From any thread. */
    void drop(Reason reason, long messages);

    /** Receive side: has work done under the send side, once the receive side is free. */
    void onSendSideFromReceive(Runnable work);

    /** Has work done under the send side, at the next turn of the I/O thread. From any thread; never waits. */
    void onSendSideSoon(Runnable work);

    /** Receive side: the pattern itself has something for the application. */
    void receivable();

    /** Send side: those who wait for subscribers are to look again. */
    void subscribersChanged();

    /** Send side: a message may have fewer peers to go to than before; those who wait for room are to try again. */
    void matchesChanged();
}
