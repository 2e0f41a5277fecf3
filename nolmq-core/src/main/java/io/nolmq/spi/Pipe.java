package io.nolmq.spi;

import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import org.jspecify.annotations.Nullable;

/**
 * One peer, as a pattern sees it: a queue each way. The methods of a side are called under that side of the socket, and
 * never wait.
 */
public interface Pipe {
    /**
     * Send side: takes a message, encoded and written at once when that is the time.
     *
     * @param message stays the caller's; what must be kept is copied when it is borrowed
     * @return SENT; FULL when the high-water mark is reached and the kernel takes nothing; NO_PEER when the pipe is
     *     detached
     */
    SendResult trySend(Message message);

    /**
     * Send side: the same for a message that many pipes take. It is kept as it is, and encoded when it is written: for
     * all the pipes together it takes no more memory than once.
     *
     * @param message owns its arrays
     */
    default SendResult trySendShared(Message message) {
        return trySend(message);
    }

    /** Send side: whether {@link #trySend} would take a message. */
    boolean hasRoom();

    /** Send side: counts a message that the pattern dropped for this peer. */
    void countDrop(Reason reason);

    /** Send side: takes a command for the peer, whatever the high-water mark says. */
    void subscribe(byte[] topic);

    /** Send side: takes a command for the peer, whatever the high-water mark says. */
    void cancel(byte[] topic);

    /**
     * Receive side: the next message that has come, or null when there is none just now.
     *
     * @param alone whether no other pipe is known to have anything, so that a look may take some microseconds
     */
    @Nullable
    Message poll(boolean alone);

    /** Receive side: keeps the peer from being read, whatever room there is; counted and reported. No effect within a process. */
    default void holdReading(Reason reason, String detail) {}

    /** Receive side: the peer is read again. */
    default void resumeReading() {}

    /** Receive side, of a socket that is closed: forgets what has come and was not polled; tells how many messages. */
    long discardReceived();

    /** Receive side: a mark for whoever polls in turn. */
    boolean isInTurn();

    /** Receive side: sets the mark. */
    void setInTurn(boolean inTurn);

    /** Whether it has a connection whose peer was welcome. From any thread. */
    boolean isConnected();

    /** The routing id that the peer gave itself; empty for none. Known once connected, and fixed until it disconnects. */
    byte[] peerRoutingId();

    /**
     * Send side, while connecting: whether the peer has the {@link #peerRoutingId} of the last one that was welcome on this
     * pipe, or has none, as that one had none.
     */
    default boolean peerReturned() {
        return false;
    }

    /** The routing id that the application chose for this peer; empty for none. */
    byte[] chosenRoutingId();

    /** Send side: the name that the pattern last gave a peer of this pipe, which is kept between connections. */
    byte[] routingId();

    /**
     * Receive side: the name of the peer that the last polled message came from. It differs from {@link #routingId} while
     * messages of an earlier connection are received.
     */
    byte[] senderRoutingId();

    /**
     * Send side, while connecting: gives the peer its name. Messages that wait between connections of a named pipe are for
     * that peer: unless the application chose the name, they are dropped and counted when a peer is welcome that has not
     * {@link #peerReturned}.
     */
    void name(byte[] routingId);

    /** Looks whether the peer is gone already, which ends the connection soon. From any thread; never waits. */
    void lookAlive();

    /** Ends the connection; a connecting end does not try again at once. From any thread; never waits. */
    void refuse(Reason reason, String detail);

    /**
     * Ends the pipe for good: what is queued is sent, within the linger period, and nothing more is received; a connecting end
     * does not connect again. From any thread; never waits.
     */
    void finish();

    /** Send side: a connecting end whose peer the pattern refused tries again now, whatever its back-off says. */
    default void retryNow() {}
}
