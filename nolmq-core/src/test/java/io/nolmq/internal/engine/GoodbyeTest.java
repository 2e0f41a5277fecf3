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
import io.nolmq.kit.FakeServices;
import io.nolmq.kit.ManualClock;
import io.nolmq.message.Endpoint;
import io.nolmq.message.Message;
import io.nolmq.message.ProtocolOptions;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketType;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a connection waits for its peer to close, by a clock that the test advances; the connection is a real one. */
class GoodbyeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long GOODBYE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int MESSAGES = 100;
    private static final Message KIBIBYTE = Message.of("x".repeat(1024));

    private final ManualClock clock = new ManualClock(0);
    private final NameResolver resolver = new NameResolver();
    private final FakeServices services;
    private final IoThread io;
    private final SocketCore push;
    private final RawPeer peer;

    GoodbyeTest() throws Exception {
        services = new FakeServices(clock).with(new TcpTransport(resolver));
        io = services.io();
        push = new SocketCore(
                "PUSH-0",
                SocketTypes.of(SocketType.PUSH),
                SocketOptions.builder().build(),
                services,
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
        services.close();
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
        assertThat(services.isFinished()).isFalse();
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
        assertThat(services.isFinished()).isFalse();
        advance(1);
        awaitFinished();
    }

    @Test
    void aContextThatClosesWaitsForAPeerToWhichSomethingWent() throws Exception {
        sendMoreThanThePeersKernelTakes();
        push.terminate();
        awaitGoodbye();
        advance(GOODBYE_NANOS - 1);
        assertThat(services.isFinished()).isFalse();
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
        await("the goodbye to begin")
                .atMost(PATIENCE)
                .until(() -> services.goodbyes().size() == 1);
    }

    /** Returns when what was due has been done, and what was asked for before as well. */
    private void advance(long nanos) throws InterruptedException {
        turn();
        clock.advanceNanos(nanos);
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
        assertThat(services.awaitFinished(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }
}
