package io.nolmq;

import io.nolmq.message.Message;
import java.time.Duration;
import java.util.List;

/** A socket that receives several messages in one call, at a lower cost than one call per message. Thread-safe. */
public interface BatchReceiver extends Receiver {
    /**
     * Receives messages; blocks until at least one is available, and also takes those already queued, from its peers in
     * turn. Calls from other threads may interleave, after at most 64 messages or 100 µs.
     *
     * @param most the maximum number of messages, 1 or more
     * @return 1 to {@code most} messages, in a new list
     * @throws IllegalArgumentException if {@code most} is less than 1
     * @throws io.nolmq.message.SocketClosedException if the socket is closed, or is closed while this call blocks
     * @throws io.nolmq.message.InterruptedSocketException if the thread is interrupted while blocked; the interrupt
     *     flag stays set and no message is lost
     */
    List<Message> receive(int most);

    /**
     * Receives messages; blocks for at most the timeout.
     *
     * @param most the maximum number of messages, 1 or more
     * @param timeout the maximum time to block for the first message; zero or less does not block
     * @return up to {@code most} messages, in a new list; an empty list if none arrived in time
     * @throws IllegalArgumentException if {@code most} is less than 1
     * @throws io.nolmq.message.SocketClosedException if the socket is closed, or is closed while this call blocks
     * @throws io.nolmq.message.InterruptedSocketException if the thread is interrupted while blocked; the interrupt
     *     flag stays set and no message is lost
     */
    List<Message> receive(int most, Duration timeout);
}
