package io.nolmq.message;

import java.util.List;

/**
 * The outcome of a close: the fate of the messages of the closed sockets, from the beginning of the close on.
 *
 * <p>A message accepted by a socket ends in one of three states. It is <em>delivered</em> if the kernel took it whole,
 * over tcp or ipc, and the peer then closed in order: its end of stream arrived after our own, without a reset. It is
 * <em>unknown</em> if the kernel took it and the connection ended otherwise: by a reset, by linger,
 * {@code goodbyeTimeout} or the closing timeout, or because too many connections were waiting for their peers. It is
 * <em>discarded</em> if the kernel had not taken it whole.
 *
 * <p>The first two are counted per connection, for each connection that was open when the close began or was
 * established by a lingering socket, and include all messages it carried in its life: TCP does not report to a program
 * how much the peer has read. The unknown count is therefore an upper bound, and a loose one for a long-lived
 * connection without a heartbeat; with a heartbeat, messages sent before a PING that the peer answered count as
 * delivered. If a peer closes by itself at the same moment, messages that count as delivered may not have reached its
 * application.
 *
 * @param complete true if everything was delivered: nothing is unknown and nothing was discarded
 * @param deliveredMessages the number of messages sent to peers that read them and closed in order
 * @param unknownMessages the maximum number of messages taken by the kernel without confirmation that the peer read
 *     them
 * @param discardedMessages the number of messages that were queued but not sent
 * @param unfinished human-readable lines, one for each unknown or discarded item; empty if nothing is left
 */
public record CloseReport(
        boolean complete,
        long deliveredMessages,
        long unknownMessages,
        long discardedMessages,
        List<String> unfinished) {
    /** The report of a close that had nothing to deliver and left nothing behind. */
    public static final CloseReport COMPLETE = new CloseReport(true, 0, 0, 0, List.of());

    /**
     * Creates a report; the list is copied.
     *
     * @param complete true if everything was delivered
     * @param deliveredMessages the number of messages sent to peers that read them and closed in order
     * @param unknownMessages the maximum number of messages whose fate is unknown
     * @param discardedMessages the number of messages that were queued but not sent
     * @param unfinished human-readable lines about unknown and discarded items
     */
    public CloseReport {
        unfinished = List.copyOf(unfinished);
    }
}
