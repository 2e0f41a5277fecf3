package io.nolmq.spi;

import io.nolmq.message.Message;

/**
 * What one pipe holds of what its peer sent and nobody has received, counted against the input budget of the context.
 * Belongs to the receive side; no method waits for another side. A pipe that may not read has the peer wait, by whatever its
 * transport has for that.
 */
public interface InputAccount {
    /** What a message takes of the budget, in bytes. */
    long costBytes(Message message);

    /** Whether the pipe holds more than any may hold without being counted. */
    boolean isCharged();

    /**
     * The pipe holds so much now.
     *
     * @param wholeBytes the cost of the messages that wait to be received
     * @param partBytes the bytes that have come and are no whole message yet
     */
    void settle(long wholeBytes, long partBytes);

    /** The application has taken a message; the pipe still holds so much. Needed of a pipe that is charged, and harmless else. */
    void settleTaken(long wholeBytes, long partBytes);

    /**
     * Whether the pipe may read on. One that may not and has whole messages asks again when the application has taken some;
     * one that has none is told when it may.
     *
     * @param hasWhole whether whole messages wait to be received
     */
    boolean mayRead(boolean hasWhole);

    /** The connection is gone: it waits for nothing any more. What was received stays counted until it is taken. */
    void leave();
}
