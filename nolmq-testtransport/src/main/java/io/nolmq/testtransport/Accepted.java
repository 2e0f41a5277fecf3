package io.nolmq.testtransport;

import io.nolmq.message.Endpoint;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.Traffic;
import io.nolmq.spi.Link;
import io.nolmq.spi.LinkOptions;
import io.nolmq.spi.PipeHost;

/** A peer that came to a listener and has said who it is. It has one connection, and ends with it. */
final class Accepted implements Link, ForeignPipe.Owner {
    private final PipeHost host;
    private final Endpoint endpoint;
    private final ForeignPipe pipe;

    Accepted(PipeHost host, Endpoint endpoint, LinkOptions options, Loop loop) {
        this.host = host;
        this.endpoint = endpoint;
        this.pipe = new ForeignPipe(host, options, loop, new byte[0], this);
    }

    /** On the loop. */
    void open(Connection connection, Frame.Hello peer) {
        boolean begun = false;
        try {
            host.opened(this);
            pipe.open(connection, peer, false);
            begun = true;
        } finally {
            if (!begun) {
                host.ended(this, Traffic.NONE);
            }
        }
    }

    @Override
    public boolean isPersistent() {
        return false;
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
    public void onOver(Traffic traffic) {
        host.ended(this, traffic);
    }

    @Override
    public void onOptions(SocketOptions now) {
        pipe.onOptions(now);
    }

    @Override
    public void close(long lingerNanos) {
        pipe.close(lingerNanos);
    }

    @Override
    public void onContextClosing() {
        pipe.onContextClosing();
    }

    @Override
    public void abandon() {
        pipe.abandon();
    }

    @Override
    public void lookAfter() {
        pipe.lookAfter();
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
    public boolean isConnected() {
        return pipe.isConnected();
    }

    @Override
    public PeerStatistics statistics() {
        return pipe.statistics();
    }
}
