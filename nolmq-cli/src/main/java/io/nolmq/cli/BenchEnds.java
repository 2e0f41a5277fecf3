package io.nolmq.cli;

import io.nolmq.Context;

/** The two contexts of a measurement: one for inproc, which must be shared, two for tcp, as in two processes. */
final class BenchEnds implements AutoCloseable {
    private final Context local;
    private final Context remote;
    private final String bindTo;

    private BenchEnds(Context local, Context remote, String bindTo) {
        this.local = local;
        this.remote = remote;
        this.bindTo = bindTo;
    }

    static BenchEnds tcp() {
        return new BenchEnds(Context.create(), Context.create(), "tcp://127.0.0.1:0");
    }

    static BenchEnds inproc() {
        Context shared = Context.create();
        return new BenchEnds(shared, shared, "inproc://bench");
    }

    Context local() {
        return local;
    }

    Context remote() {
        return remote;
    }

    String bindTo() {
        return bindTo;
    }

    @Override
    public void close() {
        remote.close();
        local.close();
    }
}
