package io.nolmq.internal.transport.stream;

import io.nolmq.internal.engine.LingerTimer;
import io.nolmq.internal.engine.Link;
import io.nolmq.internal.engine.SocketCore;
import io.nolmq.message.Endpoint;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.Reason;

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
        socket.opened(this);
        pipe.open(connection);
    }

    @Override
    public void close(long lingerNanos) {
        pipe.close(lingerNanos);
        linger.start(lingerNanos);
    }

    @Override
    public void onDisconnected(Reason reason, String detail) {
        // the pipe ends by itself
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
