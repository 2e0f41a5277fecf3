package io.nolmq;

import io.nolmq.message.Message;
import java.time.Duration;
import java.util.List;

/** A socket that sends several messages in one call, which costs less than a call for each. Thread-safe. */
public interface BatchSender extends Sender {
    /**
     * Sends messages in order; blocks while the pattern has nobody to give the next one to. The calls of other threads may
     * come in between, at the latest after 64 messages or 100 µs.
     *
     * @param messages the messages; the list must not change meanwhile
     * @return how many were accepted, from the first on: fewer than all when the socket is closed or the thread interrupted
     *     meanwhile, or when the next one cannot be sent at all, which a call with that one first tells by its exception
     * @throws io.nolmq.message.SocketClosedException when none was accepted because the socket is closed
     * @throws io.nolmq.message.InterruptedSocketException when none was accepted because the thread is interrupted
     * @throws io.nolmq.message.ZmqException when the first cannot be sent, as for {@link #send(Message)}
     */
    int sendAll(List<Message> messages);

    /**
     * Sends messages in order, as many as are accepted in time.
     *
     * @param messages the messages; the list must not change meanwhile
     * @param timeout the longest time to wait; zero or less does not wait
     * @return how many were accepted, from the first on
     * @throws io.nolmq.message.SocketClosedException when none was accepted because the socket is closed
     * @throws io.nolmq.message.InterruptedSocketException when none was accepted because the thread is interrupted
     * @throws io.nolmq.message.ZmqException when the first cannot be sent, as for {@link #send(Message, Duration)}
     */
    int sendAll(List<Message> messages, Duration timeout);
}
