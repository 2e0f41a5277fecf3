package io.nolmq;

import io.nolmq.message.Message;
import io.nolmq.message.SocketClosedException;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** What can receive. Safe for any number of threads; each message goes to one of them. */
public interface Receiver extends Iterable<Message> {
    /**
     * Receives a message; waits until there is one.
     *
     * @return the message. Over tcp and ipc its arrays are its own; over inproc they may be the sender's, and whoever else
     *     got the message has the same: read them, do not write into them
     * @throws SocketClosedException when the socket is closed, or closed while this call waits
     * @throws io.nolmq.message.InterruptedSocketException when the thread is interrupted while it waits; the flag stays
     *     set and no message is lost
     * @throws io.nolmq.message.SocketStateException when it is not this socket's turn to receive
     */
    Message receive();

    /**
     * Receives a message if one is there.
     *
     * @return the message, or null
     * @throws SocketClosedException when the socket is closed
     * @throws io.nolmq.message.SocketStateException when it is not this socket's turn to receive
     */
    @Nullable
    Message tryReceive();

    /**
     * Receives a message, or gives up after a time.
     *
     * @param timeout how long to wait at most; zero or less does not wait
     * @return the message, or null when none came in time
     * @throws SocketClosedException when the socket is closed, or closed while this call waits
     * @throws io.nolmq.message.InterruptedSocketException when the thread is interrupted while it waits; the flag stays
     *     set and no message is lost
     * @throws io.nolmq.message.SocketStateException when it is not this socket's turn to receive
     */
    @Nullable
    Message receive(Duration timeout);

    /**
     * The messages as they come. The iterator waits for each, and ends quietly when the socket is closed; otherwise it
     * fails as {@link #receive()} does.
     *
     * @return an iterator for one thread
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
