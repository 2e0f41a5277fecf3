package io.nolmq.message;

/**
 * How much was sent and received, since the socket or the pipe was made.
 *
 * @param messagesSent whole messages written to a connection
 * @param bytesSent the bytes as the transport carries them: frames with their headers over tcp and ipc, bodies alone over
 *     inproc
 * @param messagesReceived of a socket, whole messages that the application received; of a peer, those that were taken
 *     from its queue, what the pattern then dropped included. What was only read ahead is not in it yet
 * @param bytesReceived the bytes read from connections, counted alike; what waits to be received is in them already
 */
public record Traffic(long messagesSent, long bytesSent, long messagesReceived, long bytesReceived) {
    /** Nothing yet. */
    public static final Traffic NONE = new Traffic(0, 0, 0, 0);

    /**
     * This and another together.
     *
     * @param other the other
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
