package io.nolmq.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nolmq.contract.Background;
import io.nolmq.internal.mechanism.NullMechanism;
import io.nolmq.internal.transport.stream.Dialer;
import io.nolmq.internal.transport.stream.StreamTransport;
import io.nolmq.internal.wiring.SocketTypes;
import io.nolmq.internal.zmtp.Zmtp;
import io.nolmq.kit.FakeServices;
import io.nolmq.message.Endpoint;
import io.nolmq.message.EndpointException;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.Message;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.ProtocolOptions;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketClosedException;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketType;
import io.nolmq.message.Traffic;
import io.nolmq.spi.Cipher;
import io.nolmq.spi.CommandSink;
import io.nolmq.spi.ForwardingProtocol;
import io.nolmq.spi.HandshakeContext;
import io.nolmq.spi.Link;
import io.nolmq.spi.LinkOptions;
import io.nolmq.spi.PipeHost;
import io.nolmq.spi.Transport;
import io.nolmq.spi.WireDecoder;
import io.nolmq.spi.WireHandshake;
import io.nolmq.spi.WireProtocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links that end by themselves, early or by an error, with real threads and no network. */
class LinkLifeTest {
    private final FakeServices services;
    private final IoThread io;

    LinkLifeTest() throws IOException {
        services = new FakeServices(NanoClock.SYSTEM);
        io = services.io();
    }

    @AfterEach
    void stopThreads() {
        services.close();
    }

    private SocketCore push(SocketOptions options, Dialer dialer) {
        return push(options, new SlowToReturn(new FakeTransport(dialer)), protocol(SocketType.PUSH));
    }

    private SocketCore push(SocketOptions options, Transport transport, WireProtocol protocol) {
        return new SocketCore("PUSH-0", SocketTypes.of(SocketType.PUSH), options, services.with(transport), protocol);
    }

    private static WireProtocol protocol(SocketType type) {
        return new Zmtp(SocketTypes.of(type), ProtocolOptions.DEFAULTS, NullMechanism::new);
    }

    private static SocketOptions withoutRetries() {
        return SocketOptions.builder().reconnectInterval(Duration.ZERO).build();
    }

    @Test
    void aSessionThatEndsBeforeConnectReturnsIsNoLongerASocketsOwn() throws Exception {
        SocketCore push = push(withoutRetries(), new Dialer() {
            @Override
            public void find(Consumer<List<? extends SocketAddress>> found, Consumer<EndpointException> failed) {
                failed.accept(new EndpointException(ErrorCode.UNKNOWN_HOST, "on purpose", null));
            }

            @Override
            public SocketChannel dial(SocketAddress target) throws IOException {
                throw new IOException("not reached");
            }
        });
        Endpoint endpoint = push.endpoints().connect(Endpoint.parse("fake://nowhere"));
        assertThat(push.links().isEmpty()).isTrue();
        assertThatThrownBy(() -> push.endpoints().disconnect(endpoint)).isInstanceOf(EndpointException.class);
        push.close();
        assertThat(services.awaitFinished(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aSessionIsForgottenAlsoWhereThatFailsAtFirst() throws Exception {
        OneSession transport = new OneSession();
        SocketCore push = push(SocketOptions.DEFAULTS, transport, protocol(SocketType.PUSH));
        Endpoint endpoint = push.endpoints().connect(Endpoint.parse("one://session"));
        assertThat(push.endpoints().areConnected()).isFalse();
        transport.endpointsThatFail.set(1);
        transport.end();
        Awaitility.await("no session to wait for").until(() -> transport.endpointsThatFail.get() < 0);
        assertThatThrownBy(() -> push.endpoints().disconnect(endpoint)).isInstanceOf(EndpointException.class);
        push.close();
        assertThat(services.awaitFinished(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aChangeOfOptionsForWhichThereIsNoMemoryIsTakenBackEverywhere() throws Exception {
        OneSession transport = new OneSession();
        SocketCore push = push(SocketOptions.DEFAULTS, transport, protocol(SocketType.PUSH));
        push.endpoints().connect(Endpoint.parse("one://session"));
        push.reconfigure(o -> o.framesMaximum(1));
        transport.changesThatFail.set(1);
        assertThatThrownBy(() -> push.reconfigure(o -> o.framesMaximum(3))).isInstanceOf(OutOfMemoryError.class);
        assertThat(push.options().protocol().framesMaximum()).isEqualTo(1);
        assertThat(transport.options).isEqualTo(push.options());
        assertThatThrownBy(() -> push.sending().trySend(Message.of("1", "2"))).hasMessageContaining("framesMaximum=1");
        push.reconfigure(o -> o.framesMaximum(3));
        assertThat(push.sending().trySend(Message.of("1", "2"))).isEqualTo(SendResult.NO_PEER);
        assertThat(transport.options).isEqualTo(push.options());
        transport.end();
        push.close();
        assertThat(services.awaitFinished(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anErrorWhileConnectingIsAnAttemptThatFailed() throws Exception {
        CountDownLatch attempts = new CountDownLatch(3);
        SocketOptions options =
                SocketOptions.builder().reconnectInterval(Duration.ofMillis(1)).build();
        SocketCore push = push(options, new Dialer() {
            @Override
            public void find(Consumer<List<? extends SocketAddress>> found, Consumer<EndpointException> failed) {
                attempts.countDown();
                throw new OutOfMemoryError("on purpose: unable to create native thread");
            }

            @Override
            public SocketChannel dial(SocketAddress target) throws IOException {
                throw new IOException("not reached");
            }
        });
        push.endpoints().connect(Endpoint.parse("fake://nowhere"));
        assertThat(attempts.await(10, TimeUnit.SECONDS)).isTrue();
        push.close();
        assertThat(services.awaitFinished(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aBindThatTakesLongerThanTheThreadsLiveLeavesNothingOpen() throws Exception {
        CountDownLatch lookingUp = new CountDownLatch(1);
        CountDownLatch found = new CountDownLatch(1);
        Loopback loopback = new Loopback(() -> {
            lookingUp.countDown();
            await(found);
        });
        SocketCore push = push(SocketOptions.DEFAULTS, loopback, protocol(SocketType.PUSH));
        Background<Endpoint> binding = Background.call(() -> push.endpoints().bind(Endpoint.parse("loopback://slow")));
        await(lookingUp);
        push.close();
        io.stop();
        assertThat(io.awaitEnd(TimeUnit.SECONDS.toNanos(30))).isTrue();
        found.countDown();
        assertThat(binding.failure()).isInstanceOf(SocketClosedException.class);
        assertThat(loopback.channels).singleElement().matches(channel -> !channel.isOpen());
        assertThat(services.awaitFinished(30, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2, 0, 0, 0", "0, 2, 0, 0", "0, 0, 2, 0", "0, 0, 0, 2", "1, 1, 1, 1"})
    void anErrorInsideEndsOneConnectionAndTheNextOneServes(
            int handshakesOfListener, int decodersOfListener, int handshakesOfSession, int decodersOfSession) {
        SocketOptions options =
                SocketOptions.builder().reconnectInterval(Duration.ofMillis(1)).build();
        Loopback loopback = new Loopback(() -> {});
        SocketCore pull = new SocketCore(
                "PULL-0",
                SocketTypes.of(SocketType.PULL),
                options,
                services.with(loopback),
                new FailingProtocol(protocol(SocketType.PULL), handshakesOfListener, decodersOfListener));
        pull.endpoints().bind(Endpoint.parse("loopback://here"));
        WireProtocol failing = new FailingProtocol(protocol(SocketType.PUSH), handshakesOfSession, decodersOfSession);
        SocketCore push = push(options, loopback, failing);
        push.endpoints().connect(Endpoint.parse("loopback://here"));
        Awaitility.await("a connection that stays")
                .atMost(Duration.ofSeconds(20))
                .until(() -> push.hasPeer()
                        && pull.hasPeer()
                        && push.reasons().of(Reason.INTERNAL_ERROR) == handshakesOfSession + decodersOfSession);
        assertThat(push.sending()
                        .send(Message.of("x"), TimeUnit.SECONDS.toNanos(20))
                        .isSent())
                .isTrue();
        assertThat(pull.receiving().receive(TimeUnit.SECONDS.toNanos(20))).isEqualTo(Message.of("x"));
        push.close();
        pull.close();
        Awaitility.await("both to end")
                .atMost(Duration.ofSeconds(20))
                .until(() -> push.links().isEmpty() && pull.links().isEmpty());
        assertThat(loopback.channels).noneMatch(ServerSocketChannel::isOpen);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    /** Fails as often as it is told to, in the one and the other place. */
    private static final class FailingProtocol extends ForwardingProtocol {
        private final AtomicInteger handshakes;
        private final AtomicInteger decoders;

        FailingProtocol(WireProtocol real, int handshakes, int decoders) {
            super(real);
            this.handshakes = new AtomicInteger(handshakes);
            this.decoders = new AtomicInteger(decoders);
        }

        private static void maybeFail(AtomicInteger times) {
            if (times.getAndDecrement() > 0) {
                throw new NoClassDefFoundError("on purpose: no descriptor to read it with");
            }
        }

        @Override
        public WireHandshake handshake(HandshakeContext context, long nowNanos) {
            maybeFail(handshakes);
            return super.handshake(context, nowNanos);
        }

        @Override
        public WireDecoder decoder(CommandSink commands, Supplier<byte[]> buffers, @Nullable Cipher cipher) {
            maybeFail(decoders);
            return super.decoder(commands, buffers, cipher);
        }
    }

    /** One port of this machine, whatever the endpoint says. */
    private static final class Loopback extends StreamTransport {
        private final Runnable lookUp;
        final List<ServerSocketChannel> channels = new CopyOnWriteArrayList<>();

        /** @param lookUp is done before there is a channel, and may wait */
        Loopback(Runnable lookUp) {
            this.lookUp = lookUp;
        }

        @Override
        public String scheme() {
            return "loopback";
        }

        @Override
        protected Place place(Endpoint endpoint, SocketOptions options) {
            lookUp.run();
            return new Place() {
                @Override
                public ServerSocketChannel listen(SocketOptions any) throws IOException {
                    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.INET);
                    channel.configureBlocking(false);
                    channel.bind(new InetSocketAddress("127.0.0.1", 0));
                    channels.add(channel);
                    return channel;
                }

                @Override
                public Endpoint bound(ServerSocketChannel channel) {
                    return endpoint;
                }

                @Override
                public void cleanUp() {}
            };
        }

        @Override
        protected Dialer dialer(Endpoint endpoint, SocketOptions options) {
            return new Dialer() {
                @Override
                public void find(Consumer<List<? extends SocketAddress>> found, Consumer<EndpointException> failed) {
                    try {
                        found.accept(List.of(channels.get(0).getLocalAddress()));
                    } catch (IOException closed) {
                        failed.accept(new EndpointException(ErrorCode.UNKNOWN_HOST, "closed", closed));
                    }
                }

                @Override
                public SocketChannel dial(SocketAddress target) throws IOException {
                    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.INET);
                    channel.configureBlocking(false);
                    channel.connect(target);
                    return channel;
                }
            };
        }

        @Override
        protected void prepare(SocketChannel accepted, SocketOptions options) {}
    }

    /** Comes back from connect only when the I/O thread has done all that followed from it. */
    private final class SlowToReturn implements Transport {
        private static final int TURNS = 8;

        private final Transport inner;

        SlowToReturn(Transport inner) {
            this.inner = inner;
        }

        @Override
        public String scheme() {
            return inner.scheme();
        }

        @Override
        public Link bind(PipeHost host, Endpoint endpoint, LinkOptions options) {
            return inner.bind(host, endpoint, options);
        }

        @Override
        public Link connect(PipeHost host, Endpoint endpoint, LinkOptions options) {
            Link session = inner.connect(host, endpoint, options);
            CountDownLatch turns = new CountDownLatch(TURNS);
            io.execute(() -> takeTurn(turns));
            try {
                assertThat(turns.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException unexpected) {
                throw new AssertionError(unexpected);
            }
            return session;
        }

        private void takeTurn(CountDownLatch turns) {
            turns.countDown();
            if (turns.getCount() > 0) {
                io.execute(() -> takeTurn(turns));
            }
        }
    }

    /** A session that never connects, and that may not find the memory to tell its endpoint. */
    private static final class OneSession implements Transport, Link {
        final AtomicInteger endpointsThatFail = new AtomicInteger(0);
        final AtomicInteger changesThatFail = new AtomicInteger(0);
        private SocketOptions options = SocketOptions.DEFAULTS;
        private PipeHost host;
        private Endpoint endpoint;

        void end() {
            host.ended(this, Traffic.NONE);
        }

        @Override
        public String scheme() {
            return "one";
        }

        @Override
        public Link bind(PipeHost of, Endpoint to, LinkOptions options) {
            throw new UnsupportedOperationException("nothing is bound here");
        }

        @Override
        public Link connect(PipeHost of, Endpoint to, LinkOptions options) {
            host = of;
            endpoint = to;
            host.opened(this);
            return this;
        }

        @Override
        public Kind kind() {
            return Kind.SESSION;
        }

        @Override
        public Endpoint endpoint() {
            if (endpointsThatFail.get() >= 0 && endpointsThatFail.getAndDecrement() > 0) {
                throw new OutOfMemoryError("on purpose");
            }
            return endpoint;
        }

        @Override
        public boolean isConnected() {
            return false;
        }

        @Override
        public PeerStatistics statistics() {
            return null;
        }

        @Override
        public void close(long lingerNanos) {
            // ends when it is told to
        }

        @Override
        public void onOptions(SocketOptions now) {
            if (changesThatFail.getAndDecrement() > 0) {
                throw new OutOfMemoryError("on purpose");
            }
            options = now;
        }

        @Override
        public void abandon() {
            // likewise
        }
    }

    private static final class FakeTransport extends StreamTransport {
        private final Dialer dialer;

        FakeTransport(Dialer dialer) {
            this.dialer = dialer;
        }

        @Override
        public String scheme() {
            return "fake";
        }

        @Override
        protected Place place(Endpoint endpoint, SocketOptions options) {
            throw new UnsupportedOperationException("nothing is bound here");
        }

        @Override
        protected Dialer dialer(Endpoint endpoint, SocketOptions options) {
            return dialer;
        }

        @Override
        protected void prepare(SocketChannel accepted, SocketOptions options) {
            throw new UnsupportedOperationException("nothing is accepted here");
        }
    }
}
