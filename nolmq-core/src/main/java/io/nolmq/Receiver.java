package io.nolmq;

import io.nolmq.message.Message;
import io.nolmq.message.SocketClosedException;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A socket that receives messages. Thread-safe; each message goes to one of the receiving threads. */
public interface Receiver extends Iterable<Message> {
    /**
     * Receives a message; blocks until one is available.
     *
     * @return the message. Over tcp and ipc it owns its arrays; over inproc they may be shared with the sender and with
     *     every other receiver of the message, and must not be modified
     * @throws SocketClosedException if the socket is closed, or is closed while this call blocks
     * @throws io.nolmq.message.InterruptedSocketException if the thread is interrupted while blocked; the interrupt
     *     flag stays set and no message is lost
     * @throws io.nolmq.message.SocketStateException if it is not this socket's turn to receive
     */
    Message receive();

    /**
     * Receives a message if one is available.
     *
     * @return the message, or null if none is available
     * @throws SocketClosedException if the socket is closed
     * @throws io.nolmq.message.SocketStateException if it is not this socket's turn to receive
     */
    @Nullable
    Message tryReceive();

    /**
     * Tells whether {@link #tryReceive} would return a message now. A hint: another thread may receive it first. Takes no
     * message and changes no state, but messages that are not for the application (no longer subscribed to, late
     * replies) are dropped and counted, as receiving does. Does not block.
     *
     * @return whether a message can be received
     * @throws io.nolmq.message.SocketClosedException if the socket or its context is closed
     */
    boolean isReadable();

    /**
     * Receives a message; blocks for at most the timeout.
     *
     * @param timeout the maximum time to block; zero or less does not block
     * @return the message, or null if none arrived in time
     * @throws SocketClosedException if the socket is closed, or is closed while this call blocks
     * @throws io.nolmq.message.InterruptedSocketException if the thread is interrupted while blocked; the interrupt
     *     flag stays set and no message is lost
     * @throws io.nolmq.message.SocketStateException if it is not this socket's turn to receive
     */
    @Nullable
    Message receive(Duration timeout);

    /**
     * The messages as they arrive. The iterator blocks for each one, and ends normally when the socket is closed;
     * otherwise it fails as {@link #receive()} does.
     *
     * @return an iterator for use by one thread
     */
    @Override
    default Iterator<Message> iterator() {
        return new Iterator<>() {
            private @Nullable Message next;

            @Override
            public boolean hasNext() {
                if (next == null) {
                    try {
                        next = receive();
                    } catch (SocketClosedException closed) {
                        return false;
                    }
                }
                return true;
            }

            @Override
            public Message next() {
                if (!hasNext() || next == null) {
                    throw new NoSuchElementException("the socket is closed");
                }
                Message message = next;
                next = null;
                return message;
            }
        };
    }
}
