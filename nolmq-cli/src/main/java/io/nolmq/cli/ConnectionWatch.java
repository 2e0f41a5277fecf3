package io.nolmq.cli;

import io.nolmq.Socket;
import io.nolmq.cli.shell.ExitCode;
import io.nolmq.message.EventType;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the connections of the command's socket: prints them, and ends a command that only connects and is turned away
 * before it has had any peer, for then it would wait for ever. Once there was a peer, losing it is an event like others.
 */
final class ConnectionWatch implements Consumer<SocketEvent> {
    /** A peer is looked for again after this time at the latest. */
    private static final long LOOK_AGAIN_MILLIS = 50;

    private final Socket socket;
    private final @Nullable Runnable end;
    private final boolean verbose;
    private final Consumer<String> say;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<String> mentioned = new HashSet<>();
    private boolean hadPeer;
    private volatile @Nullable CommandException failure;

    /**
     * A watch; its user registers it.
     *
     * @param end ends whatever the command is doing with the socket; null where being turned away ends nothing
     * @param say takes each line; does nothing where the command is quiet
     */
    ConnectionWatch(Socket socket, @Nullable Runnable end, boolean verbose, Consumer<String> say) {
        this.socket = socket;
        this.end = end;
        this.verbose = verbose;
        this.say = say;
    }

    /** Why it ended the command; null as long as it has not. */
    @Nullable
    CommandException failure() {
        return failure;
    }

    @Override
    public void accept(SocketEvent event) {
        if (verbose) {
            say.accept(line(event));
        }
        if (event.type() == EventType.HANDSHAKE_SUCCEEDED) {
            onPeer();
        } else if (!hadPeer) {
            onTrouble(event);
        }
    }

    private void onPeer() {
        lock.lock();
        try {
            hadPeer = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void onTrouble(SocketEvent event) {
        Reason reason = event.reason();
        if (reason == null || failure != null) {
            return;
        }
        CommandException refusal = end == null ? null : refusal(event, reason);
        if (end != null && refusal != null) {
            failure = refusal;
            end.run();
        } else if (event.type() == EventType.CONNECT_RETRIED
                && !verbose
                && mentioned.add(event.endpoint().toString())) {
            say.accept("no peer yet: endpoint=" + event.endpoint() + ", reason=" + because(event, reason)
                    + "; trying again");
        }
    }

    private static @Nullable CommandException refusal(SocketEvent event, Reason reason) {
        String where = "endpoint=" + event.endpoint() + ", reason=" + because(event, reason);
        return switch (reason) {
            case NOT_ZMTP, VERSION ->
                new CommandException(ExitCode.PROTOCOL, "not a ZeroMQ peer: " + where + "; check host and port");
            case SOCKET_TYPE ->
                new CommandException(
                        ExitCode.PROTOCOL,
                        "the peer's socket type does not fit: " + where + "; use the other end of its pattern");
            case HANDSHAKE, HANDSHAKE_SIZE, MALFORMED ->
                new CommandException(ExitCode.PROTOCOL, "the peer breaks the protocol: " + where);
            case MECHANISM_MISMATCH, REFUSED_BY_PEER ->
                new CommandException(
                        ExitCode.REFUSED,
                        "refused: " + where + "; the peer asks for another mechanism or other credentials");
            case UNKNOWN_HOST ->
                new CommandException(ExitCode.ENDPOINT, "cannot resolve: " + where + "; check the host's name");
            default -> null;
        };
    }

    private static String because(SocketEvent event, Reason reason) {
        return event.detail().isEmpty() ? reason.name() : reason + " (" + event.detail() + ")";
    }

    private static String line(SocketEvent event) {
        StringBuilder line =
                new StringBuilder(event.type().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        line.append(": endpoint=").append(event.endpoint());
        if (!event.peerAddress().isEmpty()) {
            line.append(", peer=").append(event.peerAddress());
        }
        Reason reason = event.reason();
        if (reason != null) {
            line.append(", reason=").append(because(event, reason));
        }
        Duration retryIn = event.retryIn();
        if (retryIn != null) {
            line.append(", retryIn=").append(retryIn.toMillis()).append(" ms");
        }
        if (event.inFlight() > 0) {
            line.append(", inFlight=").append(event.inFlight());
        }
        return line.toString();
    }

    /** Waits until the socket has so many peers; tells whether it came to that. */
    boolean awaitPeers(int count, Duration timeout) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        lock.lock();
        try {
            while (connectedPeers() < count) {
                long left = deadlineNanos - System.nanoTime();
                CommandException refused = failure;
                if (refused != null) {
                    throw refused;
                }
                if (left <= 0) {
                    return false;
                }
                changed.awaitNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(LOOK_AGAIN_MILLIS)));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private long connectedPeers() {
        return socket.peers().stream()
                .map(PeerStatistics::connection)
                .filter(PeerStatistics.Connection::connected)
                .count();
    }
}
