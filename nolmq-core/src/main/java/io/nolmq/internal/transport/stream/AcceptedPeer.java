package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.Duty;
import io.nolmq.internal.engine.LingerTimer;
import io.nolmq.internal.engine.Link;
import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.Endpoint;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.Reason;
import io.nolmq.message.Traffic;

/** A peer that came to a listener, once it has said who it is. It has one connection, and ends with it. */
final class AcceptedPeer implements Link, StreamPipe.Owner {
    private final SocketCore socket;
    private final Endpoint endpoint;
    private final StreamPipe pipe;
    private final LingerTimer linger;

    AcceptedPeer(SocketCore socket, Endpoint endpoint) {
        this.socket = socket;
        this.endpoint = endpoint;
        this.pipe = new StreamPipe(socket, new byte[0], this);
        this.linger = new LingerTimer(socket.io(), () -> pipe.close(0));
    }

    /** On the I/O thread. */
    void open(Opened opened) {
        StreamConnection connection = new StreamConnection(socket, opened, pipe);
        boolean begun = false;
        try {
            socket.opened(this);
            pipe.open(connection);
            begun = true;
        } finally {
            if (!begun) {
                socket.ended(this, Traffic.NONE);
            }
        }
    }

    @Override
    public void close(long lingerNanos) {
        Duty start = linger.starting(lingerNanos);
        pipe.close(lingerNanos);
        socket.io().execute(start);
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
    public void onContextClosing() {
        pipe.onContextClosing();
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
        socket.ended(this, pipe.traffic());
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
