package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.DealerSocket;
import io.nolmq.PubSocket;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.SubSocket;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** High-water marks, IMMEDIATE and CONFLATE. */
class QueueContractTest extends ContractTest {
    private static final int BODY_BYTES = 100_000;

    @ParameterizedTest
    @EachTransport
    void queuesExactlyTheSendHighWaterMarkForAPeerThatIsNotThere(Transport transport) {
        PushSocket push = context.push(options().sendHighWaterMark(7).build());
        push.connect(transport.known());
        for (int i = 0; i < 7; i++) {
            assertThat(push.trySend(Message.of("frame", "" + i)))
                    .as("message %d", i)
                    .isEqualTo(SendResult.SENT);
        }
        assertThat(push.trySend(Message.of("one too many"))).isEqualTo(SendResult.FULL);
        assertThat(push.send(Message.of("one too many"), A_WHILE)).isEqualTo(SendResult.FULL);
        assertThat(push.peers()).hasSize(1);
        assertThat(push.peers().get(0).queues().toSend()).isEqualTo(7);
    }

    @ParameterizedTest
    @EachTransport
    void aFullQueueIsDeliveredWholeOnceThePeerIsThere(Transport transport) throws Exception {
        String endpoint = transport.known();
        PushSocket push = context.push(options().sendHighWaterMark(5).build());
        push.connect(endpoint);
        for (int i = 0; i < 5; i++) {
            push.send("" + i);
        }
        Background<Boolean> blocked = Background.run(() -> push.send("5"));
        blocked.awaitWaiting();
        PullSocket pull = context.pull();
        pull.bind(endpoint);
        assertThat(texts(pull, 6)).containsExactly("0", "1", "2", "3", "4", "5");
        assertThat(blocked.result()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,4", "10,1", "1,10", "100,200"})
    void inprocHoldsExactlyTheSumOfBothMarks(int sending, int receiving) {
        PushSocket push = context.push(options().sendHighWaterMark(sending).build());
        PullSocket pull = context.pull(options().receiveHighWaterMark(receiving).build());
        push.connect(pull.bind(Transport.INPROC.endpoint()).toString());
        int taken = 0;
        while (push.trySend(Message.of("" + taken, "second")).isSent()) {
            taken++;
            assertThat(taken).isLessThanOrEqualTo(sending + receiving);
        }
        assertThat(taken).isEqualTo(sending + receiving);
        for (int i = 0; i < taken; i++) {
            assertThat(text(pull)).isEqualTo("" + i);
        }
        await("room")
                .atMost(PATIENCE)
                .until(() -> push.trySend(Message.of("more")).isSent());
        assertThat(text(pull)).isEqualTo("more");
    }

    @ParameterizedTest
    @CsvSource({"3,4,true", "3,4,false"})
    void inprocHoldsTheSumWhoeverBinds(int sending, int receiving, boolean sinkFirst) {
        String endpoint = Transport.INPROC.known();
        PushSocket push = context.push(options().sendHighWaterMark(sending).build());
        PullSocket pull = context.pull(options().receiveHighWaterMark(receiving).build());
        if (sinkFirst) {
            pull.connect(endpoint);
            push.bind(endpoint);
        } else {
            push.connect(endpoint);
            pull.bind(endpoint);
        }
        await("peers").atMost(PATIENCE).until(() -> connectedPeers(push) == 1 && connectedPeers(pull) == 1);
        assertThat(fill(push, Message.of("x"))).isEqualTo(sending + receiving);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,0", "0,0"})
    void inprocHoldsAnyNumberWhereOneMarkIsZero(int sending, int receiving) {
        PushSocket push = context.push(options().sendHighWaterMark(sending).build());
        PullSocket pull = context.pull(options().receiveHighWaterMark(receiving).build());
        push.connect(pull.bind(Transport.INPROC.endpoint()).toString());
        for (int i = 0; i < 5_000; i++) {
            assertThat(push.trySend(Message.of("" + i))).isEqualTo(SendResult.SENT);
        }
        for (int i = 0; i < 5_000; i++) {
            assertThat(text(pull)).isEqualTo("" + i);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "IPC"})
    void whatAStreamHoldsIsBounded(Transport transport) {
        PushSocket push = context.push(
                options().sendHighWaterMark(4).sendBufferBytes(65_536).build());
        PullSocket pull = context.pull(
                options().receiveHighWaterMark(4).receiveBufferBytes(65_536).build());
        join(pull, push, transport);
        int taken = fill(push, Message.wrap(new byte[BODY_BYTES]));
        int kernel = 4 * 65_536 / BODY_BYTES + 1;
        int inTheMiddle = 2;
        assertThat(taken)
                .as("both marks, the kernel's buffers, and one message half written and half read")
                .isBetween(4, 4 + 4 + kernel + inTheMiddle);
        assertThat(push.peers().get(0).queues().toSend()).isLessThanOrEqualTo(4);
        assertThat(pull.peers().get(0).queues().received()).isLessThanOrEqualTo(4);
        assertThat(drain(pull)).hasSize(taken);
    }

    @ParameterizedTest
    @EachTransport
    void aBlockedSenderWakesWhenThereIsRoom(Transport transport) throws Exception {
        PushSocket push = context.push(
                options().sendHighWaterMark(2).sendBufferBytes(32_768).build());
        PullSocket pull = context.pull(
                options().receiveHighWaterMark(2).receiveBufferBytes(32_768).build());
        join(push, pull, transport);
        Message message = Message.wrap(new byte[BODY_BYTES]);
        for (int round = 0; round < 5; round++) {
            int taken = fill(push, message);
            Background<Boolean> sender = Background.run(() -> push.send(message));
            sender.awaitWaiting();
            for (int i = 0; i < taken + 1; i++) {
                assertThat(receive(pull).bytes()).hasSize(BODY_BYTES);
            }
            assertThat(sender.result()).isTrue();
        }
        assertThat(pull.tryReceive()).isNull();
    }

    @ParameterizedTest
    @EachTransport
    void aMarkOfOneLosesNothing(Transport transport) throws Exception {
        PushSocket push = context.push(options().sendHighWaterMark(1).build());
        PullSocket pull = context.pull(options().receiveHighWaterMark(1).build());
        join(push, pull, transport);
        Background<Boolean> sender = Background.run(() -> {
            for (int i = 0; i < 2_000; i++) {
                push.send(Message.of("" + i, "second"));
            }
        });
        for (int i = 0; i < 2_000; i++) {
            assertThat(text(pull)).isEqualTo("" + i);
        }
        assertThat(sender.result()).isTrue();
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void withImmediateNothingIsQueuedForAPeerThatIsNotThere(Transport transport) throws Exception {
        String endpoint = transport.known();
        PushSocket push = context.push(options().immediate(true).build());
        push.connect(endpoint);
        assertThat(push.trySend(Message.of("nobody"))).isEqualTo(SendResult.NO_PEER);
        Background<Boolean> blocked = Background.run(() -> push.send("waited"));
        blocked.awaitWaiting();
        PullSocket pull = context.pull();
        pull.bind(endpoint);
        assertThat(text(pull)).isEqualTo("waited");
        assertThat(blocked.result()).isTrue();
        pull.close();
        awaitPeers(push, 0);
        assertThat(push.trySend(Message.of("nobody"))).isEqualTo(SendResult.NO_PEER);
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void withImmediateADealerUsesThePeersThatAreThere(Transport transport) {
        DealerSocket dealer = context.dealer(options().immediate(true).build());
        DealerSocket there = context.dealer();
        dealer.connect(there.bind(transport.endpoint()).toString());
        dealer.connect(transport.known());
        awaitPeers(dealer, 1);
        for (int i = 0; i < 20; i++) {
            dealer.send("" + i);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(text(there)).isEqualTo("" + i);
        }
    }

    @Test
    void withoutImmediateAPeerThatIsNotThereGetsItsShare() {
        PushSocket push = context.push(options().build());
        String late = Transport.TCP.known();
        PullSocket there = context.pull();
        push.connect(there.bind(Transport.TCP.endpoint()).toString());
        assertThat(push.awaitConnected(PATIENCE)).isTrue();
        push.connect(late);
        for (int i = 0; i < 10; i++) {
            push.send("" + i);
        }
        List<String> got = texts(there, 5);
        PullSocket second = context.pull();
        second.bind(late);
        got = new ArrayList<>(got);
        got.addAll(texts(second, 5));
        assertThat(got).containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @ParameterizedTest
    @EachTransport
    void aConflatingReceiverHoldsTheNewestMessageOnly(Transport transport) {
        PushSocket push = context.push();
        PullSocket pull = context.pull(options().conflate(true).build());
        join(push, pull, transport);
        for (int i = 1; i <= 100; i++) {
            push.send("" + i);
        }
        int received = 0;
        int last = 0;
        while (last < 100) {
            int next = Integer.parseInt(text(pull));
            assertThat(next).isGreaterThan(last);
            last = next;
            received++;
        }
        assertThat(pull.tryReceive()).isNull();
        int shown = received;
        await("the counters")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(shown
                                + pull.statistics().times(Reason.CONFLATED)
                                + push.statistics().times(Reason.CONFLATED))
                        .as("received and replaced")
                        .isEqualTo(100));
        push.send("next");
        assertThat(text(pull)).isEqualTo("next");
    }

    @ParameterizedTest
    @EachTransport
    void aConflatingSenderKeepsTheNewestMessageForAPeerThatIsNotThere(Transport transport) {
        String endpoint = transport.known();
        PushSocket push =
                context.push(options().conflate(true).sendHighWaterMark(2).build());
        push.connect(endpoint);
        for (int i = 1; i <= 100; i++) {
            assertThat(push.trySend(Message.of("" + i))).as("no mark holds").isEqualTo(SendResult.SENT);
        }
        PullSocket pull = context.pull();
        pull.bind(endpoint);
        assertThat(text(pull)).isEqualTo("100");
        push.send("next");
        assertThat(text(pull)).isEqualTo("next");
        assertThat(push.statistics().times(Reason.CONFLATED)).isEqualTo(99);
    }

    @ParameterizedTest
    @EachTransport
    void aConflatingSubscriberSeesTheNewestAndNeverGoesBack(Transport transport) {
        PubSocket pub = context.pub(options().sendHighWaterMark(0).build());
        SubSocket sub = context.sub(options().conflate(true).build());
        sub.subscribe("");
        join(pub, sub, transport);
        assertThat(pub.awaitSubscribers(1, PATIENCE)).isTrue();
        for (int i = 1; i <= 5_000; i++) {
            pub.send(ByteBuffer.allocate(4).putInt(i).array());
        }
        int last = 0;
        while (last < 5_000) {
            int next = ByteBuffer.wrap(receive(sub).bytes()).getInt();
            assertThat(next).isGreaterThan(last);
            last = next;
        }
        assertThat(sub.tryReceive()).isNull();
    }
}
