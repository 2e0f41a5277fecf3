package io.nolmq.message;

import java.util.List;

/**
 * How the closing of a context ended: what became of the messages of its sockets, from the beginning of the close on.
 *
 * <p>A message that a socket had taken is in one of three states at the end. It counts as <em>delivered</em> when the kernel took
 * it whole, over tcp or ipc, and the peer then closed in order: its end of stream came, behind our own, and no reset.
 * Its end is <em>unknown</em> when the kernel took it and the connection ended otherwise: by a reset, by linger,
 * {@code goodbyeTimeout} or the closing time-out, or because too many connections waited for their peers. It was
 * <em>discarded</em> when the kernel had not taken it whole.
 *
 * <p>The first two are counted for each connection that was open when the close began, or was made by a socket that lingered,
 * and for all that it carried in its life: TCP does not tell a program how much the peer has read. So the second is an upper
 * bound, and a loose one for a connection that lived long without a heartbeat; with one, what came before a PING that the peer
 * answered counts as delivered. A peer that closes by itself in the same moment may not have given to its application what
 * counts as delivered.
 *
 * @param complete whether everything was delivered: nothing is unknown, nothing was discarded
 * @param deliveredMessages how many messages went to peers that read them and closed in order
 * @param unknownMessages how many messages the kernel had taken without its being known whether the peer read them, at most
 * @param discardedMessages how many messages were queued to be sent, and were not
 * @param unfinished what is unknown or was discarded, a line each for people; empty when nothing is left
 */
public record CloseReport(
        boolean complete,
        long deliveredMessages,
        long unknownMessages,
        long discardedMessages,
        List<String> unfinished) {
    /** The report of a close that left nothing behind and had nothing to deliver. */
    public static final CloseReport COMPLETE = new CloseReport(true, 0, 0, 0, List.of());

    /**
     * A report; the list is copied.
     *
     * @param complete whether everything was delivered
     * @param deliveredMessages how many messages went to peers that read them and closed in order
     * @param unknownMessages of how many messages the end is unknown, at most
     * @param discardedMessages how many messages were queued to be sent, and were not
     * @param unfinished what is unknown or was discarded
     */
    public CloseReport {
        unfinished = List.copyOf(unfinished);
    }
}
