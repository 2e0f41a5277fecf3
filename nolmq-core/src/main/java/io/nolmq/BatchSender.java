package io.nolmq;

import io.nolmq.message.Message;
import java.time.Duration;
import java.util.List;

/** A socket that sends several messages in one call, at a lower cost than one call per message. Thread-safe. */
public interface BatchSender extends Sender {
    /**
     * Sends messages in order; blocks until a peer can take the next one. Calls from other threads may interleave,
     * after at most 64 messages or 100 µs.
     *
     * @param messages the messages; the list must not change during the call
     * @return the number of messages accepted, counted from the first: fewer than all if the socket is closed or the
     *     thread is interrupted during the call, or if the next message cannot be sent at all, in which case a call
     *     that starts with that message throws the exception
     * @throws io.nolmq.message.SocketClosedException if none was accepted because the socket is closed
     * @throws io.nolmq.message.InterruptedSocketException if none was accepted because the thread is interrupted
     * @throws io.nolmq.message.ZmqException if the first message cannot be sent, as for {@link #send(Message)}
     */
    int sendAll(List<Message> messages);

    /**
     * Sends messages in order, up to the number accepted before the timeout.
     *
     * @param messages the messages; the list must not change during the call
     * @param timeout the maximum time to block; zero or less does not block
     * @return the number of messages accepted, counted from the first
     * @throws io.nolmq.message.SocketClosedException if none was accepted because the socket is closed
     * @throws io.nolmq.message.InterruptedSocketException if none was accepted because the thread is interrupted
     * @throws io.nolmq.message.ZmqException if the first message cannot be sent, as for
     *     {@link #send(Message, Duration)}
     */
    int sendAll(List<Message> messages, Duration timeout);
}
