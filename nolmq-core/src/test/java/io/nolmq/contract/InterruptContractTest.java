package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.PubSocket;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.RepSocket;
import io.nolmq.ReqSocket;
import io.nolmq.message.InterruptedSocketException;
import io.nolmq.message.Message;
import io.nolmq.message.SendResult;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;

/** An interrupt ends a call that waits, loses nothing, and closes no channel. */
class InterruptContractTest extends ContractTest {
    @ParameterizedTest
    @EachTransport
    void aReceiverThatWaitsIsWoken(Transport transport) throws Exception {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        join(push, pull, transport);
        for (int i = 0; i < 3; i++) {
            assertInterrupted(pull::receive);
            assertInterrupted(() -> pull.receive(PATIENCE));
            push.send("" + i);
            assertThat(text(pull)).isEqualTo("" + i);
        }
        assertThat(connectedPeers(push)).isEqualTo(1);
        assertThat(pull.peers().get(0).connection().reconnects()).isZero();
    }

    @ParameterizedTest
    @EachTransport
    void aSenderThatWaitsIsWokenAndItsMessageWasNotSent(Transport transport) throws Exception {
        PushSocket push = context.push();
        String endpoint = push.bind(transport.endpoint()).toString();
        assertInterrupted(() -> {
            push.send("not sent");
            return true;
        });
        assertInterrupted(() -> push.send(Message.of("not sent"), PATIENCE));
        PullSocket pull = context.pull();
        pull.connect(endpoint);
        push.send("sent");
        assertThat(text(pull)).isEqualTo("sent");
        assertThat(pull.tryReceive()).isNull();
    }

    @ParameterizedTest
    @EachTransport
    void aSenderThatWaitsForRoomIsWoken(Transport transport) throws Exception {
        PushSocket push = context.push(
                options().sendHighWaterMark(2).sendBufferBytes(32_768).build());
        PullSocket pull = context.pull(
                options().receiveHighWaterMark(2).receiveBufferBytes(32_768).build());
        join(push, pull, transport);
        int taken = fill(push, Message.wrap(new byte[50_000]));
        assertInterrupted(() -> {
            push.send("not sent");
            return true;
        });
        for (int i = 0; i < taken; i++) {
            assertThat(receive(pull).bytes()).hasSize(50_000);
        }
        push.send("sent");
        assertThat(text(pull)).isEqualTo("sent");
    }

    @ParameterizedTest
    @EachTransport
    void otherCallsThatWaitAreWokenToo(Transport transport) throws Exception {
        PubSocket pub = context.pub();
        pub.bind(transport.endpoint());
        assertInterrupted(() -> pub.awaitSubscribers(1, PATIENCE));
        assertInterrupted(() -> pub.awaitConnected(PATIENCE));
        RepSocket rep = context.rep();
        ReqSocket req = context.req();
        join(rep, req, transport);
        req.send("question");
        assertInterrupted(req::receive);
        assertThat(text(rep)).isEqualTo("question");
        rep.send("answer");
        assertThat(text(req)).as("the turn is as it was").isEqualTo("answer");
    }

    @ParameterizedTest
    @EachTransport
    void whatNeedNotWaitWorksWithTheFlagSet(Transport transport) throws Exception {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        join(push, pull, transport);
        Background<String> interrupted = Background.call(() -> {
            Thread.currentThread().interrupt();
            assertThat(push.trySend(Message.of("one"))).isEqualTo(SendResult.SENT);
            push.send(Message.of("two"));
            Message first = pull.tryReceive();
            while (first == null) {
                first = pull.tryReceive();
            }
            assertThat(Thread.currentThread().isInterrupted())
                    .as("the flag after calls that did not wait")
                    .isTrue();
            return first.text();
        });
        assertThat(interrupted.result()).isEqualTo("one");
        assertThat(text(pull)).isEqualTo("two");
        assertThat(connectedPeers(push)).isEqualTo(1);
        assertThat(connectedPeers(pull)).isEqualTo(1);
    }

    @ParameterizedTest
    @EachTransport
    void aThreadWithTheFlagSetDoesNotBeginToWait(Transport transport) throws Exception {
        PullSocket pull = context.pull();
        pull.bind(transport.endpoint());
        Background<Boolean> call = Background.call(() -> {
            Thread.currentThread().interrupt();
            try {
                pull.receive();
                return false;
            } catch (InterruptedSocketException expected) {
                return Thread.currentThread().isInterrupted();
            }
        });
        assertThat(call.result()).isTrue();
    }

    @ParameterizedTest
    @EachTransport
    void aThreadWithTheFlagSetMayBindConnectAndClose(Transport transport) throws Exception {
        Background<Boolean> call = Background.call(() -> {
            Thread.currentThread().interrupt();
            PullSocket pull = context.pull();
            PushSocket push = context.push();
            push.connect(pull.bind(transport.endpoint()).toString());
            push.send("x");
            Thread.interrupted();
            assertThat(text(pull)).isEqualTo("x");
            Thread.currentThread().interrupt();
            push.close();
            pull.close();
            return Thread.currentThread().isInterrupted();
        });
        assertThat(call.result()).as("the flag stays set").isTrue();
    }

    @ParameterizedTest
    @EachTransport
    void aStormOfInterruptsLosesNothing(Transport transport) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        PushSocket push = context.push(options().sendHighWaterMark(50).build());
        PullSocket pull = context.pull(options().receiveHighWaterMark(50).build());
        join(push, pull, transport);
        int messages = 5_000;
        AtomicInteger interrupts = new AtomicInteger();
        Recorder recorder = new Recorder();
        Background<Boolean> sender = Background.run(() -> {
            Random random = new Random(seed);
            for (int i = 0; i < messages; i++) {
                Message message = Stamp.message(0, i, 500, random);
                retry(interrupts, () -> {
                    push.send(message);
                    return message;
                });
            }
        });
        Background<Boolean> receiver = Background.run(() -> {
            Recorder.InOrder inOrder = recorder.inOrder();
            for (int i = 0; i < messages; i++) {
                inOrder.record(retry(interrupts, pull::receive), 0);
            }
        });
        await("all messages to pass")
                .atMost(PATIENCE.multipliedBy(2))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    sender.thread().interrupt();
                    receiver.thread().interrupt();
                    return sender.isDone() && receiver.isDone();
                });
        assertThat(sender.result()).isTrue();
        assertThat(receiver.result()).isTrue();
        recorder.requireAll(1, messages);
        assertThat(pull.tryReceive()).isNull();
        assertThat(connectedPeers(pull)).isEqualTo(1);
        assertThat(pull.peers().get(0).connection().reconnects()).isZero();
        System.out.println(interrupts + " calls were interrupted");
    }

    private static Message retry(AtomicInteger interrupts, Callable<Message> call) throws Exception {
        while (true) {
            try {
                return call.call();
            } catch (InterruptedSocketException e) {
                assertThat(Thread.interrupted()).as("the flag").isTrue();
                interrupts.incrementAndGet();
            }
        }
    }

    private static void assertInterrupted(Callable<?> call) throws Exception {
        Background<Boolean> background = Background.call(() -> {
            try {
                call.call();
                return false;
            } catch (InterruptedSocketException e) {
                return Thread.currentThread().isInterrupted();
            }
        });
        background.awaitWaiting();
        background.thread().interrupt();
        assertThat(background.result()).as("the flag is set").isTrue();
    }
}
