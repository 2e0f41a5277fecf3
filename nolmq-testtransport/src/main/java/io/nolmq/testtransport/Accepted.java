package io.nolmq.testtransport;

import io.nolmq.message.Endpoint;
import io.nolmq.message.Reason;
import io.nolmq.message.Traffic;
import io.nolmq.spi.LinkOptions;
import io.nolmq.spi.PipeHost;

/** A peer that came to a listener and has said who it is. It has one connection, and ends with it. */
final class Accepted extends PipeLink {
    Accepted(PipeHost host, Endpoint endpoint, LinkOptions options, Loop loop) {
        super(host, endpoint, Kind.ACCEPTED, options, loop, new byte[0]);
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
}
