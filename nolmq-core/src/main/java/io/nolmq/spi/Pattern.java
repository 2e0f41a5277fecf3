package io.nolmq.spi;

import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * What makes a socket type: to whom a message goes, from whom the next one comes; all else of a type is in its {@link
 * PatternTraits}. Each method is called under the side that it names; none may wait. A type may have one side for both
 * directions.
 */
public interface Pattern {
    /** Send side: picks the pipe or pipes for a message and gives it to them. */
    SendResult trySend(Message message);

    /** Receive side: the next message for the application, or null when there is none just now. */
    @Nullable
    Message tryReceive();

    /**
     * Receive side: whether {@link #tryReceive} would give a message. Looks for one, and keeps it at hand; drops what is not for
     * the application, as receiving does; changes nothing else.
     */
    default boolean isReadable() {
        return false;
    }

    /** Send side: whether {@link #trySend} would take a message, as far as that can be told without knowing the message. */
    default boolean isWritable() {
        return false;
    }

    /** Send side: a pipe has come. On a connecting end it may still wait for its first connection. */
    default void onAttached(Pipe pipe) {}

    /**
     * Send side: a pipe has gone, for good or, with the option immediate, until it has a peer again. What came over it
     * before may still be received.
     */
    default void onDetached(Pipe pipe) {}

    /**
     * Whether an end of this type sends READY only in answer to the peer's, when {@link #refusal} has been asked. Fixed. A
     * peer whose connection is closed before it has our READY has not begun to send. A connecting end that holds READY back
     * sends it all the same when the peer is silent behind its greeting; a listening end waits for it. So a listening end
     * does not hold READY back where a connecting peer's pattern may refuse it and its own refuses nobody.
     *
     * @param listening whether the peer came to us
     */
    default boolean holdsReadyBack(boolean listening) {
        return listening;
    }

    /**
     * Send side: a pipe is about to have a connection, and its peer has said who it is. May be asked again about a peer
     * that was refused. A pipe that is refused stays attached: no message is given to it, and {@link Pipe#retryNow} may be
     * called until {@link #onDetached}.
     *
     * @return null, or why this peer is not welcome: its connection is closed then. After null, {@link #onConnected} follows
     *     under the same hold of the side, unless the connection breaks
     */
    default @Nullable Reason refusal(Pipe pipe) {
        return null;
    }

    /** Send side: a pipe has a new connection, whose handshake is complete. What the peer must know is to be told (again). */
    default void onConnected(Pipe pipe) {}

    /** Send side: the connection of a pipe is gone. Followed by {@link #onConnected} or {@link #onDetached}. */
    default void onDisconnected(Pipe pipe) {}

    /** Send side: a pipe that was full has room. */
    default void onRoom(Pipe pipe) {}

    /** Receive side: whether a pipe may have something, so that another receiver is worth waking. */
    default boolean mayHaveMore() {
        return false;
    }

    /** Receive side: a pipe has something to {@link Pipe#poll}. May be reported again before it was polled. */
    default void onReadable(Pipe pipe) {}

    /**
     * Receive side: nothing of a pipe waits to be polled, and nothing will come over it any more. Nothing may refer to it from
     * the receiving structures afterwards, whether the application receives or not. May be reported again.
     */
    default void onSilent(Pipe pipe) {}

    /** Receive side, of a socket that is closed: forgets what pipes have to poll; tells how many messages that were. */
    default long discardReceived() {
        return 0;
    }

    /** Whether {@link #intake} is shown each message. Fixed. */
    default boolean hasIntake() {
        return false;
    }

    /**
     * Receive side: a message has been decoded; whether the application receives or not, and in the order in which the peer
     * sent.
     *
     * @return the message to keep for the application; null when the pattern has taken it
     */
    default @Nullable Message intake(Pipe pipe, Message message) {
        return message;
    }

    /** Which messages tell the application of connections, over tcp and ipc. Changes with the options. From any thread. */
    default ConnectionNotes notes() {
        return ConnectionNotes.NONE;
    }

    /**
     * Both sides: the options of the socket have changed. The fields that were made of them, and none else, are written anew.
     * Those who wait to send try again afterwards.
     */
    default void onOptions(SocketOptions now) {}

    /** Send side: the peer subscribes. */
    default void onSubscribe(Pipe pipe, byte[] topic) {}

    /** Send side: the peer takes a subscription back. */
    default void onCancel(Pipe pipe, byte[] topic) {}
}
