package io.nolmq.testtransport;

import io.nolmq.message.Endpoint;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.SocketOptions;
import io.nolmq.spi.Link;
import io.nolmq.spi.LinkOptions;
import io.nolmq.spi.PipeHost;

/** A link that is a pipe and the rule of what follows its end. */
abstract class PipeLink implements Link, ForeignPipe.Owner {
    final PipeHost host;
    final Endpoint endpoint;
    final ForeignPipe pipe;
    private final Kind kind;

    PipeLink(PipeHost host, Endpoint endpoint, Kind kind, LinkOptions options, Loop loop, byte[] chosenRoutingId) {
        this.host = host;
        this.endpoint = endpoint;
        this.kind = kind;
        this.pipe = new ForeignPipe(host, options, loop, chosenRoutingId, this);
    }

    @Override
    public final Kind kind() {
        return kind;
    }

    @Override
    public final Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public final boolean isPersistent() {
        return kind == Kind.SESSION;
    }

    @Override
    public final boolean isConnected() {
        return pipe.isConnected();
    }

    @Override
    public final void onOptions(SocketOptions now) {
        pipe.onOptions(now);
    }

    @Override
    public void close(long lingerNanos) {
        pipe.close(lingerNanos);
    }

    @Override
    public final void onContextClosing() {
        pipe.onContextClosing();
    }

    @Override
    public final void abandon() {
        pipe.abandon();
    }

    @Override
    public final void lookAfter() {
        pipe.lookAfter();
    }

    @Override
    public final PeerStatistics statistics() {
        return pipe.statistics();
    }
}
