package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.Context;
import io.nolmq.DealerSocket;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.Sender;
import io.nolmq.message.CloseReport;
import io.nolmq.message.ContextOptions;
import io.nolmq.message.Endpoint;
import io.nolmq.message.EventType;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketEvent;
import io.nolmq.message.SocketOptionsBuilder;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the end of a connection waits for once everything has been sent, and what a report says of it. */
class GoodbyeContractTest extends ContractTest {
    /** No test lives to see it: what ends before has another cause. */
    private static final Duration NEVER = Duration.ofHours(1);

    private static final int SMALL_BUFFER_BYTES = 4 * 1024;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closePeers() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void aPeerThatReadsAndClosesHasEverything() throws Exception {
        PushSocket push = context.push(patient().build());
        RawPeer peer = peerOf(push);
        sendThree(push);
        Background<CloseReport> closing = Background.waiting(() -> context.close(NEVER));
        assertThat(peer.messagesUntilEnd()).isEqualTo(3);
        closing.awaitWaiting();
        peer.close();
        assertThat(closing.result()).isEqualTo(new CloseReport(true, 3, 0, 0, List.of()));
    }

    @Test
    void whatThePeerSendsMeanwhileIsThrownAwayAndHarmsNothing() throws Exception {
        DealerSocket dealer = context.dealer(patient().build());
        RawPeer peer = connectionOf(dealer.bind("tcp://127.0.0.1:*"), "DEALER");
        awaitPeers(dealer, 1);
        sendThree(dealer);
        List<SocketEvent> ends = new CopyOnWriteArrayList<>();
        dealer.onEvent(ends::add);
        dealer.close();
        for (int i = 0; i < 1_000; i++) {
            peer.send(RawPeer.ping(), RawPeer.message("nobody receives this"));
        }
        assertThat(peer.messagesUntilEnd()).isEqualTo(3);
        peer.send(RawPeer.ping());
        peer.close();
        await("the end of the connection")
                .atMost(PATIENCE)
                .until(() -> ends.stream().anyMatch(event -> event.type() == EventType.DISCONNECTED));
        assertThat(ends)
                .filteredOn(event -> event.type() == EventType.DISCONNECTED)
                .singleElement()
                .matches(event -> event.reason() == Reason.CLOSED_LOCALLY)
                .matches(event -> event.detail().isEmpty());
    }

    @Test
    void theEndIsUnknownWhereThePeerNeverCloses() throws Exception {
        PushSocket push = context.push(patient().build());
        RawPeer peer = peerOf(push);
        sendThree(push);
        assertThat(peer.messages(3)).hasSize(3);
        CloseReport report = context.close(Duration.ZERO);
        assertThat(report.complete()).isFalse();
        assertThat(report.deliveredMessages()).isZero();
        assertThat(report.unknownMessages()).isEqualTo(3);
        assertThat(report.discardedMessages()).isZero();
        assertThat(report.unfinished()).singleElement().asString().contains("PUSH-0", "3 messages");
    }

    @Test
    void theEndIsUnknownWhereThePeerResets() throws Exception {
        PushSocket push = context.push(patient().build());
        RawPeer peer = peerOf(push);
        sendThree(push);
        Background<CloseReport> closing = Background.waiting(() -> context.close(NEVER));
        assertThat(peer.messagesUntilEnd()).isEqualTo(3);
        peer.reset();
        CloseReport report = closing.result();
        assertThat(report.unknownMessages()).isEqualTo(3);
        assertThat(report.deliveredMessages()).isZero();
        assertThat(report.complete()).isFalse();
    }

    @Test
    void whatTheKernelHadNotTakenIsDiscardedAndTheRestUnknown() throws Exception {
        PushSocket push = context.push(patient()
                .sendHighWaterMark(5)
                .sendBufferBytes(SMALL_BUFFER_BYTES)
                .build());
        peerOf(push);
        int sent = fill(push, Message.of("x".repeat(1_000)));
        CloseReport report = context.close(Duration.ZERO);
        assertThat(report.discardedMessages()).isBetween(1L, 5L);
        assertThat(report.unknownMessages()).isEqualTo(sent - report.discardedMessages());
        assertThat(report.deliveredMessages()).isZero();
        assertThat(report.unfinished()).hasSize(2);
    }

    @Test
    void anAnswerToAHeartbeatProvesWhatCameBeforeIt() throws Exception {
        DealerSocket dealer = context.dealer(
                patient().heartbeat(Duration.ofMillis(20), NEVER, Duration.ZERO).build());
        RawPeer peer = connectionOf(dealer.bind("tcp://127.0.0.1:*"), "DEALER");
        awaitPeers(dealer, 1);
        sendThree(dealer);
        assertThat(peer.messages(3)).hasSize(3);
        RawPeer.Frame ping = peer.next();
        assertThat(ping.text()).startsWith("\u0004PING");
        byte[] asked = Arrays.copyOfRange(ping.body(), 7, ping.body().length);
        peer.send(RawPeer.command("PONG", asked), RawPeer.message("behind the answer"));
        assertThat(text(dealer)).isEqualTo("behind the answer");
        dealer.send("one more");
        assertThat(peer.messages(1)).containsExactly("one more");
        CloseReport report = context.close(Duration.ZERO);
        assertThat(report.deliveredMessages()).isEqualTo(3);
        assertThat(report.unknownMessages()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 50})
    void lingerEndsTheGoodbye(long millis) throws Exception {
        PushSocket push =
                context.push(patient().linger(Duration.ofMillis(millis)).build());
        RawPeer peer = peerOf(push);
        sendThree(push);
        assertThat(peer.messages(3)).hasSize(3);
        CloseReport report = Background.call(() -> context.close(NEVER)).result();
        assertThat(report.unknownMessages()).isEqualTo(3);
        await("the reset").atMost(PATIENCE).until(peer::isAbandoned);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 50})
    void theGoodbyeEndsWithItsTimeout(long millis) throws Exception {
        PushSocket push = context.push(options()
                .lingerForever()
                .goodbyeTimeout(Duration.ofMillis(millis))
                .build());
        RawPeer peer = peerOf(push);
        sendThree(push);
        assertThat(peer.messages(3)).hasSize(3);
        CloseReport report = Background.call(() -> context.close(NEVER)).result();
        assertThat(report.unknownMessages()).isEqualTo(3);
        await("the reset").atMost(PATIENCE).until(peer::isAbandoned);
    }

    @Test
    void closingTheContextDoesNotWaitForAPeerToWhichNothingWent() throws Exception {
        PullSocket early = context.pull(patient().build());
        connectionOf(early.bind("tcp://127.0.0.1:*"), "PUSH");
        awaitPeers(early, 1);
        early.close();
        PullSocket late = context.pull(patient().build());
        connectionOf(late.bind("tcp://127.0.0.1:*"), "PUSH");
        awaitPeers(late, 1);
        CloseReport report = Background.call(() -> context.close(NEVER)).result();
        assertThat(report).isEqualTo(CloseReport.COMPLETE);
    }

    @Test
    void aSocketThatIsClosedInAContextThatLivesOnSaysGoodbyeInTheBackground() throws Exception {
        int before = LeakCheck.descriptors().size();
        try (ServerSocketChannel listener = RawPeer.listen(SMALL_BUFFER_BYTES)) {
            PushSocket push = context.push(patient().build());
            push.connect("tcp://127.0.0.1:" + listener.socket().getLocalPort());
            RawPeer peer = RawPeer.accept(listener, "PULL");
            sendThree(push);
            push.close();
            assertThat(peer.messagesUntilEnd()).isEqualTo(3);
            assertThat(peer.isAbandoned()).isFalse();
            assertThat(context.isClosed()).isFalse();
            peer.close();
        }
        await("descriptors to close")
                .atMost(PATIENCE)
                .until(() -> LeakCheck.descriptors().size() <= before);
    }

    @Test
    void anEndpointInGoodbyeCountsAsNoPeer() throws Exception {
        PushSocket push = context.push(patient().build());
        RawPeer peer;
        try (ServerSocketChannel listener = RawPeer.listen(SMALL_BUFFER_BYTES)) {
            Endpoint endpoint =
                    push.connect("tcp://127.0.0.1:" + listener.socket().getLocalPort());
            peer = RawPeer.accept(listener, "PULL");
            opened.add(peer);
            assertThat(push.awaitConnected(PATIENCE)).isTrue();
            push.disconnect(endpoint);
        }
        assertThat(peer.messagesUntilEnd()).isZero();
        assertThat(push.awaitConnected(Duration.ZERO)).isFalse();
    }

    @Test
    void ofTooManyGoodbyesTheOldestEnds() throws Exception {
        try (Context crowded = Context.create(ContextOptions.DEFAULTS.withGoodbyesMaximum(2))) {
            List<PushSocket> sockets = new ArrayList<>();
            List<RawPeer> peers = new ArrayList<>();
            List<SocketEvent> events = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 4; i++) {
                PushSocket push = crowded.push(patient().build());
                push.onEvent(events::add);
                peers.add(peerOf(push));
                sockets.add(push);
                sendThree(push);
                push.close();
                assertThat(peers.get(i).messagesUntilEnd()).isEqualTo(3);
            }
            await("the oldest two to end")
                    .atMost(PATIENCE)
                    .until(() -> times(sockets, 0) == 1 && times(sockets, 1) == 1);
            await("the events")
                    .atMost(PATIENCE)
                    .until(() -> events.stream()
                                    .filter(event -> event.reason() == Reason.GOODBYE_LIMIT)
                                    .count()
                            == 2);
            assertThat(times(sockets, 2)).isZero();
            assertThat(times(sockets, 3)).isZero();
            peers.get(2).close();
            peers.get(3).close();
        }
    }

    private static long times(List<PushSocket> sockets, int index) {
        return sockets.get(index).statistics().times(Reason.GOODBYE_LIMIT);
    }

    private static SocketOptionsBuilder patient() {
        return options().lingerForever().goodbyeTimeout(NEVER);
    }

    private static void sendThree(Sender sender) {
        for (int i = 0; i < 3; i++) {
            sender.send("" + i);
        }
    }

    /** The peer that a socket has connected to. */
    private RawPeer peerOf(PushSocket push) throws IOException {
        try (ServerSocketChannel listener = RawPeer.listen(SMALL_BUFFER_BYTES)) {
            push.connect("tcp://127.0.0.1:" + listener.socket().getLocalPort());
            RawPeer peer = RawPeer.accept(listener, "PULL");
            opened.add(peer);
            assertThat(push.awaitConnected(PATIENCE)).isTrue();
            return peer;
        }
    }

    private RawPeer connectionOf(Endpoint endpoint, String type) throws IOException {
        RawPeer peer = RawPeer.connect(endpoint, type);
        opened.add(peer);
        return peer;
    }
}
