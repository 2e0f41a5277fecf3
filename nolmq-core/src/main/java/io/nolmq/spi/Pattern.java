package io.nolmq.spi;

import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import org.jspecify.annotations.Nullable;

/**
 * What makes a socket type: to whom a message goes, from whom the next one comes. Adding a type is one class. Each method
 * is called under the side that it names; none may wait. A lock-step type has one side for both.
 */
public interface Pattern {
    /** Send side: picks the pipe or pipes for a message and gives it to them. */
    SendResult trySend(Message message);

    /** Receive side: the next message for the application, or null when there is none just now. */
    @Nullable
    Message tryReceive();

    /** Send side: a peer has come. */
    default void onAttached(Pipe pipe) {}

    /** Send side: a peer has gone. */
    default void onDetached(Pipe pipe) {}

    /** Send side: a pipe has a new connection; what the peer must know is to be told again. */
    default void onConnected(Pipe pipe) {}

    /** Send side: a pipe that was full has room. */
    default void onRoom(Pipe pipe) {}

    /** Receive side: a pipe has something to {@link Pipe#poll}. May be reported again before it was polled. */
    default void onReadable(Pipe pipe) {}

    /**
     * Receive side: a message came in that the application may not want, because this type receives none.
     *
     * @return true when it is dealt with; false to queue it for {@link #tryReceive}
     */
    default boolean consumes(Pipe pipe, Message message) {
        return false;
    }

    /** Send side: the peer subscribes. */
    default void onSubscribe(Pipe pipe, byte[] topic) {}

    /** Send side: the peer takes a subscription back. */
    default void onCancel(Pipe pipe, byte[] topic) {}
}
