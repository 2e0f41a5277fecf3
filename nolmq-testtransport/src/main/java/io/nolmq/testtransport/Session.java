package io.nolmq.testtransport;

import io.nolmq.message.Endpoint;
import io.nolmq.message.Reason;
import io.nolmq.message.ReconnectOptions;
import io.nolmq.message.ReconnectStop;
import io.nolmq.message.SocketEvent;
import io.nolmq.message.Traffic;
import io.nolmq.spi.LinkOptions;
import io.nolmq.spi.PipeHost;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The life of one connecting endpoint, over all its connections. Belongs to the loop, but where a method says otherwise. */
final class Session extends PipeLink implements Connection.Handler {
    private static final long REFUSED_MAXIMUM_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int DOUBLINGS_MAXIMUM = 30;

    private enum State {
        WAITING,
        OPENING,
        CONNECTED,
        OVER
    }

    private final Loop loop;
    private final LinkOptions linkOptions;
    private final ReconnectOptions options;

    private State state = State.WAITING;
    private @Nullable Connection opening;
    private Frame.@Nullable Hello peer;
    private PipeHost.@Nullable Timer timer;
    private int refusals;
    private int failures;
    private boolean closing;

    Session(PipeHost host, Endpoint endpoint, LinkOptions linkOptions, Loop loop) {
        super(
                host,
                endpoint,
                Kind.SESSION,
                linkOptions,
                loop,
                linkOptions.snapshot().connectRoutingId().bytes());
        this.loop = loop;
        this.linkOptions = linkOptions;
        this.options = linkOptions.snapshot().reconnect();
    }

    /** Begins. From any thread. */
    void start() {
        boolean begun = false;
        try {
            host.opened(this);
            if (!linkOptions.snapshot().queue().immediate()) {
                pipe.attachEarly();
            }
            loop.execute(this::find);
            begun = true;
        } finally {
            if (!begun) {
                abandon();
            }
        }
    }

    // ------------------------------------------------------------------ attempts

    private void find() {
        if (state != State.WAITING || pipe.isOver()) {
            return;
        }
        cancelTimer();
        Connection connection = BoundName.connect(endpoint.address(), loop);
        if (connection == null) {
            failed(Reason.CONNECT_FAILED, "nobody is bound there", ReconnectStop.CONNECTION_REFUSED);
            return;
        }
        state = State.OPENING;
        opening = connection;
        host.report(SocketEvent.connected(endpoint, ""));
        connection.begin(this, BoundName.hello(host, linkOptions));
    }

    @Override
    public boolean mayRead() {
        return true;
    }

    @Override
    public void onFrame(Connection from, Frame frame) {
        Frame.Hello known = peer;
        if (frame instanceof Frame.Hello hello) {
            if (host.accepts(hello.type())) {
                peer = hello;
            } else {
                from.endSoon(Reason.SOCKET_TYPE, "a peer that does not go with ours: type=" + hello.type());
            }
        } else if (frame instanceof Frame.Ready && known != null) {
            state = State.CONNECTED;
            opening = null;
            peer = null;
            failures = 0;
            pipe.open(from, known, true);
        } else {
            from.endSoon(Reason.MALFORMED, "an unexpected frame in the handshake");
        }
    }

    @Override
    public void onRoom(Connection of) {
        // nothing waits
    }

    @Override
    public void onEnd(Connection ended, Reason reason, String detail, boolean inOrder) {
        if (opening == ended) {
            opening = null;
            peer = null;
            if (state == State.OPENING) {
                host.report(SocketEvent.refused(endpoint, "", reason, detail));
                failed(reason, detail, ReconnectStop.HANDSHAKE_FAILED);
            }
        }
    }

    @Override
    public void onDisconnected(Reason reason, String detail) {
        if (state == State.CONNECTED) {
            retry(reason, detail);
        }
    }

    private void failed(Reason reason, String detail, ReconnectStop occasion) {
        if (options.stop().contains(occasion)) {
            giveUp(reason, detail);
        } else {
            retry(reason, detail);
        }
        host.count(reason);
    }

    private void retry(Reason reason, String detail) {
        long delay = delay(reason);
        if (delay < 0 || (closing && options.stop().contains(ReconnectStop.AFTER_DISCONNECT))) {
            giveUp(reason, detail);
            return;
        }
        state = State.WAITING;
        timer = host.after(delay, () -> loop.execute(this::find));
        host.report(SocketEvent.connectRetried(endpoint, reason, detail, Duration.ofNanos(delay)));
    }

    /** One interval and up to another by chance; twice as long each time up to the maximum, or after a refusal; -1 for never. */
    private long delay(Reason reason) {
        long interval = options.intervalNanos();
        if (interval <= 0) {
            return -1;
        }
        if (reason.kind() == Reason.Kind.REFUSAL) {
            return doubled(interval, refusals++, Math.max(interval, REFUSED_MAXIMUM_NANOS));
        }
        refusals = 0;
        long maximum = options.maximumNanos();
        return maximum == 0
                ? interval + ThreadLocalRandom.current().nextLong(interval)
                : doubled(Math.min(interval, maximum), failures++, maximum);
    }

    private static long doubled(long interval, int times, long maximum) {
        int doublings = Math.min(times, DOUBLINGS_MAXIMUM);
        return interval > maximum >> doublings ? maximum : interval << doublings;
    }

    private void giveUp(Reason reason, String detail) {
        state = State.OVER;
        pipe.close(0);
        host.report(SocketEvent.closed(endpoint, reason, detail));
    }

    @Override
    public void retryNow() {
        find();
    }

    // ------------------------------------------------------------------ the end

    /** From any thread. */
    @Override
    public void close(long lingerNanos) {
        loop.execute(() -> closing = true);
        super.close(lingerNanos);
    }

    @Override
    public void onOver(Traffic traffic) {
        cancelTimer();
        if (state != State.OVER) {
            state = State.OVER;
            host.report(SocketEvent.closed(endpoint, Reason.CLOSED_LOCALLY, ""));
        }
        Connection begun = opening;
        if (begun != null) {
            opening = null;
            begun.endSoon(Reason.CLOSED_LOCALLY, "");
        }
        host.ended(this, traffic);
    }

    private void cancelTimer() {
        PipeHost.Timer set = timer;
        if (set != null) {
            set.cancel();
            timer = null;
        }
    }
}
