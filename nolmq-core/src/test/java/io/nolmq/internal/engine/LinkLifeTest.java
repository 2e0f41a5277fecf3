package io.nolmq.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nolmq.internal.mechanism.NullMechanism;
import io.nolmq.internal.pattern.PushPattern;
import io.nolmq.internal.transport.stream.Dialer;
import io.nolmq.internal.transport.stream.StreamTransport;
import io.nolmq.internal.zmtp.Zmtp;
import io.nolmq.message.Endpoint;
import io.nolmq.message.EndpointException;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.RoutingId;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketType;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Links that end by themselves, early or by an error, with real threads and no network. */
class LinkLifeTest {
    private final IoThread io;
    private final Flusher flusher = new Flusher("test-flush");
    private final CountDownLatch finished = new CountDownLatch(1);

    LinkLifeTest() throws IOException {
        io = new IoThread("test-io", NanoClock.SYSTEM);
    }

    @AfterEach
    void stopThreads() {
        io.stop();
        flusher.stop();
    }

    private SocketCore push(SocketOptions options, Dialer dialer) {
        Transport transport = new SlowToReturn(new FakeTransport(dialer));
        return new SocketCore(
                "PUSH-0",
                SocketType.PUSH,
                options,
                new FakeThreads(Map.of(transport.scheme(), transport)),
                new Zmtp(SocketType.PUSH, new byte[0], Map.of(), -1, NullMechanism::new),
                PushPattern::new);
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
        assertThat(finished.await(10, TimeUnit.SECONDS)).isTrue();
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
        assertThat(finished.await(10, TimeUnit.SECONDS)).isTrue();
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
        public Link bind(SocketCore socket, Endpoint endpoint) {
            return inner.bind(socket, endpoint);
        }

        @Override
        public Link connect(SocketCore socket, Endpoint endpoint, RoutingId as) {
            Link session = inner.connect(socket, endpoint, as);
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

    private final class FakeThreads implements EngineThreads {
        private final Map<String, Transport> transports;
        private final BufferPool buffers = new BufferPool();
        private final InputBudget budget = new InputBudget(Long.MAX_VALUE, NanoClock.SYSTEM);
        private final Callbacks callbacks = new Callbacks("test-callback");

        FakeThreads(Map<String, Transport> transports) {
            this.transports = transports;
        }

        @Override
        public IoThread nextIoThread() {
            return io;
        }

        @Override
        public Flusher flusher() {
            return flusher;
        }

        @Override
        public Callbacks callbacks() {
            return callbacks;
        }

        @Override
        public Map<String, Transport> transports() {
            return transports;
        }

        @Override
        public BufferPool buffers() {
            return buffers;
        }

        @Override
        public InputBudget inputBudget() {
            return budget;
        }

        @Override
        public void finished(SocketCore socket) {
            finished.countDown();
        }
    }
}
