package io.nolmq.testtransport;

import io.nolmq.message.Endpoint;
import io.nolmq.spi.Link;
import io.nolmq.spi.LinkOptions;
import io.nolmq.spi.PipeHost;
import io.nolmq.spi.Transport;

/**
 * {@code foreign://name}: the names of one process. Like a network transport it connects again after a lost connection, and
 * reads and writes on an event loop that no socket and no I/O thread of a context knows of.
 */
public final class ForeignTransport implements Transport {
    private final Loop loop = new Loop();

    /** For the service loader. */
    public ForeignTransport() {}

    @Override
    public String scheme() {
        return "foreign";
    }

    @Override
    public Link bind(PipeHost host, Endpoint endpoint, LinkOptions options) {
        BoundName listener = new BoundName(host, endpoint, options, loop);
        listener.bind();
        return listener;
    }

    @Override
    public Link connect(PipeHost host, Endpoint endpoint, LinkOptions options) {
        Session session = new Session(host, endpoint, options, loop);
        session.start();
        return session;
    }

    @Override
    public void close() {
        loop.close();
    }
}
