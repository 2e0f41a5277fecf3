package io.nolmq;

import io.nolmq.message.Message;
import java.time.Duration;
import java.util.List;

/** A socket that receives several messages in one call, which costs less than a call for each. Thread-safe. */
public interface BatchReceiver extends Receiver {
    /**
     * Receives messages; blocks until there is one, and takes what else is there, from its peers in turn. The calls of other
     * threads may come in between, at the latest after 64 messages or 100 µs.
     *
     * @param most how many at most, 1 or more
     * @return 1 to {@code most} messages, in a new list
     * @throws IllegalArgumentException when {@code most} is less than 1
     * @throws io.nolmq.message.SocketClosedException when the socket is closed, or closed while this call waits
     * @throws io.nolmq.message.InterruptedSocketException when the thread is interrupted while it waits; the flag stays
     *     set and no message is lost
     */
    List<Message> receive(int most);

    /**
     * Receives messages, or gives up after a time.
     *
     * @param most how many at most, 1 or more
     * @param timeout the longest time to wait for the first; zero or less does not wait
     * @return up to {@code most} messages, in a new list; none when none came in time
     * @throws IllegalArgumentException when {@code most} is less than 1
     * @throws io.nolmq.message.SocketClosedException when the socket is closed, or closed while this call waits
     * @throws io.nolmq.message.InterruptedSocketException when the thread is interrupted while it waits; the flag stays
     *     set and no message is lost
     */
    List<Message> receive(int most, Duration timeout);
}
