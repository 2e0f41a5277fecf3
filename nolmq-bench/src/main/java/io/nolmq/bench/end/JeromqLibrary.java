package io.nolmq.bench.end;

import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** JeroMQ by its public API. */
final class JeromqLibrary implements Library {
    private static final int MAXIMUM_SOCKETS = 20_000;

    private final ZMQ.Context context = ZMQ.context(1);
    private final int highWaterMark;

    JeromqLibrary(int highWaterMark) {
        this.highWaterMark = highWaterMark;
        context.setMaxSockets(MAXIMUM_SOCKETS);
    }

    @Override
    public String name() {
        return "JeroMQ 0.6.0";
    }

    private BenchSocket open(SocketType type) {
        return new Plain(socket(type));
    }

    private ZMQ.Socket socket(SocketType type) {
        ZMQ.Socket socket = context.socket(type);
        if (highWaterMark >= 0) {
            socket.setHWM(highWaterMark);
        }
        return socket;
    }

    @Override
    public BenchSocket push() {
        return open(SocketType.PUSH);
    }

    @Override
    public BenchSocket pull() {
        return open(SocketType.PULL);
    }

    @Override
    public BenchSocket req() {
        return open(SocketType.REQ);
    }

    @Override
    public BenchSocket rep() {
        return open(SocketType.REP);
    }

    @Override
    public BenchPublisher pub() {
        ZMQ.Socket socket = socket(SocketType.XPUB);
        socket.setXpubNoDrop(true);
        socket.setXpubVerbose(true);
        return new Publishing(socket);
    }

    @Override
    public BenchSocket sub() {
        ZMQ.Socket socket = socket(SocketType.SUB);
        socket.subscribe(ZMQ.SUBSCRIPTION_ALL);
        return new Plain(socket);
    }

    @Override
    public void close() {
        context.term();
    }

    private static class Plain implements BenchSocket {
        private final ZMQ.Socket socket;

        Plain(ZMQ.Socket socket) {
            this.socket = socket;
        }

        @Override
        public final String bind(String endpoint) {
            if (!socket.bind(endpoint)) {
                throw new IllegalStateException("cannot bind: endpoint=" + endpoint);
            }
            return socket.getLastEndpoint();
        }

        @Override
        public final void connect(String endpoint) {
            if (!socket.connect(endpoint)) {
                throw new IllegalStateException("cannot connect: endpoint=" + endpoint);
            }
        }

        @Override
        public final void send(byte[] payload) {
            if (!socket.send(payload)) {
                throw new IllegalStateException("cannot send: errno=" + socket.errno());
            }
        }

        @Override
        public final byte[] receive() {
            byte[] payload = socket.recv();
            if (payload == null) {
                throw new IllegalStateException("cannot receive: errno=" + socket.errno());
            }
            return payload;
        }

        @Override
        public final byte @Nullable [] tryReceive() {
            return socket.recv(ZMQ.DONTWAIT);
        }

        @Override
        public final void close() {
            socket.close();
        }
    }

    private static final class Publishing extends Plain implements BenchPublisher {
        Publishing(ZMQ.Socket socket) {
            super(socket);
        }

        @Override
        public void awaitSubscribers(int count) {
            for (int i = 0; i < count; i++) {
                receive();
            }
        }
    }
}
