package io.nolmq.spi;

import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import org.jspecify.annotations.Nullable;

/**
 * One peer, as a pattern sees it: a queue each way. The methods of a side are called under that side of the socket, and
 * never wait.
 */
public interface Pipe {
    /**
     * Send side: takes a message, encoded and written at once when that is the time.
     *
     * @param message stays the caller's; what must be kept is copied when it is borrowed
     * @return SENT, or FULL when the high-water mark is reached and the kernel takes nothing
     */
    SendResult trySend(Message message);

    /** Send side: takes a command for the peer, whatever the high-water mark says. */
    void subscribe(byte[] topic);

    /** Send side: takes a command for the peer, whatever the high-water mark says. */
    void cancel(byte[] topic);

    /** Receive side: the next message that has come, or null when there is none just now. */
    @Nullable
    Message poll();

    /** The peer's routing id: its own, or the one we gave it. Fixed while the pipe is attached. */
    byte[] routingId();
}
