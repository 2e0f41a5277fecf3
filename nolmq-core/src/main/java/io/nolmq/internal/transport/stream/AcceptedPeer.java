package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.Duty;
import io.nolmq.internal.engine.LingerTimer;
import io.nolmq.internal.engine.SocketHost;
import io.nolmq.message.Endpoint;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.Traffic;
import io.nolmq.spi.Link;
import io.nolmq.spi.LinkOptions;

/** A peer that came to a listener, once it has said who it is. It has one connection, and ends with it. */
final class AcceptedPeer implements Link, StreamPipe.Owner {
    private final SocketHost host;
    private final Endpoint endpoint;
    private final LinkOptions options;
    private final StreamPipe pipe;
    private final LingerTimer linger;

    AcceptedPeer(SocketHost host, Endpoint endpoint, LinkOptions options) {
        this.host = host;
        this.endpoint = endpoint;
        this.options = options;
        this.pipe = new StreamPipe(host, options, new byte[0], this);
        this.linger = new LingerTimer(host.io(), () -> pipe.life().close(0));
    }

    /** On the I/O thread. */
    void open(Opened opened) {
        StreamConnection connection = new StreamConnection(host, options, opened, pipe);
        boolean begun = false;
        try {
            host.opened(this);
            pipe.life().open(connection);
            begun = true;
        } finally {
            if (!begun) {
                host.ended(this, Traffic.NONE);
            }
        }
    }

    @Override
    public void close(long lingerNanos) {
        Duty start = linger.starting(lingerNanos);
        pipe.life().close(lingerNanos);
        host.io().execute(start);
    }

    @Override
    public void abandon() {
        pipe.life().abandon();
    }

    @Override
    public void lookAfter() {
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
    public void onDisconnected(Reason reason, String detail) {
        // the pipe ends by itself
    }

    @Override
    public void retryNow() {
        // the peer comes again, or does not
    }

    @Override
    public void onOver() {
        linger.stop();
        host.ended(this, pipe.traffic());
    }

    @Override
    public Kind kind() {
        return Kind.ACCEPTED;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public boolean isPersistent() {
        return false;
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
