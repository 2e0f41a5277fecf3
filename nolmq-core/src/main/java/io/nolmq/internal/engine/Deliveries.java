package io.nolmq.internal.engine;

import java.util.concurrent.atomic.AtomicLong;

/** How the messages ended that the kernel had taken over the connections of closing pipes. Safe for any thread. */
public final class Deliveries {
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();

    /** Counts messages of a connection that both ends closed in order, the peer behind them. */
    public void addDelivered(long messages) {
        delivered.addAndGet(messages);
    }

    /** Counts messages of a connection that ended otherwise: at most so many did not reach the peer. */
    public void addUnknown(long messages) {
        unknown.addAndGet(messages);
    }

    /** The messages of connections that ended in order. */
    public long delivered() {
        return delivered.get();
    }

    /** The messages of other connections, as far as nothing proves that the peer read them. */
    public long unknown() {
        return unknown.get();
    }
}
