package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nolmq.DealerSocket;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.RouterSocket;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.InterruptedSocketException;
import io.nolmq.message.Message;
import io.nolmq.message.SocketClosedException;
import io.nolmq.message.ZmqException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Several messages in one call. */
class BatchContractTest extends ContractTest {
    private static List<Message> numbered(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> Message.of("" + i, "body"))
                .toList();
    }

    private static List<String> numbers(List<Message> messages) {
        return messages.stream().map(Message::text).toList();
    }

    private static List<String> upTo(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    /** All of a number, in however many calls. */
    private static List<Message> receiveAll(PullSocket pull, int count, int most) {
        List<Message> all = new ArrayList<>();
        while (all.size() < count) {
            List<Message> some = pull.receive(Math.min(most, count - all.size()), PATIENCE);
            assertThat(some).as("after %d messages", all.size()).isNotEmpty().hasSizeLessThanOrEqualTo(most);
            all.addAll(some);
        }
        return all;
    }

    @ParameterizedTest
    @EachTransport
    void allArriveInOrder(Transport transport) throws Exception {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        join(push, pull, transport);
        int many = 10_000;
        Background<Integer> sending = Background.call(() -> push.sendAll(numbered(0, many)));
        assertThat(numbers(receiveAll(pull, many, 1_000))).isEqualTo(upTo(many));
        assertThat(sending.result()).isEqualTo(many);
        assertThat(push.sendAll(List.of())).isZero();
        assertThat(pull.receive(10, Duration.ZERO)).isEmpty();
        assertThat(pull.receive(10, A_WHILE)).isEmpty();
    }

    @ParameterizedTest
    @EachTransport
    void whatIsAcceptedIsAPrefix(Transport transport) {
        PushSocket push = context.push(options().sendHighWaterMark(7).build());
        push.connect(transport.known());
        assertThat(push.sendAll(numbered(0, 100), Duration.ZERO)).isEqualTo(7);
        assertThat(push.sendAll(numbered(7, 100), A_WHILE)).isZero();
        assertThat(push.peers().get(0).queues().toSend()).isEqualTo(7);
    }

    @ParameterizedTest
    @EachTransport
    void anInterruptInTheMiddleEndsItWithTheCount(Transport transport) throws Exception {
        PushSocket push = context.push(options().sendHighWaterMark(7).build());
        push.connect(transport.known());
        AtomicBoolean flag = new AtomicBoolean();
        Background<Integer> sending = Background.call(() -> {
            int sent = push.sendAll(numbered(0, 100));
            flag.set(Thread.interrupted());
            return sent;
        });
        sending.awaitWaiting();
        sending.thread().interrupt();
        assertThat(sending.result()).isEqualTo(7);
        assertThat(flag).isTrue();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> push.sendAll(numbered(7, 1))).isInstanceOf(InterruptedSocketException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @EachTransport
    void aCloseInTheMiddleEndsItWithTheCount(Transport transport) throws Exception {
        PushSocket push = context.push(options().sendHighWaterMark(7).build());
        push.connect(transport.known());
        Background<Integer> sending = Background.call(() -> push.sendAll(numbered(0, 100)));
        sending.awaitWaiting();
        push.close();
        assertThat(sending.result()).isEqualTo(7);
        assertThatThrownBy(() -> push.sendAll(numbered(7, 1))).isInstanceOf(SocketClosedException.class);
    }

    @Test
    void oneThatCannotBeSentEndsItAndIsToldOfWhenItIsTheFirst() {
        RouterSocket router = context.router(options().routerMandatory(true).build());
        DealerSocket dealer = context.dealer(options().routingId("known").build());
        join(router, dealer, Transport.TCP);
        await("the peer to be routable")
                .atMost(PATIENCE)
                .until(() -> router.trySend(Message.of("known", "0")).isSent());
        List<Message> messages = List.of(
                Message.of("known", "1"), Message.of("known", "2"), Message.of("who?", "3"), Message.of("known", "4"));
        assertThat(router.sendAll(messages)).isEqualTo(2);
        assertThatThrownBy(() -> router.sendAll(messages.subList(2, 4)))
                .isInstanceOfSatisfying(
                        ZmqException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.UNROUTABLE));
        assertThat(texts(dealer, 3)).containsExactly("0", "1", "2");
    }

    @ParameterizedTest
    @EachTransport
    void aReceiverWaitsForTheFirstAlone(Transport transport) throws Exception {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        join(push, pull, transport);
        Background<List<Message>> receiving = Background.call(() -> pull.receive(100));
        receiving.awaitWaiting();
        push.send("one");
        assertThat(numbers(receiving.result())).containsExactly("one");
        assertThatThrownBy(() -> pull.receive(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EachTransport
    void peersHaveTheirTurnWithinACall(Transport transport) {
        PullSocket pull = context.pull();
        String endpoint = pull.bind(transport.endpoint()).toString();
        int peers = 4;
        int each = 16;
        for (int i = 0; i < peers; i++) {
            PushSocket push = context.push();
            push.connect(endpoint);
            assertThat(push.awaitConnected(PATIENCE)).isTrue();
            int peer = i;
            assertThat(push.sendAll(IntStream.range(0, each)
                            .mapToObj(k -> Message.of("" + peer, "" + k))
                            .toList()))
                    .isEqualTo(each);
        }
        await("all to have come")
                .atMost(PATIENCE)
                .until(() -> pull.peers().stream()
                                .mapToInt(peer -> peer.queues().received())
                                .sum()
                        == peers * each);
        List<Message> received = receiveAll(pull, peers * each, peers * each);
        Map<String, Integer> inFirstHalf = new HashMap<>();
        received.subList(0, received.size() / 2).forEach(message -> inFirstHalf.merge(message.text(), 1, Integer::sum));
        assertThat(inFirstHalf).hasSize(peers);
        assertThat(inFirstHalf.values()).allMatch(count -> count >= each / 4);
    }

    @ParameterizedTest
    @EachTransport
    void manyThreadsLoseNothingAndDoubleNothing(Transport transport) throws Exception {
        PushSocket push = context.push(options().sendHighWaterMark(50).build());
        PullSocket pull = context.pull(options().receiveHighWaterMark(50).build());
        join(push, pull, transport);
        int threads = 3;
        int each = 20_000;
        ConcurrentLinkedQueue<String> received = new ConcurrentLinkedQueue<>();
        List<Background<Boolean>> receivers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            receivers.add(Background.run(() -> {
                List<Message> some = pull.receive(37, PATIENCE);
                while (!some.isEmpty() && received.size() < threads * each) {
                    some.forEach(message -> received.add(message.text()));
                    some = received.size() < threads * each ? pull.receive(37, A_WHILE) : List.of();
                }
                some.forEach(message -> received.add(message.text()));
            }));
        }
        List<Background<Boolean>> senders = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int from = i * each;
            senders.add(Background.run(() -> {
                for (int sent = 0; sent < each; ) {
                    sent += push.sendAll(numbered(from + sent, Math.min(100, each - sent)));
                }
            }));
        }
        for (Background<Boolean> sender : senders) {
            assertThat(sender.result()).isTrue();
        }
        await("all to have come").atMost(PATIENCE).until(() -> received.size() >= threads * each);
        for (Background<Boolean> receiver : receivers) {
            assertThat(receiver.result()).isTrue();
        }
        assertThat(received).hasSize(threads * each).doesNotHaveDuplicates();
    }
}
