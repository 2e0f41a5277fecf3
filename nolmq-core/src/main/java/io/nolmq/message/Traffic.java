package io.nolmq.message;

/**
 * The amounts sent and received, since the socket or the pipe was created.
 *
 * @param messagesSent the number of whole messages written to a connection
 * @param bytesSent the number of bytes as carried by the transport: frames with their headers over tcp and ipc, bodies
 *     alone over inproc
 * @param messagesReceived for a socket, the number of whole messages received by the application; for a peer, the
 *     number taken from its queue, including those the pattern then dropped. Messages that were only read ahead are not
 *     yet included
 * @param bytesReceived the number of bytes read from connections, counted alike; messages waiting to be received are
 *     already included
 */
public record Traffic(long messagesSent, long bytesSent, long messagesReceived, long bytesReceived) {
    /** No traffic yet. */
    public static final Traffic NONE = new Traffic(0, 0, 0, 0);

    /**
     * The sum of this and other traffic.
     *
     * @param other the other traffic
     * @return the sums
     */
    public Traffic plus(Traffic other) {
        return new Traffic(
                messagesSent + other.messagesSent,
                bytesSent + other.bytesSent,
                messagesReceived + other.messagesReceived,
                bytesReceived + other.bytesReceived);
    }
}
