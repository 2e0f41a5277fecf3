package io.nolmq;

import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import java.time.Duration;

/**
 * What can send. Safe for any number of threads; a message, of however many frames, is one unit: it goes whole or not at
 * all.
 */
public interface Sender {
    /**
     * Sends a message; waits while the pattern has nobody to give it to.
     *
     * @param message the message; it may be sent again, and its arrays must not change
     * @throws io.nolmq.message.SocketClosedException when the socket is closed, or closed while this call waits
     * @throws io.nolmq.message.InterruptedSocketException when the thread is interrupted while it waits; the flag stays
     *     set and the message was not sent
     * @throws io.nolmq.message.SocketStateException when it is not this socket's turn to send
     * @throws io.nolmq.message.ZmqException with {@code UNROUTABLE} when a ROUTER with {@code routerMandatory} has no
     *     such peer; with {@code INVALID_MESSAGE} when the message has more frames than {@code framesMaximum}
     */
    void send(Message message);

    /**
     * Sends a message of one frame of text in UTF-8; waits like {@link #send(Message)}.
     *
     * @param text the payload
     */
    default void send(String text) {
        send(Message.of(text));
    }

    /**
     * Sends a message of one frame; waits like {@link #send(Message)}.
     *
     * @param payload the payload, which the caller may change as soon as the call returns
     */
    default void send(byte[] payload) {
        send(Message.borrow(payload));
    }

    /**
     * Sends a message if that is possible without waiting.
     *
     * @param message the message
     * @return {@link SendResult#SENT}, or why it was not taken
     * @throws io.nolmq.message.SocketClosedException when the socket is closed
     * @throws io.nolmq.message.SocketStateException when it is not this socket's turn to send
     * @throws io.nolmq.message.ZmqException with {@code INVALID_MESSAGE} when the message has more frames than
     *     {@code framesMaximum}
     */
    SendResult trySend(Message message);

    /**
     * Sends a message, or gives up after a time.
     *
     * @param message the message
     * @param timeout how long to wait at most; zero or less does not wait
     * @return {@link SendResult#SENT}, or why it was not taken
     * @throws io.nolmq.message.SocketClosedException when the socket is closed, or closed while this call waits
     * @throws io.nolmq.message.InterruptedSocketException when the thread is interrupted while it waits; the flag stays
     *     set and the message was not sent
     * @throws io.nolmq.message.SocketStateException when it is not this socket's turn to send
     * @throws io.nolmq.message.ZmqException with {@code INVALID_MESSAGE} when the message has more frames than
     *     {@code framesMaximum}
     */
    SendResult send(Message message, Duration timeout);
}
