package io.nolmq.testtransport;

import io.nolmq.message.Endpoint;
import io.nolmq.spi.Link;
import io.nolmq.spi.LinkOptions;
import io.nolmq.spi.PipeHost;
import io.nolmq.spi.Transport;

/** A transport that claims a scheme of core. */
public final class Impostor implements Transport {
    /** How many were made, by this class loader. */
    public static volatile int made;

    /** For the service loader. */
    public Impostor() {
        made++;
    }

    @Override
    public String scheme() {
        return "tcp";
    }

    @Override
    public Link bind(PipeHost host, Endpoint endpoint, LinkOptions options) {
        throw new AssertionError("an impostor is bound");
    }

    @Override
    public Link connect(PipeHost host, Endpoint endpoint, LinkOptions options) {
        throw new AssertionError("an impostor is connected");
    }
}
