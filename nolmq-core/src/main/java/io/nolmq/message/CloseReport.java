package io.nolmq.message;

import java.util.List;

/**
 * How the closing of a socket or a context ended.
 *
 * @param complete whether everything queued was sent and everything opened was released
 * @param discardedMessages how many messages were queued to be sent, and were not
 * @param unfinished what did not come to its end in time, a line each for people; empty when nothing is left
 */
public record CloseReport(boolean complete, long discardedMessages, List<String> unfinished) {
    /** The report of a close that left nothing behind. */
    public static final CloseReport COMPLETE = new CloseReport(true, 0, List.of());

    /**
     * A report; the list is copied.
     *
     * @param complete whether everything queued was sent and everything opened was released
     * @param discardedMessages how many messages were queued to be sent, and were not
     * @param unfinished what did not come to its end in time
     */
    public CloseReport {
        unfinished = List.copyOf(unfinished);
    }
}
