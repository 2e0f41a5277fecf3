package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.DealerSocket;
import io.nolmq.PubSocket;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.RepSocket;
import io.nolmq.ReqSocket;
import io.nolmq.RouterSocket;
import io.nolmq.Socket;
import io.nolmq.SubSocket;
import io.nolmq.message.Endpoint;
import io.nolmq.message.Message;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No message is lost in silence: each that does not arrive is counted once, under its cause. */
class DropContractTest extends ContractTest {
    private static final int SOME = 5;

    private static void send(PushSocket push, int messages) {
        for (int i = 0; i < messages; i++) {
            push.send("" + i);
        }
    }

    /** Returns when nobody is there any more, and what a peer left behind has been read. */
    private static void awaitNobody(Socket socket) {
        await("the peers of " + socket + " to end")
                .atMost(PATIENCE)
                .until(() -> socket.statistics().peers().isEmpty());
    }

    private static void awaitRead(Socket socket, int messages) {
        await(messages + " messages to be read ahead by " + socket)
                .atMost(PATIENCE)
                .until(() -> socket.peers().stream()
                                .map(PeerStatistics::queues)
                                .mapToInt(PeerStatistics.Queues::received)
                                .sum()
                        == messages);
    }

    private static void awaitDrops(Socket socket, Reason reason, long messages) {
        await(messages + " dropped as " + reason + " by " + socket)
                .atMost(PATIENCE)
                .until(() -> socket.statistics().times(reason) >= messages);
        assertThat(socket.statistics().times(reason)).isEqualTo(messages);
        assertThat(socket.statistics().times(Reason.Kind.DROP)).isEqualTo(messages);
    }

    /** Receives the first when its sender is gone, and returns when the others have been counted. */
    private static void receiveOneOfSomeAndClose(PullSocket pull) {
        awaitNobody(pull);
        assertThat(text(pull)).isEqualTo("0");
        pull.close();
        awaitDrops(pull, Reason.NOT_RECEIVED, SOME - 1);
    }

    // ------------------------------------------------------------------ received, and not taken

    @ParameterizedTest
    @EachTransport
    void whatAPeerThatIsGoneLeftUnreadIsCountedWhenTheSocketCloses(Transport transport) {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        join(pull, push, transport);
        send(push, SOME);
        push.close();
        receiveOneOfSomeAndClose(pull);
    }

    @ParameterizedTest
    @EachTransport
    void whatADisconnectedPeerLeftUnreadIsCountedWhenTheSocketCloses(Transport transport) {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        Endpoint endpoint = pull.connect(push.bind(transport.endpoint()).toString());
        awaitPeers(pull, 1);
        send(push, SOME);
        awaitRead(pull, SOME);
        pull.disconnect(endpoint);
        receiveOneOfSomeAndClose(pull);
    }

    @ParameterizedTest
    @EachTransport
    void whatAPeerThatIsThereLeftUnreadIsCountedWhenTheSocketCloses(Transport transport) {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        join(pull, push, transport);
        send(push, SOME);
        awaitRead(pull, SOME);
        pull.close();
        awaitDrops(pull, Reason.NOT_RECEIVED, SOME);
    }

    @ParameterizedTest
    @EachTransport
    void whatOneUnreadMessageReplacedIsCountedAsConflated(Transport transport) {
        PushSocket push = context.push();
        PullSocket pull = context.pull(options().conflate(true).build());
        join(pull, push, transport);
        send(push, SOME);
        push.close();
        awaitNobody(pull);
        pull.close();
        await("all to be counted")
                .atMost(PATIENCE)
                .until(() -> pull.statistics().times(Reason.Kind.DROP)
                                + push.statistics().times(Reason.Kind.DROP)
                        == SOME);
        assertThat(pull.statistics().times(Reason.CONFLATED) + push.statistics().times(Reason.CONFLATED))
                .as("replaced, but for those that came in the reading that found the end")
                .isEqualTo(SOME - pull.statistics().times(Reason.NOT_RECEIVED));
    }

    @Test
    void whatARefusedInprocPeerHadSentIsCountedByTheSocketThatRefused() {
        RouterSocket router = context.router();
        String endpoint = Transport.INPROC.known();
        DealerSocket first = context.dealer(options().routingId("same").build());
        first.connect(endpoint);
        DealerSocket second = context.dealer(options().routingId("same").build());
        second.connect(endpoint);
        for (int i = 0; i < SOME; i++) {
            second.send("" + i);
        }
        router.bind(endpoint);
        awaitDrops(router, Reason.NOT_RECEIVED, SOME);
        assertThat(router.statistics().times(Reason.DUPLICATE_ROUTING_ID)).isEqualTo(1);
        assertThat(router.tryReceive()).isNull();
    }

    @Test
    void whatIsSentOverInprocToATypeThatReceivesNothingIsCountedAsItComes() {
        PushSocket push = context.push();
        PushSocket deaf = context.push();
        join(deaf, push, Transport.INPROC);
        send(push, SOME);
        awaitDrops(deaf, Reason.UNEXPECTED_MESSAGE, SOME);
    }

    @Test
    void overInprocNothingIsLostBetweenEndsThatComeAndGo() throws Exception {
        long seed = 20_240_611;
        Random random = new Random(seed);
        long sent = 0;
        long received = 0;
        long dropped = 0;
        for (int round = 0; round < 300; round++) {
            String endpoint = Transport.INPROC.known();
            PushSocket push = context.push(options().linger(Duration.ZERO).build());
            PullSocket pull = context.pull();
            int mode = random.nextInt(4);
            Background<Integer> taking = Background.call(() -> {
                if (mode < 2) {
                    pull.bind(endpoint);
                } else {
                    pull.connect(endpoint);
                }
                int taken = 0;
                while (taken < SOME && pull.receive(Duration.ofMillis(1)) != null) {
                    taken++;
                }
                pull.close();
                return taken;
            });
            if (mode < 2) {
                push.connect(endpoint);
            } else {
                push.bind(endpoint);
            }
            for (int i = 0; i < 2 * SOME; i++) {
                sent += push.trySend(Message.of("" + i)) == SendResult.SENT ? 1 : 0;
            }
            if (mode % 2 == 0) {
                push.close();
            }
            received += taking.result();
            push.close();
            awaitNobody(push);
            awaitNobody(pull);
            dropped += push.statistics().times(Reason.Kind.DROP)
                    + pull.statistics().times(Reason.Kind.DROP);
        }
        assertThat(received + dropped).as("received and dropped, seed " + seed).isEqualTo(sent);
    }

    // ------------------------------------------------------------------ queued, and not sent

    @ParameterizedTest
    @EachTransport
    void whatADisconnectedEndpointHadQueuedIsCountedWhenItsLingerIsOver(Transport transport) {
        PushSocket push = context.push(options().linger(Duration.ZERO).build());
        Endpoint endpoint = push.connect(transport.known());
        send(push, SOME);
        push.disconnect(endpoint);
        awaitDrops(push, Reason.LINGER_EXPIRED, SOME);
    }

    @Test
    void whatAPeerHadNotTakenIsCountedAsGoneWithIt() throws IOException {
        PushSocket push = context.push(options().sendHighWaterMark(SOME).build());
        int port = push.bind(Transport.TCP.endpoint()).port();
        int sent;
        try (java.net.Socket peer = rawPeer(port, "PULL")) {
            awaitPeers(push, 1);
            sent = fill(push, Message.of(new byte[100_000]));
            assertThat(peer.isClosed()).isFalse();
        }
        awaitNobody(push);
        awaitDrops(push, Reason.PEER_GONE, SOME);
        assertThat(push.statistics().traffic().messagesSent()).isEqualTo(sent - SOME);
    }

    // ------------------------------------------------------------------ not for the application

    @ParameterizedTest
    @EachTransport
    void whatASubscriberNoLongerWantsIsCountedAsFiltered(Transport transport) {
        PubSocket pub = context.pub();
        SubSocket sub = context.sub();
        sub.subscribe("a");
        join(pub, sub, transport);
        assertThat(pub.awaitSubscribers(1, PATIENCE)).isTrue();
        for (int i = 0; i < SOME; i++) {
            pub.send("a" + i);
        }
        await("the messages to come")
                .atMost(PATIENCE)
                .until(() -> sub.peers().get(0).queues().received() == SOME);
        sub.unsubscribe("a");
        assertThat(sub.tryReceive()).isNull();
        awaitDrops(sub, Reason.FILTERED, SOME);
    }

    @ParameterizedTest
    @EachTransport
    void aReplyThatNobodyWaitsForIsCounted(Transport transport) {
        RepSocket rep = context.rep();
        ReqSocket req = context.req(
                options().requestRelaxed(true).requestCorrelate(true).build());
        join(rep, req, transport);
        for (int i = 0; i < SOME; i++) {
            req.send("request " + i);
            assertThat(text(rep)).isEqualTo("request " + i);
            rep.send("reply " + i);
        }
        assertThat(text(req)).isEqualTo("reply " + (SOME - 1));
        awaitDrops(req, Reason.UNEXPECTED_REPLY, SOME - 1);
    }

    @ParameterizedTest
    @EachTransport
    void aMessageOfARoutingIdAndNothingElseIsCounted(Transport transport) {
        RouterSocket router = context.router();
        DealerSocket dealer = context.dealer(options().routingId("peer").build());
        join(router, dealer, transport);
        router.send(Message.of("peer"));
        router.send(Message.of("nobody"));
        assertThat(router.statistics().times(Reason.UNEXPECTED_REPLY)).isEqualTo(1);
        assertThat(router.statistics().times(Reason.UNROUTABLE)).isEqualTo(1);
    }

    /** What never came whole was never received: the sender counts it, or has it still. */
    @Test
    void aMessageOfWhichAPartCameBeforeTheEndIsNoMessage() throws IOException {
        PullSocket pull = context.pull();
        int port = pull.bind(Transport.TCP.endpoint()).port();
        try (java.net.Socket peer = rawPeer(port, "PUSH")) {
            peer.getOutputStream().write(latin("\0\5whole\1\5first\0\100rest"));
            awaitPeers(pull, 1);
        }
        awaitNobody(pull);
        pull.close();
        awaitDrops(pull, Reason.NOT_RECEIVED, 1);
    }

    // ------------------------------------------------------------------ peers that are gone

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFullSenderNoticesByItselfThatItsPeerIsGone(boolean reset) throws IOException {
        PushSocket push = context.push(options().sendHighWaterMark(SOME).build());
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            push.connect("tcp://127.0.0.1:" + listener.getLocalPort());
            try (java.net.Socket peer = listener.accept()) {
                tellHandshake(peer, "PULL");
                awaitPeers(push, 1);
                fill(push, Message.of(new byte[100_000]));
                if (reset) {
                    peer.setSoLinger(true, 0);
                } else {
                    peer.shutdownOutput();
                    awaitPeers(push, 0);
                }
            }
            awaitPeers(push, 0);
        }
        assertThat(push.peers().get(0).queues().toSend())
                .as("kept for the next")
                .isEqualTo(SOME);
        assertThat(push.statistics().times(Reason.Kind.DROP)).isZero();
    }

    /** The end of a connection stands behind what came over it: whoever takes nothing does not see it. */
    @Test
    void aPeerThatIsGoneIsNoticedWhenWhatItLeftFitsUnderTheHighWaterMark() throws IOException {
        DealerSocket dealer =
                context.dealer(options().receiveHighWaterMark(SOME).build());
        int port = dealer.bind(Transport.TCP.endpoint()).port();
        try (java.net.Socket peer = rawPeer(port, "DEALER")) {
            for (int i = 0; i < 2 * SOME; i++) {
                peer.getOutputStream().write(latin("\0\1x"));
            }
            awaitRead(dealer, SOME);
        }
        assertThat(connectedPeers(dealer)).isEqualTo(1);
        assertThat(texts(dealer, SOME + 1)).containsOnly("x");
        awaitNobody(dealer);
        assertThat(texts(dealer, SOME - 1)).containsOnly("x");
        assertThat(dealer.tryReceive()).isNull();
    }

    /** A peer that has told its part of the handshake. */
    private static java.net.Socket rawPeer(int port, String type) throws IOException {
        java.net.Socket peer = new java.net.Socket(InetAddress.getLoopbackAddress(), port);
        tellHandshake(peer, type);
        return peer;
    }

    static void tellHandshake(java.net.Socket peer, String type) throws IOException {
        byte[] greeting = Arrays.copyOf(latin("\377\0\0\0\0\0\0\0\1\177\3\1NULL"), 64);
        String length = "" + (char) (22 + type.length());
        peer.getOutputStream().write(greeting);
        peer.getOutputStream()
                .write(latin("\4" + length + "\5READY\13Socket-Type\0\0\0" + (char) type.length() + type));
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
