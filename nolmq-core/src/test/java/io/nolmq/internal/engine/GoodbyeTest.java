package io.nolmq.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.contract.Background;
import io.nolmq.contract.RawPeer;
import io.nolmq.internal.mechanism.NullMechanism;
import io.nolmq.internal.transport.tcp.NameResolver;
import io.nolmq.internal.transport.tcp.TcpTransport;
import io.nolmq.internal.wiring.SocketTypes;
import io.nolmq.internal.zmtp.Zmtp;
import io.nolmq.message.CloseReport;
import io.nolmq.message.Endpoint;
import io.nolmq.message.Message;
import io.nolmq.message.ProtocolOptions;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketType;
import io.nolmq.spi.Transport;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a connection waits for its peer to close, by a clock that the test advances; the connection is a real one. */
class GoodbyeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long GOODBYE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int MESSAGES = 100;
    private static final Message KIBIBYTE = Message.of("x".repeat(1024));

    private final AtomicLong clock = new AtomicLong();
    private final IoThread io;
    private final Flusher flusher = new Flusher("test-flush");
    private final NameResolver resolver = new NameResolver();
    private final Goodbyes goodbyes = new Goodbyes(10);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final SocketCore push;
    private final RawPeer peer;

    GoodbyeTest() throws Exception {
        io = new IoThread("test-io", clock::get);
        push = new SocketCore(
                "PUSH-0",
                SocketTypes.of(SocketType.PUSH),
                SocketOptions.builder().build(),
                new Threads(),
                new Zmtp(SocketTypes.of(SocketType.PUSH), ProtocolOptions.DEFAULTS, NullMechanism::new));
        try (ServerSocketChannel listener = RawPeer.listen(4 * 1024)) {
            int port = listener.socket().getLocalPort();
            push.endpoints().connect(Endpoint.parse("tcp://127.0.0.1:" + port));
            peer = RawPeer.accept(listener, "PULL");
        }
    }

    @AfterEach
    void stopThreads() throws Exception {
        peer.close();
        io.stop();
        flusher.stop();
        resolver.close();
        assertThat(io.awaitEnd(PATIENCE.toNanos())).isTrue();
    }

    @Test
    void aPeerThatTakesLongerThanASecondToReadGetsEverything() throws Exception {
        sendMoreThanThePeersKernelTakes();
        push.close();
        awaitGoodbye();
        advance(GOODBYE_NANOS - 1);
        peer.send(RawPeer.ping()); // a channel that were closed by now would answer this with a reset
        assertThat(Background.call(peer::messagesUntilEnd).result()).isEqualTo(MESSAGES);
        peer.close();
        awaitFinished();
        assertThat(push.deliveries().delivered()).isEqualTo(MESSAGES);
        assertThat(push.deliveries().unknown()).isZero();
    }

    @Test
    void aPeerThatDoesNotCloseIsGivenUpWhenTheTimeIsOverAndNotBefore() throws Exception {
        sendMoreThanThePeersKernelTakes();
        push.close();
        awaitGoodbye();
        advance(GOODBYE_NANOS - 1);
        assertThat(finished.getCount()).isEqualTo(1);
        advance(1);
        awaitFinished();
        assertThat(push.deliveries().delivered()).isZero();
        assertThat(push.deliveries().unknown()).isEqualTo(MESSAGES);
        assertThat(push.reasons().of(Reason.CLOSED_LOCALLY)).isEqualTo(1);
    }

    @Test
    void aContextThatClosesWaitsASecondForAPeerToWhichNothingWent() throws Exception {
        await("the connection").atMost(PATIENCE).until(push::hasPeer);
        push.close();
        awaitGoodbye();
        advance(TimeUnit.SECONDS.toNanos(5));
        push.terminate();
        turn();
        advance(TimeUnit.SECONDS.toNanos(1) - 1);
        assertThat(finished.getCount()).isEqualTo(1);
        advance(1);
        awaitFinished();
    }

    @Test
    void aContextThatClosesWaitsForAPeerToWhichSomethingWent() throws Exception {
        sendMoreThanThePeersKernelTakes();
        push.terminate();
        awaitGoodbye();
        advance(GOODBYE_NANOS - 1);
        assertThat(finished.getCount()).isEqualTo(1);
        advance(1);
        awaitFinished();
    }

    /** So that a reset would lose the rest; it is with our kernel when this returns. */
    private void sendMoreThanThePeersKernelTakes() {
        for (int i = 0; i < MESSAGES; i++) {
            assertThat(push.sending().send(KIBIBYTE, PATIENCE.toNanos()).isSent())
                    .isTrue();
        }
        await("our kernel to take it")
                .atMost(PATIENCE)
                .until(() -> push.statistics().traffic().messagesSent() == MESSAGES);
    }

    private void awaitGoodbye() {
        await("the goodbye to begin").atMost(PATIENCE).until(() -> goodbyes.size() == 1);
    }

    /** Returns when what was due has been done, and what was asked for before as well. */
    private void advance(long nanos) throws InterruptedException {
        turn();
        clock.addAndGet(nanos);
        turn();
        turn();
    }

    /** A timer runs behind the work of its turn, so that two turns see it done. */
    private void turn() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        io.execute(done::countDown);
        assertThat(done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private void awaitFinished() throws InterruptedException {
        assertThat(finished.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private final class Threads implements ContextServices {
        private final BufferPool buffers = new BufferPool();
        private final InputBudget budget = new InputBudget(Long.MAX_VALUE, NanoClock.SYSTEM);
        private final Callbacks callbacks = new Callbacks("test-callback");
        private final Map<String, Transport> transports = Map.of("tcp", new TcpTransport(resolver));

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
        public Goodbyes goodbyes() {
            return goodbyes;
        }

        @Override
        public CloseReport close(SocketCore socket, long timeoutNanos) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void finished(SocketCore socket) {
            finished.countDown();
        }
    }
}
