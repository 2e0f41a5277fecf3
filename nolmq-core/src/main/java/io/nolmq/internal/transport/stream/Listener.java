package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.Duty;
import io.nolmq.internal.engine.IoThread;
import io.nolmq.internal.engine.SocketHost;
import io.nolmq.message.Endpoint;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketEvent;
import io.nolmq.message.Traffic;
import io.nolmq.spi.Link;
import io.nolmq.spi.LinkOptions;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Waits for peers at a bound endpoint, and sees them through their handshake. Belongs to the I/O thread, but where a method
 * says otherwise.
 */
final class Listener implements Link, IoThread.Handler {
    /** No descriptors left: looking again at once would only spin. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** Too many handshakes at once, all of them young. */
    private static final long CROWDED_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    /** So long a handshake has its place for sure. */
    private static final long EVICTABLE_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
    /** Then the other channels of the I/O thread have their turn. */
    private static final int ACCEPTS_AT_ONCE = 64;

    /** Makes an accepted channel what the options ask for. */
    interface Preparation {
        void prepare(SocketChannel accepted) throws IOException;
    }

    private final SocketHost host;
    private final Endpoint endpoint;
    private final LinkOptions options;
    private final ServerSocketChannel channel;
    private final Preparation preparation;
    private final Runnable cleanUp;
    private final Set<Opening> openings = new LinkedHashSet<>();
    private @Nullable SelectionKey key;
    private boolean over;
    private final Duty end = new Duty(this::end);
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param cleanUp is run once the channel is closed */
    Listener(
            SocketHost host,
            Endpoint endpoint,
            LinkOptions options,
            ServerSocketChannel channel,
            Preparation preparation,
            Runnable cleanUp) {
        this.host = host;
        this.endpoint = endpoint;
        this.options = options;
        this.channel = channel;
        this.preparation = preparation;
        this.cleanUp = cleanUp;
    }

    /** Begins to accept. From any thread. */
    void start() {
        SocketEvent listening = SocketEvent.listening(endpoint);
        io().execute(new Duty(this::register));
        host.report(listening);
    }

    private void register() {
        try {
            if (!over) {
                key = io().register(channel, SelectionKey.OP_ACCEPT, this);
            }
        } catch (ClosedChannelException closed) {
            if (channel.isOpen()) { // then it is done again
                throw new IllegalStateException("cannot register a channel that is open", closed);
            }
            end();
        }
    }

    @Override
    public void onReady(SelectionKey ready) {
        try {
            for (int i = 0; i < ACCEPTS_AT_ONCE; i++) {
                if (!hasRoom()) {
                    pause(ready, CROWDED_NANOS);
                    return;
                }
                SocketChannel accepted = channel.accept();
                if (accepted == null) {
                    return;
                }
                begin(accepted);
            }
        } catch (IOException | RuntimeException | Error noDescriptors) { // or no memory: both may be there again
            pause(ready, PAUSE_NANOS);
        }
    }

    /**
     * Whether one more handshake may begin. A crowd that comes all at once waits in the kernel for a moment; a handshake
     * that has had its time makes room.
     */
    private boolean hasRoom() {
        if (openings.size() < options.snapshot().handshake().concurrentPerListener()) {
            return true;
        }
        Opening oldest = openings.iterator().next();
        if (oldest.ageNanos() < EVICTABLE_NANOS) {
            return false;
        }
        oldest.cancel(Reason.HANDSHAKE_LIMIT, "too many handshakes at once");
        return true;
    }

    private void pause(SelectionKey paused, long nanos) {
        if (paused.isValid()) {
            io().timers().after(nanos, () -> {
                if (paused.isValid()) {
                    paused.interestOps(SelectionKey.OP_ACCEPT);
                }
            });
            paused.interestOps(0); // only now that it will be taken back
        }
    }

    private void begin(SocketChannel accepted) {
        Opening opening = null;
        try {
            String peerAddress = Addresses.ofPeer(accepted);
            accepted.configureBlocking(false);
            preparation.prepare(accepted);
            Outcome outcome = new Outcome(peerAddress);
            opening = new Opening(host, options, accepted, true, peerAddress, outcome);
            outcome.opening = opening;
            openings.add(opening);
            host.report(SocketEvent.accepted(endpoint, peerAddress));
            opening.begin();
        } catch (IOException | RuntimeException | Error gone) {
            try {
                accepted.close();
            } catch (IOException ignored) {
                // it is gone either way
            }
            if (opening != null) {
                opening.cancel(Reason.INTERNAL_ERROR, StreamConnection.text(gone));
            }
        }
    }

    private final class Outcome implements Opening.Listener {
        private final String peerAddress;
        private @Nullable Opening opening;

        Outcome(String peerAddress) {
            this.peerAddress = peerAddress;
        }

        @Override
        public void onOpen(Opened opened) {
            forget();
            new AcceptedPeer(host, endpoint, options).open(opened);
        }

        @Override
        public void onRefused(Reason reason, String detail) {
            forget();
            host.count(reason);
            host.report(SocketEvent.refused(endpoint, peerAddress, reason, detail));
        }

        private void forget() {
            if (opening != null) {
                openings.remove(opening);
            }
        }
    }

    // ------------------------------------------------------------------ the end

    /** From any thread; {@link #awaitClosed} tells when the endpoint is free. */
    @Override
    public void close(long lingerNanos) {
        abandon();
    }

    @Override
    public void abandon() {
        if (ending.compareAndSet(false, true)) {
            boolean asked = false;
            try {
                io().execute(end);
                asked = true;
            } finally {
                if (!asked) { // whoever calls again asks again
                    ending.set(false);
                }
            }
        }
    }

    @Override
    public void awaitClosed(long nanos) {
        boolean interrupted = Thread.interrupted();
        long deadlineNanos = io().nanos() + nanos;
        while (true) {
            try {
                closed.await(deadlineNanos - io().nanos(), TimeUnit.NANOSECONDS);
                break;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A duty, repeated where it fails. */
    private void end() {
        if (over) {
            return;
        }
        Duty finish = new Duty(this::finish);
        for (Opening opening : openings.toArray(Opening[]::new)) {
            opening.cancel(Reason.CLOSED_LOCALLY, "our socket stopped listening");
        }
        SelectionKey registered = key;
        if (registered != null) {
            registered.cancel();
        }
        try {
            channel.close();
        } catch (IOException ignored) {
            // it is gone either way
        }
        over = true;
        io().afterNextSelect(finish);
    }

    private void finish() {
        SocketEvent end = SocketEvent.closed(endpoint, Reason.CLOSED_LOCALLY, "");
        try {
            cleanUp.run();
        } finally {
            closed.countDown();
        }
        host.ended(this, Traffic.NONE);
        host.report(end);
    }

    private IoThread io() {
        return host.io();
    }

    // ------------------------------------------------------------------ from any thread

    @Override
    public Kind kind() {
        return Kind.LISTENER;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public boolean isConnected() {
        return false;
    }

    @Override
    public @Nullable PeerStatistics statistics() {
        return null;
    }
}
