package io.nolmq.bench.end;

import io.nolmq.Context;
import io.nolmq.PubSocket;
import io.nolmq.Receiver;
import io.nolmq.Sender;
import io.nolmq.Socket;
import io.nolmq.SubSocket;
import io.nolmq.message.Message;
import io.nolmq.message.SocketOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** NolMQ by its public API. */
final class NolmqLibrary implements Library {
    private static final Duration SUBSCRIBERS_TIMEOUT = Duration.ofMinutes(1);

    private final Context context = Context.create();
    private final SocketOptions options;

    NolmqLibrary(int highWaterMark) {
        options = highWaterMark < 0
                ? SocketOptions.DEFAULTS
                : SocketOptions.builder()
                        .sendHighWaterMark(highWaterMark)
                        .receiveHighWaterMark(highWaterMark)
                        .build();
    }

    @Override
    public String name() {
        return "NolMQ";
    }

    @Override
    public BenchSocket push() {
        return new Sending(context.push(options));
    }

    @Override
    public BenchSocket pull() {
        return new Receiving(context.pull(options));
    }

    @Override
    public BenchSocket req() {
        return new Both(context.req(options));
    }

    @Override
    public BenchSocket rep() {
        return new Both(context.rep(options));
    }

    @Override
    public BenchPublisher pub() {
        return new Publishing(context.pub(options.toBuilder().noDrop(true).build()));
    }

    @Override
    public BenchSocket sub() {
        SubSocket socket = context.sub(options);
        socket.subscribe("");
        return new Receiving(socket);
    }

    @Override
    public void close() {
        context.close();
    }

    private abstract static class Any implements BenchSocket {
        private final Socket socket;

        Any(Socket socket) {
            this.socket = socket;
        }

        @Override
        public final String bind(String endpoint) {
            return socket.bind(endpoint).toString();
        }

        @Override
        public final void connect(String endpoint) {
            socket.connect(endpoint);
        }

        @Override
        public void send(byte[] payload) {
            throw new UnsupportedOperationException("send");
        }

        @Override
        public byte[] receive() {
            throw new UnsupportedOperationException("receive");
        }

        @Override
        public byte @Nullable [] tryReceive() {
            throw new UnsupportedOperationException("tryReceive");
        }

        @Override
        public final void close() {
            socket.close();
        }

        static byte @Nullable [] payload(@Nullable Message message) {
            return message == null ? null : message.bytes();
        }
    }

    private static final class Sending extends Any {
        private final Sender sender;

        <S extends Socket & Sender> Sending(S socket) {
            super(socket);
            sender = socket;
        }

        @Override
        public void send(byte[] payload) {
            sender.send(payload);
        }
    }

    private static final class Publishing extends Any implements BenchPublisher {
        private final PubSocket publisher;

        Publishing(PubSocket socket) {
            super(socket);
            publisher = socket;
        }

        @Override
        public void send(byte[] payload) {
            publisher.send(payload);
        }

        @Override
        public void awaitSubscribers(int count) {
            if (!publisher.awaitSubscribers(count, SUBSCRIBERS_TIMEOUT)) {
                throw new IllegalStateException("too few subscribers: wanted=" + count);
            }
        }
    }

    private static final class Receiving extends Any {
        private final Receiver receiver;

        <S extends Socket & Receiver> Receiving(S socket) {
            super(socket);
            receiver = socket;
        }

        @Override
        public byte[] receive() {
            return receiver.receive().bytes();
        }

        @Override
        public byte @Nullable [] tryReceive() {
            return payload(receiver.tryReceive());
        }
    }

    private static final class Both extends Any {
        private final Sender sender;
        private final Receiver receiver;

        <S extends Socket & Sender & Receiver> Both(S socket) {
            super(socket);
            sender = socket;
            receiver = socket;
        }

        @Override
        public void send(byte[] payload) {
            sender.send(payload);
        }

        @Override
        public byte[] receive() {
            return receiver.receive().bytes();
        }
    }
}
