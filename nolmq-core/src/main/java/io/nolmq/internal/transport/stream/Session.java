package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.Duty;
import io.nolmq.internal.engine.IoThread;
import io.nolmq.internal.engine.Letter;
import io.nolmq.internal.engine.LingerTimer;
import io.nolmq.internal.engine.Overflows;
import io.nolmq.internal.engine.SocketHost;
import io.nolmq.internal.engine.Timers.Timer;
import io.nolmq.message.Endpoint;
import io.nolmq.message.EndpointException;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.Reason;
import io.nolmq.message.ReconnectStop;
import io.nolmq.message.SocketEvent;
import io.nolmq.message.SocketOptions;
import io.nolmq.spi.Link;
import io.nolmq.spi.LinkOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The life of one connecting endpoint, over all its connections. Belongs to the I/O thread, but where a method says
 * otherwise.
 *
 * <pre>
 *   FINDING → CONNECTING → OPENING → CONNECTED
 *      ↑           |           |         |
 *      └─ WAITING ←┴───────────┴─────────┘          any → OVER
 * </pre>
 */
final class Session implements Link, StreamPipe.Owner {
    private enum State {
        FINDING,
        CONNECTING,
        OPENING,
        CONNECTED,
        WAITING,
        OVER
    }

    private final SocketHost host;
    private final Endpoint endpoint;
    private final LinkOptions options;
    private final Dialer dialer;
    private final StreamPipe pipe;
    private final Backoff backoff;
    private final LingerTimer linger;

    /** Made beforehand: a session goes on even where there is no memory for it now. */
    private final Duty find = new Duty(this::find);

    private final Duty mend = new Duty(this::mend);
    /** Whether {@link #mend} is asked for. */
    private final AtomicBoolean mending = new AtomicBoolean();
    /** Whether there was no stack to ask for it: {@link #lookAfter} does. */
    private volatile boolean mendOwed;

    private State state = State.WAITING;
    private Queue<SocketAddress> targets = new ArrayDeque<>();
    private @Nullable SocketChannel connecting;
    private @Nullable Opening opening;
    private @Nullable Timer timer;
    private boolean closing;

    Session(SocketHost host, Endpoint endpoint, LinkOptions options, Dialer dialer) {
        this.host = host;
        this.endpoint = endpoint;
        this.options = options;
        this.dialer = dialer;
        this.pipe = new StreamPipe(
                host, options, options.snapshot().connectRoutingId().bytes(), this);
        this.linger = new LingerTimer(host.io(), () -> pipe.life().close(0));
        this.backoff = new Backoff(options.snapshot().reconnect());
    }

    /** Begins. From any thread. */
    void start() {
        if (!options.snapshot().queue().immediate()) {
            pipe.life().attachEarly();
        }
        io().execute(find);
    }

    // A step that fails is an attempt that has failed, and another follows.

    private void onFoundOrMend(List<? extends SocketAddress> addresses) {
        try {
            onFound(addresses);
        } catch (RuntimeException | Error fault) {
            askToMend();
        }
    }

    private void onNotFoundOrMend(EndpointException error) {
        try {
            onNotFound(error);
        } catch (RuntimeException | Error fault) {
            askToMend();
        }
    }

    private void finishConnectOrMend(SocketChannel channel) {
        try {
            finishConnect(channel);
        } catch (RuntimeException | Error fault) {
            askToMend();
        }
    }

    /** From any thread; allocates nothing. */
    private void askToMend() {
        if (mending.compareAndSet(false, true)) {
            try {
                io().execute(mend);
            } catch (Throwable deep) {
                mendOwed = true;
                Overflows.count++;
            }
        }
    }

    private void mend() {
        if (state != State.OVER && state != State.WAITING && state != State.CONNECTED) {
            cancelTimer();
            closeConnecting();
            cancelOpening();
            failed(Reason.INTERNAL_ERROR, "an attempt to connect failed inside", false);
        }
        mending.set(false);
    }

    // ------------------------------------------------------------------ FINDING

    private void find() {
        if (state != State.WAITING) {
            return;
        }
        state = State.FINDING;
        try {
            dialer.find(this::found, this::notFound);
        } catch (RuntimeException | Error fault) {
            askToMend();
        }
    }

    /** From any thread. */
    private void found(List<? extends SocketAddress> addresses) {
        try {
            io().execute(() -> onFoundOrMend(addresses));
        } catch (Error none) {
            askToMend();
        }
    }

    /** From any thread. */
    private void notFound(EndpointException error) {
        try {
            io().execute(() -> onNotFoundOrMend(error));
        } catch (Error none) {
            askToMend();
        }
    }

    private void onFound(List<? extends SocketAddress> found) {
        if (state == State.FINDING) {
            targets = new ArrayDeque<>(found);
            connectToNext();
        }
    }

    private void onNotFound(EndpointException error) {
        if (state == State.FINDING) {
            Reason reason = error.code() == ErrorCode.UNKNOWN_HOST ? Reason.UNKNOWN_HOST : Reason.CONNECT_FAILED;
            failed(reason, String.valueOf(error.getMessage()), false);
        }
    }

    // ------------------------------------------------------------------ CONNECTING

    private void connectToNext() {
        SocketAddress target = targets.poll();
        if (target == null) {
            throw new AssertionError("no address left to try");
        }
        state = State.CONNECTING;
        try {
            SocketChannel channel = dialer.dial(target);
            connecting = channel;
            if (channel.isConnected()) {
                onConnected(channel);
            } else {
                io().register(channel, SelectionKey.OP_CONNECT, key -> finishConnectOrMend(channel));
                long timeout = options.snapshot().reconnect().connectTimeoutNanos();
                if (timeout > 0) {
                    timer = io().timers().after(timeout, this::onConnectTimeout);
                }
            }
        } catch (IOException | RuntimeException refused) {
            notConnected(Reason.CONNECT_FAILED, text(target, refused), refused instanceof ConnectException);
        } catch (Error fault) { // descriptors or memory may be there again at the next attempt
            notConnected(Reason.INTERNAL_ERROR, StreamConnection.text(fault), false);
        }
    }

    private void onConnectTimeout() {
        try {
            notConnected(Reason.CONNECT_FAILED, "no answer in time", false);
        } catch (RuntimeException | Error fault) {
            askToMend();
        }
    }

    private void finishConnect(SocketChannel channel) {
        if (state != State.CONNECTING || connecting != channel) {
            return;
        }
        try {
            if (channel.finishConnect()) {
                onConnected(channel);
            }
        } catch (IOException | RuntimeException refused) {
            notConnected(
                    Reason.CONNECT_FAILED, String.valueOf(refused.getMessage()), refused instanceof ConnectException);
        } catch (Error fault) {
            notConnected(Reason.INTERNAL_ERROR, StreamConnection.text(fault), false);
        }
    }

    private void notConnected(Reason reason, String detail, boolean refused) {
        cancelTimer();
        closeConnecting();
        cancelOpening();
        if (targets.isEmpty()) {
            failed(reason, detail, refused);
        } else {
            connectToNext();
        }
    }

    private void onConnected(SocketChannel channel) throws IOException {
        cancelTimer();
        if (Addresses.isSelfConnected(channel)) {
            notConnected(Reason.SELF_CONNECTION, "nobody listens: the connection led back to itself", false);
            return;
        }
        String peerAddress = Addresses.ofPeer(channel);
        host.report(SocketEvent.connected(endpoint, peerAddress));
        Opening begun = new Opening(host, options, channel, false, peerAddress, new Outcome(peerAddress));
        state = State.OPENING;
        connecting = null; // from here on it is closed by the opening
        opening = begun;
        begun.begin();
    }

    // ------------------------------------------------------------------ OPENING

    private final class Outcome implements Opening.Listener {
        private final String peerAddress;

        Outcome(String peerAddress) {
            this.peerAddress = peerAddress;
        }

        @Override
        public void onOpen(Opened opened) {
            pipe.life().open(new StreamConnection(host, options, opened, pipe));
            opening = null;
            state = State.CONNECTED;
            backoff.succeeded();
        }

        @Override
        public void onRefused(Reason reason, String detail) {
            boolean calledOff = opening == null;
            opening = null;
            if (!calledOff && state == State.OPENING) {
                try {
                    host.report(SocketEvent.refused(endpoint, peerAddress, reason, detail));
                    failed(reason, detail, false);
                } catch (RuntimeException | Error fault) {
                    askToMend();
                }
            }
        }
    }

    // ------------------------------------------------------------------ CONNECTED, WAITING

    @Override
    public void onDisconnected(Reason reason, String detail) {
        if (state == State.CONNECTED) {
            retry(reason, detail);
        }
    }

    @Override
    public void retryNow() {
        if (state == State.WAITING) {
            cancelTimer();
            find();
        }
    }

    /** An attempt came to nothing. What may fail comes first here and in what follows: it is done again then. */
    private void failed(Reason reason, String detail, boolean refused) {
        boolean duringHandshake = state == State.OPENING;
        if ((refused && stopsAt(ReconnectStop.CONNECTION_REFUSED))
                || (duringHandshake && stopsAt(ReconnectStop.HANDSHAKE_FAILED))) {
            giveUp(reason, detail);
        } else {
            retry(reason, detail);
        }
        host.count(reason);
    }

    private void retry(Reason reason, String detail) {
        long delay = backoff.next(reason);
        if (delay < 0 || (closing && stopsAt(ReconnectStop.AFTER_DISCONNECT))) {
            giveUp(reason, detail);
            return;
        }
        SocketEvent event = SocketEvent.connectRetried(endpoint, reason, detail, Duration.ofNanos(delay));
        timer = io().timers().after(delay, () -> io().execute(find));
        state = State.WAITING;
        host.report(event);
    }

    private boolean stopsAt(ReconnectStop occasion) {
        return options.snapshot().reconnect().stop().contains(occasion);
    }

    private void giveUp(Reason reason, String detail) {
        SocketEvent event = SocketEvent.closed(endpoint, reason, detail);
        pipe.life().close(0);
        state = State.OVER;
        host.report(event);
    }

    // ------------------------------------------------------------------ the end

    @Override
    public void close(long lingerNanos) {
        Duty start = linger.starting(lingerNanos);
        Letter mark = new Letter(() -> closing = true);
        pipe.life().close(lingerNanos);
        io().execute(start);
        io().execute(mark);
    }

    @Override
    public void abandon() {
        pipe.life().abandon();
    }

    @Override
    public void lookAfter() {
        if (mendOwed) {
            mendOwed = false;
            io().execute(mend);
        }
        pipe.life().lookAfter();
    }

    @Override
    public void onOptions(SocketOptions now) {
        pipe.life().onOptions(now);
    }

    @Override
    public void onContextClosing() {
        pipe.life().onContextClosing();
    }

    @Override
    public void onOver() {
        if (state != State.OVER) {
            SocketEvent event = SocketEvent.closed(endpoint, Reason.CLOSED_LOCALLY, "");
            state = State.OVER;
            host.report(event);
        }
        cancelTimer();
        linger.stop();
        closeConnecting();
        cancelOpening();
        host.ended(this, pipe.traffic());
    }

    /** Whether there will be another attempt is for whoever calls. */
    private void cancelOpening() {
        Opening begun = opening;
        opening = null;
        if (begun != null) {
            begun.cancel(Reason.CLOSED_LOCALLY, "");
        }
    }

    private void cancelTimer() {
        Timer set = timer;
        if (set != null) {
            set.cancel();
            timer = null;
        }
    }

    private void closeConnecting() {
        SocketChannel channel = connecting;
        connecting = null;
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException ignored) {
                // it is gone either way
            }
        }
    }

    private static String text(SocketAddress target, Exception error) {
        return error.getMessage() + ": address=" + Addresses.text(target);
    }

    private IoThread io() {
        return host.io();
    }

    // ------------------------------------------------------------------ from any thread

    @Override
    public Kind kind() {
        return Kind.SESSION;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public boolean isPersistent() {
        return true;
    }

    @Override
    public boolean isConnected() {
        return pipe.isConnected();
    }

    @Override
    public PeerStatistics statistics() {
        return pipe.statistics();
    }
}
