package io.nolmq.spi;

/**
 * Which empty messages tell the application of the connections of a pipe, among what came over them.
 *
 * @param ofBegin one before anything else of a connection
 * @param ofEnd one behind everything else of it, unless the application has ended the pipe itself
 */
public record ConnectionNotes(boolean ofBegin, boolean ofEnd) {
    /** None. */
    public static final ConnectionNotes NONE = new ConnectionNotes(false, false);
}
