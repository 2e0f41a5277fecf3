package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nolmq.DealerSocket;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.Receiver;
import io.nolmq.RepSocket;
import io.nolmq.ReqSocket;
import io.nolmq.RouterSocket;
import io.nolmq.Sender;
import io.nolmq.Socket;
import io.nolmq.SocketSides;
import io.nolmq.SubSocket;
import io.nolmq.XpubSocket;
import io.nolmq.internal.engine.Waiter;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.RoutingId;
import io.nolmq.message.SocketClosedException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Whether a socket can be received from, or sent with, without doing so. */
class ReadinessContractTest extends ContractTest {
    private static final int SOME = 4;

    private static void awaitReadable(Receiver socket) {
        await("a message at " + socket)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .until(socket::isReadable);
    }

    private static void awaitWritable(Sender socket) {
        await("room at " + socket).atMost(PATIENCE).pollDelay(Duration.ZERO).until(socket::isWritable);
    }

    /** Knows how often it was woken. */
    private static final class Observer implements Waiter {
        private final Semaphore wakeUps = new Semaphore(0);

        @Override
        public boolean wake() {
            wakeUps.release();
            return true;
        }

        void awaitWakeUp() throws InterruptedException {
            assertThat(wakeUps.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EachTransport
    void aMessageCanBeSeenWithoutBeingTaken(Transport transport) {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push, transport);
        assertThat(pull.isReadable()).isFalse();
        push.send("one");
        push.send("two");
        awaitReadable(pull);
        assertThat(pull.isReadable()).isTrue();
        assertThat(pull.statistics().traffic().messagesReceived()).isZero();
        assertThat(text(pull)).isEqualTo("one");
        awaitReadable(pull);
        assertThat(text(pull)).isEqualTo("two");
        assertThat(pull.isReadable()).isFalse();
    }

    @ParameterizedTest
    @EachTransport
    void aSenderIsWritableWhileAPeerHasRoom(Transport transport) {
        PushSocket push = context.push(options().sendHighWaterMark(SOME).build());
        assertThat(push.isWritable()).isFalse();
        PullSocket pull = context.pull(options().receiveHighWaterMark(SOME).build());
        join(pull, push, transport);
        awaitWritable(push);
        int sent = fill(push, Message.of(new byte[100_000]));
        assertThat(push.isWritable()).isFalse();
        for (int i = 0; i < sent; i++) {
            receive(pull);
        }
        awaitWritable(push);
        assertThat(push.trySend(Message.of("x")).isSent()).isTrue();
    }

    @ParameterizedTest
    @EachTransport
    void lockStepTypesAreReadyInTheirTurnAlone(Transport transport) {
        RepSocket rep = context.rep();
        ReqSocket req = context.req();
        join(rep, req, transport);
        awaitWritable(req);
        assertThat(req.isReadable()).isFalse();
        assertThat(rep.isWritable()).isFalse();
        req.send("question");
        assertThat(req.isWritable()).isFalse();
        awaitReadable(rep);
        assertThat(text(rep)).isEqualTo("question");
        assertThat(rep.isReadable()).isFalse();
        assertThat(rep.isWritable()).isTrue();
        rep.send("answer");
        awaitReadable(req);
        assertThat(text(req)).isEqualTo("answer");
        assertThat(req.isReadable()).isFalse();
        assertThat(req.isWritable()).isTrue();
    }

    @ParameterizedTest
    @EachTransport
    void whatASubscriberDoesNotWantAnyMoreIsDroppedOnTheWay(Transport transport) {
        XpubSocket pub = context.xpub();
        SubSocket sub = context.sub();
        join(pub, sub, transport);
        sub.subscribe("a");
        sub.subscribe("b");
        assertThat(texts(pub, 2)).containsExactlyInAnyOrder("\u0001a", "\u0001b");
        pub.send("a1");
        pub.send("b1");
        awaitReadable(sub);
        sub.unsubscribe("a");
        await().atMost(PATIENCE).until(() -> {
            sub.isReadable();
            return sub.statistics().reasons().getOrDefault(Reason.FILTERED, 0L) == 1;
        });
        awaitReadable(sub);
        assertThat(text(sub)).isEqualTo("b1");
    }

    @ParameterizedTest
    @EachTransport
    void aSubscriptionIsAMessageThatCanBeSeen(Transport transport) {
        XpubSocket xpub = context.xpub();
        SubSocket sub = context.sub();
        join(xpub, sub, transport);
        assertThat(xpub.isReadable()).isFalse();
        sub.subscribe("topic");
        awaitReadable(xpub);
        assertThat(receive(xpub)).isEqualTo(Message.of("\u0001topic"));
        assertThat(xpub.isReadable()).isFalse();
    }

    @Test
    void whatWasSeenKeepsTheNameOfItsSender() {
        RouterSocket router = context.router();
        String endpoint = Transport.TCP.known();
        router.connect(endpoint);
        DealerSocket first = context.dealer(options().routingId("first").build());
        first.bind(endpoint);
        first.send("from the first");
        awaitReadable(router);
        first.close();
        DealerSocket second = context.dealer(options().routingId("second").build());
        second.bind(endpoint);
        second.send("from the second");
        await().atMost(PATIENCE)
                .until(() -> router.peers().stream()
                        .anyMatch(peer -> peer.peer().routingId().equals(RoutingId.of("second"))));
        assertThat(frames(receive(router))).containsExactly("first", "from the first");
        assertThat(frames(receive(router))).containsExactly("second", "from the second");
    }

    @Test
    void aClosedSocketIsNeither() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push, Transport.TCP);
        push.send("seen");
        awaitReadable(pull);
        pull.close();
        assertThatThrownBy(pull::isReadable).isInstanceOf(SocketClosedException.class);
        assertThat(pull.statistics().reasons()).containsEntry(Reason.NOT_RECEIVED, 1L);
        push.close();
        assertThatThrownBy(push::isWritable).isInstanceOf(SocketClosedException.class);
    }

    @ParameterizedTest
    @EachTransport
    void anObserverIsWokenBesideAThreadThatReceives(Transport transport) throws Exception {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push, transport);
        Background<Message> receiving = Background.call(pull::receive);
        receiving.awaitWaiting();
        Observer observer = new Observer();
        assertThat(SocketSides.observeReadable(pull, observer)).isFalse();
        push.send("for the thread");
        assertThat(receiving.result()).isEqualTo(Message.of("for the thread"));
        push.send("for whom it may concern");
        observer.awaitWakeUp();
        awaitReadable(pull);
        assertThat(text(pull)).isEqualTo("for whom it may concern");
    }

    @ParameterizedTest
    @EachTransport
    void anObserverIsWokenForEachMessageThatItAsksFor(Transport transport) throws Exception {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push, transport);
        for (int i = 0; i < 50; i++) {
            Observer observer = new Observer();
            boolean readable = SocketSides.observeReadable(pull, observer);
            assertThat(readable).isFalse();
            push.send("message " + i);
            while (!SocketSides.observeReadable(pull, observer)) {
                observer.awaitWakeUp();
            }
            assertThat(pull.tryReceive()).isEqualTo(Message.of("message " + i));
        }
    }

    @ParameterizedTest
    @EachTransport
    void anObserverIsWokenWhenThereIsRoom(Transport transport) throws Exception {
        PushSocket push = context.push(options().sendHighWaterMark(SOME).build());
        Observer observer = new Observer();
        assertThat(SocketSides.observeWritable(push, observer)).isFalse();
        PullSocket pull = context.pull(options().receiveHighWaterMark(SOME).build());
        join(pull, push, transport);
        observer.awaitWakeUp();
        int sent = fill(push, Message.of(new byte[100_000]));
        assertThat(SocketSides.observeWritable(push, observer)).isFalse();
        for (int i = 0; i < sent; i++) {
            receive(pull);
        }
        observer.awaitWakeUp();
        awaitWritable(push);
    }

    @Test
    void anObserverIsWokenByCloseAndNotAfterItHasLeft() throws Exception {
        PullSocket pull = context.pull();
        Observer stays = new Observer();
        Observer leaves = new Observer();
        assertThat(SocketSides.observeReadable(pull, stays)).isFalse();
        assertThat(SocketSides.observeReadable(pull, leaves)).isFalse();
        SocketSides.ignoreReadable(pull, leaves);
        ((Socket) pull).close();
        stays.awaitWakeUp();
        assertThat(leaves.wakeUps.availablePermits()).isZero();
    }
}
