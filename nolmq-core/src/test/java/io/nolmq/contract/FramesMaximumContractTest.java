package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nolmq.DealerSocket;
import io.nolmq.PubSocket;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.RepSocket;
import io.nolmq.ReqSocket;
import io.nolmq.RouterSocket;
import io.nolmq.Sender;
import io.nolmq.SubSocket;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.ZmqException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** A message of more frames than peers take is refused by send; one of just as many arrives. */
class FramesMaximumContractTest extends ContractTest {
    private static final int MOST = 4;

    private static SocketOptions few() {
        return options().framesMaximum(MOST).build();
    }

    /** Frames "0", "1", ... */
    private static Message message(int frames) {
        String[] more = new String[frames - 1];
        Arrays.setAll(more, i -> "" + (i + 1));
        return Message.of("0", more);
    }

    private static void assertRefuses(Sender sender, Message message, int onTheWire) {
        assertRefused(() -> sender.send(message), onTheWire);
        assertRefused(() -> sender.trySend(message), onTheWire);
        assertRefused(() -> sender.send(message, Duration.ofSeconds(1)), onTheWire);
    }

    private static void assertRefused(Runnable send, int onTheWire) {
        assertThatThrownBy(send::run).isInstanceOfSatisfying(ZmqException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
            assertThat(refused).hasMessageContaining("frames=" + onTheWire + ", framesMaximum=" + MOST);
        });
    }

    @ParameterizedTest
    @EachTransport
    void aPushTakesUpToTheMaximum(Transport transport) {
        PushSocket push = context.push(few());
        PullSocket pull = context.pull(few());
        join(pull, push, transport);
        assertRefuses(push, message(MOST + 1), MOST + 1);
        push.send(message(MOST));
        push.send("behind");
        assertThat(receive(pull)).isEqualTo(message(MOST));
        assertThat(text(pull)).isEqualTo("behind");
        assertThat(push.peers().get(0).queues().dropped()).isZero();
        assertThat(pull.statistics().times(Reason.Kind.CLOSE)).isZero();
    }

    @Test
    void aMessageIsRefusedWithoutAnyPeerToo() {
        assertRefuses(context.push(few()), message(MOST + 1), MOST + 1);
        assertRefuses(context.dealer(few()), message(MOST + 1), MOST + 1);
        PubSocket pub = context.pub(few());
        assertRefuses(pub, message(MOST + 1), MOST + 1);
        assertThat(pub.statistics().times(Reason.NO_PEER)).isZero();
        RouterSocket router = context.router(few());
        assertRefuses(router, message(MOST + 2), MOST + 1);
        assertThat(router.statistics().times(Reason.UNROUTABLE)).isZero();
        assertRefuses(context.req(few()), message(MOST), MOST + 1);
        assertRefuses(context.req(few().toBuilder().requestCorrelate(true).build()), message(MOST - 1), MOST + 1);
    }

    @ParameterizedTest
    @EachTransport
    void aPublisherTakesUpToTheMaximum(Transport transport) {
        PubSocket pub = context.pub(few());
        SubSocket sub = context.sub(few());
        join(pub, sub, transport);
        sub.subscribe("");
        assertThat(pub.awaitSubscribers(1, PATIENCE)).isTrue();
        assertRefuses(pub, message(MOST + 1), MOST + 1);
        pub.send(message(MOST));
        assertThat(receive(sub)).isEqualTo(message(MOST));
    }

    @ParameterizedTest
    @EachTransport
    void theEnvelopesOfRequestAndReplyCount(Transport transport) {
        RepSocket rep = context.rep(few());
        ReqSocket req = context.req(few());
        join(rep, req, transport);
        assertRefuses(req, message(MOST), MOST + 1);
        req.send(message(MOST - 1));
        assertThat(receive(rep)).isEqualTo(message(MOST - 1));
        assertRefuses(rep, message(MOST), MOST + 1);
        rep.send(message(MOST - 1));
        assertThat(receive(req)).isEqualTo(message(MOST - 1));
    }

    @ParameterizedTest
    @EachTransport
    void theRoutingIdDoesNot(Transport transport) {
        RouterSocket router = context.router(few());
        DealerSocket dealer = context.dealer(few());
        join(router, dealer, transport);
        dealer.send(message(MOST));
        Message received = receive(router);
        assertThat(received.frameCount()).isEqualTo(MOST + 1);
        router.send(received);
        assertThat(receive(dealer)).isEqualTo(message(MOST));
        assertRefuses(router, received.prepend(received.bytes()), MOST + 1);
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void aPeerThatSendsMoreIsClosed(Transport transport) {
        PullSocket pull = context.pull(few());
        PushSocket push = context.push(options().build());
        join(pull, push, transport);
        push.send(message(MOST + 1));
        await("the close").atMost(PATIENCE).until(() -> pull.statistics().times(Reason.FRAME_COUNT) == 1);
        await("the next connection")
                .atMost(PATIENCE)
                .until(() -> push.trySend(message(MOST)).isSent() && pull.receive(A_WHILE) != null);
    }

    @Test
    void byDefaultTheMaximumIs65536() {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        join(pull, push, Transport.TCP);
        Message most = message(65_536);
        push.send(most);
        assertThat(receive(pull).frameCount()).isEqualTo(65_536);
        assertThatThrownBy(() -> push.send(most.prepend(new byte[0])))
                .isInstanceOfSatisfying(
                        ZmqException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MESSAGE));
    }
}
