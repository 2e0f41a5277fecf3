package io.nolmq.internal.transport.inproc;

import io.nolmq.internal.engine.Duty;
import io.nolmq.internal.engine.LingerTimer;
import io.nolmq.internal.engine.Overflows;
import io.nolmq.internal.engine.PipeState;
import io.nolmq.internal.engine.SocketHost;
import io.nolmq.message.Endpoint;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.Reason;
import io.nolmq.message.RoutingId;
import io.nolmq.message.SocketEvent;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.Traffic;
import io.nolmq.spi.Link;
import io.nolmq.spi.LinkOptions;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The life of an {@link InprocPipe}: how two ends become a pair, and how they part. {@link PipeState} has the picture. Belongs
 * to the send side, but where a method says otherwise.
 *
 * <pre>
 *   connecting end:   attachEarly ─────────→ learn ──→ connect
 *                                           ↗       ↘
 *   accepting end:              attachTo ──           connect        each arrow a duty, posted to the other socket's send side
 * </pre>
 */
final class InprocLink implements Link {
    private final SocketHost host;
    private final Endpoint endpoint;
    private final Kind kind;
    private final LinkOptions options;
    private final Consumer<InprocLink> onAlone;
    private final LingerTimer linger;
    private final InprocPipe pipe;
    private final Duty abandon = new Duty(() -> closeNow(0));
    private final AtomicBoolean abandoned = new AtomicBoolean();
    /** Whether there was no stack to ask for it: {@link #lookAfter} does. */
    private volatile boolean abandonOwed;

    private volatile PipeState state = PipeState.DETACHED;
    /** Whether the pattern has been asked about the peer. */
    private boolean asked;
    /** Whether the accepting end has been told that this one knows of it. */
    private boolean told;

    /** @param onAlone is told when this end closes without ever having had another */
    InprocLink(SocketHost host, Endpoint endpoint, Kind kind, LinkOptions options, Consumer<InprocLink> onAlone) {
        this.host = host;
        this.endpoint = endpoint;
        this.kind = kind;
        this.options = options;
        this.onAlone = onAlone;
        this.linger = new LingerTimer(host.io(), () -> close(0));
        this.pipe = new InprocPipe(host, options, this);
    }

    boolean isAttached() {
        return state.isAttached();
    }

    boolean isClosing() {
        return state.isClosing();
    }

    // ------------------------------------------------------------------ two ends become a pair

    /** A connecting end takes messages before there is a listener, unless the option immediate is on. From any thread. */
    void attachEarly() {
        if (!options.snapshot().queue().immediate()) {
            host.sendSide().post(this::attach);
        }
    }

    /**
     * Makes two ends a pair. Each step is done under the send side of the socket that it concerns: the accepting end is
     * attached, the connecting end learns of it, the accepting end is told. It is told before it can hear that the
     * connecting end has closed meanwhile, so that what that one sent is received. Where this throws, nothing has begun.
     */
    static void join(InprocLink connecting, InprocLink accepting) {
        Duty third = new Duty(() -> accepting.connect(connecting));
        Duty second = new Duty(() -> connecting.learn(accepting, third));
        Duty first = new Duty(() -> accepting.attachTo(connecting, second));
        InprocPipe.connectLanes(connecting.pipe, accepting.pipe);
        accepting.host.sendSide().post(first);
    }

    private void attachTo(InprocLink connecting, Duty next) {
        if (!isClosing()) {
            attach();
            pipe.sendTo(connecting.pipe);
            pipe.takeLaneTo(connecting.pipe);
            pipe.adoptMarks(host.options());
        }
        toSendSideOf(connecting, next);
    }

    private void learn(InprocLink accepting, Duty next) {
        if (state != PipeState.OVER && !told) {
            told = true;
            toSendSideOf(accepting, next);
        }
        connect(accepting);
    }

    private void attach() {
        if (state == PipeState.DETACHED) {
            pipe.adoptMarks(host.options());
            host.attach(pipe);
            state = PipeState.WAITING;
        }
    }

    /** A duty, repeated where it fails. */
    private void connect(InprocLink with) {
        if (state == PipeState.OVER) {
            tellClosed(with, new Duty(pipe::dropUnreceivable));
            return;
        }
        Duty open = new Duty(pipe::open);
        SocketEvent event = SocketEvent.handshakeSucceeded(endpoint, "");
        pipe.takeLaneTo(with.pipe);
        if (isClosing()) {
            pipe.sendEarly(with.pipe);
            endIfSent();
            return;
        }
        attach();
        pipe.sendTo(with.pipe);
        pipe.adoptMarks(host.options());
        asked = true;
        Reason refusal = host.refusal(pipe);
        if (refusal != null) {
            refuse(refusal, "refused by our " + host.type());
            return;
        }
        if (state != PipeState.CONNECTED) {
            host.connected(pipe);
            state = PipeState.CONNECTED;
            host.report(event);
        }
        pipe.sendEarly(with.pipe);
        host.receiveSide().post(open);
        host.room(pipe);
        host.peersChanged();
    }

    private void toSendSideOf(InprocLink other, Duty duty) {
        host.sendSide().postAfterUnlock(other.host.sendSide(), duty);
    }

    /** Both sides. */
    @Override
    public void onOptions(SocketOptions now) {
        pipe.adoptMarks(now);
    }

    /** Both ways: what came may not have been reported, nor the room that was made. From any thread. */
    @Override
    public void lookAfter() {
        if (abandonOwed) {
            abandonOwed = false;
            host.sendSide().post(abandon);
        }
        pipe.lookAfter();
        host.sendSide().post(new Duty(() -> {
            if (isConnected()) {
                host.room(pipe);
            }
        }));
    }

    // ------------------------------------------------------------------ they part

    /** An end that has nobody yet goes on waiting, for nobody is there to be refused. From any thread. */
    void refuse(Reason reason, String detail) {
        host.sendSide().post(new Duty(() -> {
            if (state == PipeState.OVER || !pipe.isSending()) {
                return;
            }
            SocketEvent event = isConnected()
                    ? disconnectedEvent(reason, detail)
                    : SocketEvent.refused(endpoint, "", reason, detail);
            closeNow(0);
            host.count(reason);
            host.report(event);
        }));
    }

    /** From any thread. */
    @Override
    public void close(long lingerNanos) {
        Duty start = linger.starting(lingerNanos);
        host.sendSide().post(new Duty(() -> closeNow(lingerNanos)));
        host.io().execute(start);
    }

    /** From any thread. */
    @Override
    public void abandon() {
        if (abandoned.compareAndSet(false, true)) {
            try {
                host.sendSide().post(abandon);
            } catch (Throwable deep) {
                abandonOwed = true;
                Overflows.count++;
            }
        }
    }

    private void closeNow(long lingerNanos) {
        assert host.sendSide().isHeld() : "not under its side";
        if (state == PipeState.OVER) {
            return;
        }
        if (state != PipeState.CLOSING) {
            detach();
            state = PipeState.CLOSING;
        }
        if (lingerNanos == 0) {
            pipe.dropEarly(Reason.LINGER_EXPIRED);
        }
        endIfSent();
    }

    /** While closing. */
    private void endIfSent() {
        if (state == PipeState.OVER || !pipe.hasSentEarly()) {
            return;
        }
        InprocPipe with = pipe.peer();
        if (with == null) {
            Traffic last = pipe.traffic();
            Duty finish = new Duty(() -> finish(last));
            onAlone.accept(this);
            state = PipeState.OVER;
            host.io().execute(finish);
        } else {
            tellClosed(with.link(), new Duty(this::end));
            state = PipeState.OVER;
        }
    }

    /** Tells the other end, and when that has stopped sending, goes on under our receive side. */
    private void tellClosed(InprocLink with, Duty then) {
        toSendSideOf(with, new Duty(() -> {
            with.onPeerClosed();
            with.host.sendSide().postAfterUnlock(host.receiveSide(), then);
        }));
    }

    /** Receive side: the peer has stopped sending, and so have we. A duty, repeated where it fails. */
    private void end() {
        Traffic last = pipe.endReceiving();
        host.io().execute(new Duty(() -> finish(last)));
    }

    private void finish(Traffic last) {
        linger.stop();
        host.ended(this, last);
    }

    /** The other end is closed. What it sent may still be received. Repeated where it fails. */
    private void onPeerClosed() {
        assert host.sendSide().isHeld() : "not under its side";
        if (state == PipeState.OVER) {
            return;
        }
        Duty end = new Duty(this::end);
        SocketEvent event = disconnectedEvent(Reason.END_OF_STREAM, "the peer closed its end");
        detach();
        state = PipeState.CLOSING;
        pipe.dropEarly(Reason.PEER_GONE);
        state = PipeState.OVER; // from here on this is not repeated
        try {
            host.count(Reason.END_OF_STREAM);
            host.report(event);
        } catch (Throwable deep) {
            Overflows.count++;
        }
        host.receiveSide().post(end);
    }

    private SocketEvent disconnectedEvent(Reason reason, String detail) {
        return SocketEvent.disconnected(endpoint, "", reason, detail, pipe.inFlight());
    }

    private void detach() {
        if (state == PipeState.CONNECTED) {
            state = PipeState.WAITING; // first: the pattern may look for the peers that it has left
        }
        if (asked) {
            host.disconnected(pipe);
            asked = false;
        }
        if (isAttached()) {
            host.detach(pipe);
            state = PipeState.DETACHED;
        }
    }

    // ------------------------------------------------------------------ what is known of it

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public boolean isConnected() {
        return state == PipeState.CONNECTED;
    }

    @Override
    public PeerStatistics statistics() {
        return host.readUnderSides(() -> new PeerStatistics(
                new PeerStatistics.Peer(endpoint, "", pipe.peerType(), RoutingId.of(pipe.routingId())),
                new PeerStatistics.Connection(isConnected(), 0, 0),
                pipe.traffic(),
                pipe.queueStatistics()));
    }
}
