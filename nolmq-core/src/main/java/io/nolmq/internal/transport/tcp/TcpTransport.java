package io.nolmq.internal.transport.tcp;

import io.nolmq.internal.transport.stream.Dialer;
import io.nolmq.internal.transport.stream.StreamTransport;
import io.nolmq.message.Endpoint;
import io.nolmq.message.EndpointException;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.StreamOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.Consumer;

/** {@code tcp://host:port}. */
public final class TcpTransport extends StreamTransport {
    private final NameResolver resolver;

    /** @param resolver looks up hosts off the I/O thread; stays the caller's */
    public TcpTransport(NameResolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public String scheme() {
        return "tcp";
    }

    @Override
    protected Place place(Endpoint endpoint, SocketOptions options) {
        return new TcpPlace(TcpAddress.bind(endpoint, options.stream().ipv6()));
    }

    @Override
    protected Dialer dialer(Endpoint endpoint, SocketOptions options) {
        return new TcpDialer(TcpAddress.connect(endpoint, options.stream().ipv6()), options.stream(), resolver);
    }

    @Override
    protected void prepare(SocketChannel accepted, SocketOptions options) throws IOException {
        TcpSettings.apply(accepted, options.stream());
        TcpSettings.applyBuffers(accepted, options.stream());
    }

    private record TcpPlace(TcpBindAddress where) implements Place {
        @Override
        public ServerSocketChannel listen(SocketOptions options) throws IOException {
            ServerSocketChannel channel = ServerSocketChannel.open(where.family());
            try {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                TcpSettings.applyBuffers(channel, options.stream());
                channel.bind(where.address(), options.stream().backlog());
                return channel;
            } catch (IOException | RuntimeException | Error failed) {
                channel.close();
                throw failed;
            }
        }

        @Override
        public Endpoint bound(ServerSocketChannel channel) throws IOException {
            return TcpAddress.canonical((InetSocketAddress) channel.getLocalAddress());
        }

        @Override
        public ErrorCode whyNot(IOException failed) {
            return BindProbe.whyNot(where.address(), failed);
        }

        @Override
        public void cleanUp() {
            // nothing is left behind
        }
    }

    private record TcpDialer(TcpConnectAddress address, StreamOptions options, NameResolver resolver)
            implements Dialer {
        @Override
        public void find(Consumer<List<? extends SocketAddress>> found, Consumer<EndpointException> failed) {
            resolver.resolve(address, options.ipv6(), answer -> {
                if (answer instanceof Resolution.Resolved resolved) {
                    found.accept(resolved.addresses());
                } else {
                    failed.accept(((Resolution.Failed) answer).error());
                }
            });
        }

        @Override
        public SocketChannel dial(SocketAddress target) throws IOException {
            SocketChannel channel = SocketChannel.open(TcpAddress.family(((InetSocketAddress) target).getAddress()));
            try {
                channel.configureBlocking(false);
                TcpSettings.apply(channel, options);
                TcpSettings.applyBuffers(channel, options);
                if (address.local() != null) {
                    channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                    channel.bind(address.local());
                }
                channel.connect(target);
                return channel;
            } catch (IOException | RuntimeException | Error failed) {
                channel.close();
                throw failed;
            }
        }
    }
}
