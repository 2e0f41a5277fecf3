package io.nolmq;

import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import java.time.Duration;

/** A socket that sends messages. Thread-safe. A message is sent as a unit, whole or not at all, however many frames it has. */
public interface Sender {
    /**
     * Sends a message; blocks until a peer can take it.
     *
     * @param message the message; it may be sent again, and its arrays must not be modified
     * @throws io.nolmq.message.SocketClosedException if the socket is closed, or is closed while this call blocks
     * @throws io.nolmq.message.InterruptedSocketException if the thread is interrupted while blocked; the interrupt
     *     flag stays set and the message was not sent
     * @throws io.nolmq.message.SocketStateException if it is not this socket's turn to send
     * @throws io.nolmq.message.ZmqException with {@code UNROUTABLE} if a ROUTER with {@code routerMandatory} has no
     *     such peer; with {@code INVALID_MESSAGE} if the message has more frames than {@code framesMaximum}
     */
    void send(Message message);

    /**
     * Sends a message of one text frame in UTF-8; blocks like {@link #send(Message)}.
     *
     * @param text the text of the frame
     */
    default void send(String text) {
        send(Message.of(text));
    }

    /**
     * Sends a message of one frame; blocks like {@link #send(Message)}.
     *
     * @param payload the payload, which the caller may modify as soon as the call returns
     */
    default void send(byte[] payload) {
        send(Message.borrow(payload));
    }

    /**
     * Sends a message if possible without blocking.
     *
     * @param message the message
     * @return {@link SendResult#SENT}, or the reason why it was not accepted
     * @throws io.nolmq.message.SocketClosedException if the socket is closed
     * @throws io.nolmq.message.SocketStateException if it is not this socket's turn to send
     * @throws io.nolmq.message.ZmqException with {@code INVALID_MESSAGE} if the message has more frames than
     *     {@code framesMaximum}
     */
    SendResult trySend(Message message);

    /**
     * Tells whether {@link #trySend} would accept a message now. A hint: another thread may send first, and on a socket
     * type that chooses the peer by the message (ROUTER, STREAM, PUB) that peer may have no room. Does not block.
     *
     * @return whether a message can be sent
     * @throws io.nolmq.message.SocketClosedException if the socket or its context is closed
     */
    boolean isWritable();

    /**
     * Sends a message; blocks for at most the timeout.
     *
     * @param message the message
     * @param timeout the maximum time to block; zero or less does not block
     * @return {@link SendResult#SENT}, or the reason why it was not accepted
     * @throws io.nolmq.message.SocketClosedException if the socket is closed, or is closed while this call blocks
     * @throws io.nolmq.message.InterruptedSocketException if the thread is interrupted while blocked; the interrupt
     *     flag stays set and the message was not sent
     * @throws io.nolmq.message.SocketStateException if it is not this socket's turn to send
     * @throws io.nolmq.message.ZmqException with {@code INVALID_MESSAGE} if the message has more frames than
     *     {@code framesMaximum}
     */
    SendResult send(Message message, Duration timeout);
}
