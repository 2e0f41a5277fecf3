package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;

/** PUSH and PULL (RFC 30). */
class PipelineContractTest extends ContractTest {
    private static final int[] SIZES = {0, 1, 254, 255, 256, 8_191, 8_192, 65_535, 65_536, 65_537, 1_048_577};

    @ParameterizedTest
    @EachTransport
    void deliversOneMessage(Transport transport) {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        pull.connect(push.bind(transport.endpoint()).toString());
        push.send("hello");
        assertThat(receive(pull)).isEqualTo(Message.of("hello"));
        assertThat(pull.tryReceive()).isNull();
        assertThat(push.type()).isEqualTo(SocketType.PUSH);
        assertThat(pull.type()).isEqualTo(SocketType.PULL);
    }

    @ParameterizedTest
    @EachTransport
    void eitherEndMayBind(Transport transport) {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        push.connect(pull.bind(transport.endpoint()).toString());
        push.send("hello");
        assertThat(text(pull)).isEqualTo("hello");
    }

    @ParameterizedTest
    @EachTransport
    void deliversFramesOfAnySizeWholeAndUnchanged(Transport transport) throws Exception {
        Random random = new Random(20_260_101);
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        join(push, pull, transport);
        List<Message> sent = new ArrayList<>();
        for (int size : SIZES) {
            byte[] body = new byte[size];
            random.nextBytes(body);
            sent.add(Message.of(body));
            sent.add(Message.of(body, new byte[0], body));
            sent.add(Message.of(new byte[0], body, new byte[0]));
        }
        Background<Boolean> sender = Background.run(() -> sent.forEach(push::send));
        for (Message expected : sent) {
            assertThat(receive(pull).equals(expected))
                    .as("%s of %d bytes", expected, expected.sizeBytes())
                    .isTrue();
        }
        assertThat(pull.tryReceive()).isNull();
        assertThat(sender.result()).isTrue();
    }

    @ParameterizedTest
    @EachTransport
    void deliversAMessageOfManyFrames(Transport transport) {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        join(pull, push, transport);
        byte[][] rest = new byte[10_000][];
        Arrays.setAll(rest, i -> new byte[] {(byte) i});
        Message message = Message.wrap(new byte[] {42}, rest);
        push.send(message);
        assertThat(receive(pull).equals(message)).isTrue();
    }

    @ParameterizedTest
    @EachTransport
    void sendsToItsPeersInTurn(Transport transport) {
        PushSocket push = context.push();
        String endpoint = push.bind(transport.endpoint()).toString();
        List<PullSocket> pulls = connectPulls(push, endpoint, 3);
        for (int i = 0; i < 30; i++) {
            push.send(Message.of("" + i, "second frame"));
        }
        List<Integer> firsts = new ArrayList<>();
        for (PullSocket pull : pulls) {
            List<Integer> got = texts(pull, 10).stream().map(Integer::valueOf).toList();
            firsts.add(got.get(0));
            for (int i = 0; i < 10; i++) {
                assertThat(got.get(i)).as("message %d of one peer", i).isEqualTo(got.get(0) + 3 * i);
            }
            assertThat(pull.tryReceive()).isNull();
        }
        assertThat(firsts).containsExactlyInAnyOrder(0, 1, 2);
    }

    @ParameterizedTest
    @EachTransport
    void passesOverAPeerThatIsFull(Transport transport) {
        PushSocket push = context.push(
                options().sendHighWaterMark(4).sendBufferBytes(32_768).build());
        String endpoint = push.bind(transport.endpoint()).toString();
        PullSocket slow = context.pull(
                options().receiveHighWaterMark(4).receiveBufferBytes(32_768).build());
        slow.connect(endpoint);
        awaitPeers(push, 1);
        byte[] body = new byte[100_000];
        int taken = fill(push, Message.wrap(body));
        PullSocket fast = context.pull();
        fast.connect(endpoint);
        awaitPeers(push, 2);
        for (int i = 0; i < 50; i++) {
            push.send(Message.of("for the fast one " + i));
            assertThat(text(fast)).isEqualTo("for the fast one " + i);
        }
        for (int i = 0; i < taken; i++) {
            assertThat(receive(slow).bytes()).hasSize(100_000);
        }
    }

    @ParameterizedTest
    @EachTransport
    void takesFromItsPeersInTurn(Transport transport) {
        PullSocket pull = context.pull();
        String endpoint = pull.bind(transport.endpoint()).toString();
        for (int sender = 0; sender < 3; sender++) {
            PushSocket push = context.push();
            push.connect(endpoint);
            for (int i = 0; i < 50; i++) {
                push.send(Message.of("" + sender, "" + i));
            }
        }
        await("all messages to wait at the receiver")
                .atMost(PATIENCE)
                .until(() -> pull.peers().size() == 3
                        && pull.peers().stream().allMatch(peer -> peer.queues().received() == 50));
        int[] counts = new int[3];
        for (int i = 1; i <= 150; i++) {
            Message message = receive(pull);
            int sender = Integer.parseInt(message.text(0));
            assertThat(message.text(1)).isEqualTo("" + counts[sender]);
            counts[sender]++;
            assertThat(Arrays.stream(counts).max().getAsInt()
                            - Arrays.stream(counts).min().getAsInt())
                    .as("how far the peers are apart after %d messages", i)
                    .isLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @EachTransport
    void refusesWithoutWaitingWhenThereIsNoPeer(Transport transport) {
        PushSocket push = context.push();
        push.bind(transport.endpoint());
        assertThat(push.trySend(Message.of("nobody"))).isEqualTo(SendResult.NO_PEER);
        long begin = System.nanoTime();
        assertThat(push.send(Message.of("nobody"), Duration.ofMillis(60))).isEqualTo(SendResult.NO_PEER);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(Duration.ofMillis(60), Duration.ofSeconds(5));
        assertThat(push.send(Message.of("nobody"), Duration.ZERO)).isEqualTo(SendResult.NO_PEER);
        assertThat(push.send(Message.of("nobody"), Duration.ofMillis(-5))).isEqualTo(SendResult.NO_PEER);
    }

    @ParameterizedTest
    @EachTransport
    void waitsForAPeer(Transport transport) throws Exception {
        PushSocket push = context.push();
        String endpoint = push.bind(transport.endpoint()).toString();
        Background<Boolean> sender = Background.run(() -> push.send("waited for you"));
        sender.awaitWaiting();
        PullSocket pull = context.pull();
        pull.connect(endpoint);
        assertThat(text(pull)).isEqualTo("waited for you");
        assertThat(sender.result()).isTrue();
    }

    @ParameterizedTest
    @EachTransport
    void waitsForAMessage(Transport transport) throws Exception {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        join(push, pull, transport);
        for (int i = 0; i < 20; i++) {
            Background<Message> receiver = Background.waiting(pull::receive);
            push.send("" + i);
            assertThat(receiver.result().text()).isEqualTo("" + i);
        }
    }

    @ParameterizedTest
    @EachTransport
    void waitsForAMessageFromBeforeThereIsAnyEndpoint(Transport transport) throws Exception {
        PullSocket pull = context.pull();
        Background<Message> receiver = Background.waiting(pull::receive);
        PushSocket push = context.push();
        push.connect(pull.bind(transport.endpoint()).toString());
        push.send("late start");
        assertThat(receiver.result().text()).isEqualTo("late start");
    }

    @ParameterizedTest
    @EachTransport
    void mayConnectBeforeAnybodyIsBound(Transport transport) {
        String endpoint = transport.known();
        PushSocket push = context.push(options().build());
        push.connect(endpoint);
        for (int i = 0; i < 10; i++) {
            push.send("" + i);
        }
        PullSocket pull = context.pull();
        pull.bind(endpoint);
        assertThat(texts(pull, 10)).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(pull.tryReceive()).isNull();
    }

    @ParameterizedTest
    @EachTransport
    void aReceiverMayConnectBeforeAnybodyIsBound(Transport transport) throws Exception {
        String endpoint = transport.known();
        PullSocket pull = context.pull(options().build());
        pull.connect(endpoint);
        Background<Message> receiver = Background.waiting(pull::receive);
        PushSocket push = context.push();
        push.bind(endpoint);
        push.send("found you");
        assertThat(receiver.result().text()).isEqualTo("found you");
    }

    @ParameterizedTest
    @EachTransport
    void theCallerMayChangeItsArrayAfterSending(Transport transport) {
        String endpoint = transport.known();
        PushSocket push = context.push(options().build());
        push.connect(endpoint);
        byte[] payload = new byte[100_000];
        for (int i = 0; i < 10; i++) {
            Arrays.fill(payload, (byte) i);
            push.send(payload);
            Arrays.fill(payload, (byte) -1);
        }
        PullSocket pull = context.pull();
        pull.bind(endpoint);
        for (int i = 0; i < 10; i++) {
            byte[] expected = new byte[100_000];
            Arrays.fill(expected, (byte) i);
            assertThat(Arrays.equals(receive(pull).bytes(), expected)).isTrue();
        }
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void aReceivedMessageSharesItsArraysWithNobody(Transport transport) {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        join(push, pull, transport);
        Message message = Message.of("first", "second");
        push.send(message);
        push.send(message);
        Message one = receive(pull);
        Arrays.fill(one.frame(0), (byte) 'x');
        Arrays.fill(one.frame(1), (byte) 'x');
        assertThat(frames(receive(pull))).containsExactly("first", "second");
        assertThat(frames(message)).as("the sender's message").containsExactly("first", "second");
    }

    @ParameterizedTest
    @EachTransport
    void severalConnectsToOneEndpointMakeSeveralPeers(Transport transport) {
        PullSocket pull = context.pull();
        String endpoint = pull.bind(transport.endpoint()).toString();
        PushSocket push = context.push();
        push.connect(endpoint);
        push.connect(endpoint);
        awaitPeers(pull, 2);
        awaitPeers(push, 2);
    }

    @ParameterizedTest
    @EachTransport
    void mixesBoundAndConnectedEndpoints(Transport transport) {
        PullSocket pull = context.pull();
        String bound = pull.bind(transport.endpoint()).toString();
        PushSocket one = context.push();
        PushSocket two = context.push();
        one.connect(bound);
        pull.connect(two.bind(transport.endpoint()).toString());
        pull.bind(Transport.INPROC.known());
        one.send("one");
        two.send("two");
        assertThat(texts(pull, 2)).containsExactlyInAnyOrder("one", "two");
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void theQueueOfAConnectingEndSurvivesALostConnection(Transport transport) {
        String endpoint = transport.known();
        PushSocket push = context.push(options().build());
        push.connect(endpoint);
        PullSocket before = context.pull();
        before.bind(endpoint);
        push.send("before");
        assertThat(text(before)).isEqualTo("before");
        before.close();
        awaitPeers(push, 0);
        for (int i = 0; i < 100; i++) {
            push.send("" + i);
        }
        PullSocket after = context.pull();
        await("the endpoint to be free").atMost(PATIENCE).ignoreExceptions().until(() -> {
            after.bind(endpoint);
            return true;
        });
        for (int i = 0; i < 100; i++) {
            assertThat(text(after)).isEqualTo("" + i);
        }
        assertThat(push.peers().get(0).connection().reconnects()).isEqualTo(1);
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void theQueueOfABindingEndGoesWithItsConnection(Transport transport) {
        PushSocket push = context.push(
                options().sendHighWaterMark(8).sendBufferBytes(32_768).build());
        String endpoint = push.bind(transport.endpoint()).toString();
        PullSocket gone = context.pull(
                options().receiveHighWaterMark(8).receiveBufferBytes(32_768).build());
        gone.connect(endpoint);
        awaitPeers(push, 1);
        fill(push, Message.wrap(new byte[100_000]));
        gone.close();
        awaitPeers(push, 0);
        assertThat(push.trySend(Message.of("nobody"))).isEqualTo(SendResult.NO_PEER);
        PullSocket next = context.pull();
        next.connect(endpoint);
        awaitPeers(push, 1);
        push.send("fresh");
        assertThat(text(next)).isEqualTo("fresh");
    }

    @ParameterizedTest
    @EachTransport
    void whatWasSentBeforeClosingIsStillReceived(Transport transport) {
        PullSocket pull = context.pull();
        String endpoint = pull.bind(transport.endpoint()).toString();
        PushSocket push = context.push();
        push.connect(endpoint);
        assertThat(push.awaitConnected(PATIENCE)).isTrue();
        for (int i = 0; i < 500; i++) {
            push.send(Message.of("" + i, "x".repeat(1_000)));
        }
        push.close();
        for (int i = 0; i < 500; i++) {
            assertThat(text(pull)).isEqualTo("" + i);
        }
        awaitPeers(pull, 0);
    }

    @ParameterizedTest
    @EachTransport
    void countsWhatItSendsAndReceives(Transport transport) {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        join(push, pull, transport);
        for (int i = 0; i < 10; i++) {
            push.send(Message.of("1234", "56"));
        }
        for (int i = 0; i < 10; i++) {
            receive(pull);
        }
        long bytes = transport.isStream() ? 100 : 60; // with two headers of two bytes each, where there are any
        await("the counters").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(push.statistics().traffic().messagesSent()).isEqualTo(10);
            assertThat(push.statistics().traffic().bytesSent()).isEqualTo(bytes);
            assertThat(pull.statistics().traffic().messagesReceived()).isEqualTo(10);
            assertThat(pull.statistics().traffic().bytesReceived()).isEqualTo(bytes);
        });
        assertThat(push.statistics().reasons()).isEmpty();
        assertThat(pull.statistics().reasons()).isEmpty();
    }

    private List<PullSocket> connectPulls(PushSocket push, String endpoint, int count) {
        List<PullSocket> pulls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PullSocket pull = context.pull();
            pull.connect(endpoint);
            pulls.add(pull);
        }
        awaitPeers(push, count);
        return pulls;
    }
}
