package io.nolmq.internal.transport.ipc;

import io.nolmq.internal.transport.stream.Dialer;
import io.nolmq.internal.transport.stream.StreamTransport;
import io.nolmq.message.Endpoint;
import io.nolmq.message.EndpointException;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.StreamOptions;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.Consumer;

/** {@code ipc://path}: Unix domain sockets. */
public final class IpcTransport extends StreamTransport {
    @Override
    public String scheme() {
        return "ipc";
    }

    @Override
    protected Place place(Endpoint endpoint, SocketOptions options) {
        return new IpcPlace(IpcAddress.bind(endpoint));
    }

    @Override
    protected Dialer dialer(Endpoint endpoint, SocketOptions options) {
        return new IpcDialer(IpcAddress.connect(endpoint), options.stream());
    }

    @Override
    protected void prepare(SocketChannel accepted, SocketOptions options) throws IOException {
        applyBuffers(accepted, options.stream());
    }

    private record IpcPlace(IpcAddress where) implements Place {
        @Override
        public ServerSocketChannel listen(SocketOptions options) throws IOException {
            where.prepareToBind();
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.configureBlocking(false);
                channel.bind(where.socketAddress(), options.stream().backlog());
                return channel;
            } catch (IOException | RuntimeException | Error failed) {
                channel.close();
                throw failed;
            }
        }

        @Override
        public Endpoint bound(ServerSocketChannel channel) {
            return where.canonical();
        }

        @Override
        public ErrorCode whyNot(IOException failed) {
            return where.whyNot();
        }

        @Override
        public void cleanUp() {
            where.cleanUp();
        }
    }

    private record IpcDialer(IpcAddress where, StreamOptions options) implements Dialer {
        @Override
        public void find(Consumer<List<? extends SocketAddress>> found, Consumer<EndpointException> failed) {
            found.accept(List.of(where.socketAddress()));
        }

        @Override
        public SocketChannel dial(SocketAddress target) throws IOException {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.configureBlocking(false);
                applyBuffers(channel, options);
                channel.connect(target);
                return channel;
            } catch (IOException | RuntimeException | Error failed) {
                channel.close();
                throw failed;
            }
        }
    }

    private static void applyBuffers(NetworkChannel channel, StreamOptions options) throws IOException {
        apply(channel, StandardSocketOptions.SO_SNDBUF, options.sendBufferBytes());
        apply(channel, StandardSocketOptions.SO_RCVBUF, options.receiveBufferBytes());
    }

    private static void apply(NetworkChannel channel, SocketOption<Integer> option, int bytes) throws IOException {
        if (bytes > 0 && channel.supportedOptions().contains(option)) {
            channel.setOption(option, bytes);
        }
    }
}
