package io.nolmq.message;

/**
 * How much was sent and received, since the socket or the pipe was made.
 *
 * @param messagesSent whole messages written to a connection
 * @param bytesSent the bytes of their frames' bodies
 * @param messagesReceived whole messages read from a connection
 * @param bytesReceived the bytes of their frames' bodies
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
