package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nolmq.DealerSocket;
import io.nolmq.RepSocket;
import io.nolmq.ReqSocket;
import io.nolmq.RouterSocket;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketStateException;
import io.nolmq.message.ZmqException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;

/** REQ and REP (RFC 28), and their envelopes as DEALER and ROUTER see them. */
class RequestReplyContractTest extends ContractTest {
    @ParameterizedTest
    @EachTransport
    void asksAndAnswers(Transport transport) {
        RepSocket rep = context.rep();
        ReqSocket req = context.req();
        join(rep, req, transport);
        for (int i = 0; i < 50; i++) {
            Message request = Message.of("request " + i, "", "second");
            req.send(request);
            assertThat(receive(rep)).isEqualTo(request);
            Message reply = Message.of("", "reply " + i);
            rep.send(reply);
            assertThat(receive(req)).isEqualTo(reply);
        }
    }

    @ParameterizedTest
    @EachTransport
    void theRequesterMayBind(Transport transport) throws Exception {
        RepSocket rep = context.rep();
        ReqSocket req = context.req();
        join(req, rep, transport);
        Background<Message> reply = Background.call(() -> req.request("question"));
        assertThat(text(rep)).isEqualTo("question");
        rep.send("answer");
        assertThat(reply.result().text()).isEqualTo("answer");
    }

    @ParameterizedTest
    @EachTransport
    void mayAskBeforeAnybodyIsBound(Transport transport) throws Exception {
        String endpoint = transport.known();
        ReqSocket req = context.req(options().build());
        req.connect(endpoint);
        Background<Message> reply = Background.call(() -> req.request("early"));
        RepSocket rep = context.rep();
        rep.bind(endpoint);
        assertThat(text(rep)).isEqualTo("early");
        rep.send("bird");
        assertThat(reply.result().text()).isEqualTo("bird");
    }

    @ParameterizedTest
    @EachTransport
    void aRequesterOutOfTurnFails(Transport transport) {
        RepSocket rep = context.rep();
        ReqSocket req = context.req();
        join(rep, req, transport);
        assertOutOfTurn(req::receive);
        assertOutOfTurn(req::tryReceive);
        assertOutOfTurn(() -> req.receive(Duration.ofMillis(1)));
        req.send("first");
        assertOutOfTurn(() -> req.send("second"));
        assertOutOfTurn(() -> req.trySend(Message.of("second")));
        assertOutOfTurn(() -> req.send(Message.of("second"), Duration.ofMillis(1)));
        assertThat(text(rep)).isEqualTo("first");
        rep.send("reply");
        assertThat(text(req)).as("the failed calls have changed nothing").isEqualTo("reply");
        assertOutOfTurn(req::receive);
    }

    @ParameterizedTest
    @EachTransport
    void aReplierOutOfTurnFails(Transport transport) {
        RepSocket rep = context.rep();
        ReqSocket req = context.req();
        join(rep, req, transport);
        assertOutOfTurn(() -> rep.send("reply to nothing"));
        assertOutOfTurn(() -> rep.trySend(Message.of("reply to nothing")));
        req.send("request");
        assertThat(text(rep)).isEqualTo("request");
        assertOutOfTurn(rep::receive);
        assertOutOfTurn(rep::tryReceive);
        rep.send("reply");
        assertOutOfTurn(() -> rep.send("second reply"));
        assertThat(text(req)).isEqualTo("reply");
    }

    @ParameterizedTest
    @EachTransport
    void aRequestNotTakenLeavesTheTurnAsItWas(Transport transport) {
        ReqSocket req = context.req();
        String endpoint = req.bind(transport.endpoint()).toString();
        assertThat(req.trySend(Message.of("nobody"))).isEqualTo(SendResult.NO_PEER);
        assertThat(req.send(Message.of("nobody"), Duration.ofMillis(30))).isEqualTo(SendResult.NO_PEER);
        RepSocket rep = context.rep();
        rep.connect(endpoint);
        awaitPeers(req, 1);
        req.send("somebody");
        assertThat(text(rep)).isEqualTo("somebody");
        assertThat(req.tryReceive()).isNull();
        assertThat(req.receive(Duration.ofMillis(20))).isNull();
        rep.send("yes");
        assertThat(text(req)).isEqualTo("yes");
    }

    @ParameterizedTest
    @EachTransport
    void requestsGoToThePeersInTurn(Transport transport) {
        ReqSocket req = context.req();
        String endpoint = req.bind(transport.endpoint()).toString();
        List<RepSocket> reps = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            RepSocket rep = context.rep();
            rep.connect(endpoint);
            reps.add(rep);
            awaitPeers(req, i + 1);
        }
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            req.send("" + i);
            answers.add(answerFromAny(req, reps));
        }
        for (int i = 3; i < 9; i++) {
            assertThat(answers.get(i)).isEqualTo(answers.get(i - 3));
        }
        assertThat(answers.subList(0, 3)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EachTransport
    void eachRequesterGetsItsOwnReply(Transport transport) throws Exception {
        RepSocket rep = context.rep();
        String endpoint = rep.bind(transport.endpoint()).toString();
        int requesters = 4;
        int requests = 100;
        List<Background<Boolean>> running = new ArrayList<>();
        for (int r = 0; r < requesters; r++) {
            ReqSocket req = context.req();
            req.connect(endpoint);
            int name = r;
            running.add(Background.run(() -> {
                for (int i = 0; i < requests; i++) {
                    assertThat(req.request(name + "/" + i).text()).isEqualTo("re " + name + "/" + i);
                }
            }));
        }
        for (int i = 0; i < requesters * requests; i++) {
            rep.send("re " + text(rep));
        }
        for (Background<Boolean> each : running) {
            assertThat(each.result()).isTrue();
        }
    }

    @ParameterizedTest
    @EachTransport
    void aReplyToAPeerThatIsGoneIsDroppedAndCounted(Transport transport) {
        RepSocket rep = context.rep();
        String endpoint = rep.bind(transport.endpoint()).toString();
        ReqSocket gone = context.req();
        gone.connect(endpoint);
        gone.send("request");
        assertThat(text(rep)).isEqualTo("request");
        gone.close();
        awaitPeers(rep, 0);
        rep.send("too late");
        assertThat(rep.statistics().times(Reason.Kind.DROP)).isEqualTo(1);
        ReqSocket next = context.req();
        next.connect(endpoint);
        next.send("next");
        assertThat(text(rep)).isEqualTo("next");
        rep.send("in time");
        assertThat(text(next)).isEqualTo("in time");
    }

    @ParameterizedTest
    @EachTransport
    void aRequestIsAnEmptyFrameAndTheBodyOnTheWire(Transport transport) {
        RouterSocket router = context.router();
        ReqSocket req = context.req(options().routingId("asker").build());
        join(router, req, transport);
        req.send(Message.of("body", "more"));
        assertThat(frames(receive(router))).containsExactly("asker", "", "body", "more");
        router.send(Message.of("asker", "", "reply", "", "more"));
        assertThat(frames(receive(req))).containsExactly("reply", "", "more");
    }

    @ParameterizedTest
    @EachTransport
    void aReplyCarriesTheEnvelopeOfItsRequest(Transport transport) {
        RepSocket rep = context.rep();
        DealerSocket dealer = context.dealer();
        join(rep, dealer, transport);
        dealer.send(Message.of("hop 1", "hop 2", "", "body", "", "more"));
        assertThat(frames(receive(rep))).containsExactly("body", "", "more");
        rep.send(Message.of("reply", "second"));
        assertThat(frames(receive(dealer))).containsExactly("hop 1", "hop 2", "", "reply", "second");
        dealer.send(Message.of("", ""));
        assertThat(frames(receive(rep))).containsExactly("");
        rep.send("");
        assertThat(frames(receive(dealer))).containsExactly("", "");
    }

    @ParameterizedTest
    @EachTransport
    void aRequestWithoutADelimiterIsDroppedWhole(Transport transport) {
        RepSocket rep = context.rep();
        DealerSocket dealer = context.dealer();
        join(rep, dealer, transport);
        dealer.send(Message.of("no", "delimiter"));
        dealer.send("none");
        dealer.send(Message.of("", "proper"));
        assertThat(frames(receive(rep))).containsExactly("proper");
        rep.send("reply");
        assertThat(frames(receive(dealer))).containsExactly("", "reply");
        assertThat(dealer.tryReceive()).isNull();
        assertThat(rep.statistics().times(Reason.UNEXPECTED_REPLY)).isEqualTo(2);
    }

    @ParameterizedTest
    @EachTransport
    void aCorrelatedRequestIsNumberedAndTakesItsOwnReplyOnly(Transport transport) {
        RouterSocket router = context.router();
        ReqSocket req =
                context.req(options().routingId("asker").requestCorrelate(true).build());
        join(router, req, transport);
        req.send("first");
        Message first = receive(router);
        assertThat(first.frameCount()).isEqualTo(4);
        assertThat(first.frame(1)).hasSize(4);
        assertThat(first.frame(2)).isEmpty();
        assertThat(first.text(3)).isEqualTo("first");
        byte[] wrong = first.frame(1).clone();
        wrong[0] ^= 0x55;
        router.send(Message.of(first.frame(0), wrong, new byte[0], new byte[] {'n', 'o'}));
        router.send(Message.of(first.frame(0), first.frame(1), new byte[0], new byte[] {'o', 'k'}));
        assertThat(text(req)).isEqualTo("ok");
        req.send("second");
        Message second = receive(router);
        assertThat(second.frame(1)).isNotEqualTo(first.frame(1));
    }

    @ParameterizedTest
    @EachTransport
    void aRelaxedRequesterMayAskAgainBeforeTheReply(Transport transport) {
        RouterSocket router = context.router();
        ReqSocket req = context.req(options()
                .routingId("asker")
                .requestCorrelate(true)
                .requestRelaxed(true)
                .build());
        join(router, req, transport);
        req.send("first");
        req.send("second");
        Message first = receive(router);
        Message second = receive(router);
        assertThat(first.text(3)).isEqualTo("first");
        assertThat(second.text(3)).isEqualTo("second");
        router.send(Message.of(first.frame(0), first.frame(1), new byte[0], new byte[] {'1'}));
        router.send(Message.of(second.frame(0), second.frame(1), new byte[0], new byte[] {'2'}));
        assertThat(text(req)).isEqualTo("2");
        assertOutOfTurn(req::receive);
    }

    @ParameterizedTest
    @EachTransport
    void repliesOfFormerRequestsAreThrownAwayBeforeANewOne(Transport transport) {
        RouterSocket router = context.router();
        ReqSocket req = context.req(options().routingId("asker").build());
        join(router, req, transport);
        req.send("first");
        receive(router);
        router.send(Message.of("asker", "", "reply"));
        router.send(Message.of("asker", "", "unasked"));
        assertThat(text(req)).isEqualTo("reply");
        await("the unasked reply to be on its way")
                .atMost(PATIENCE)
                .until(() -> router.peers().get(0).queues().toSend() == 0
                        || req.peers().get(0).queues().received() == 1);
        req.send("second");
        assertThat(frames(receive(router))).containsExactly("asker", "", "second");
        router.send(Message.of("asker", "", "reply to second"));
        assertThat(text(req)).isEqualTo("reply to second");
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void aRelaxedRequesterOutlivesItsReplier(Transport transport) {
        String endpoint = transport.known();
        ReqSocket req = context.req(
                options().requestRelaxed(true).requestCorrelate(true).build());
        req.connect(endpoint);
        RepSocket before = context.rep();
        before.bind(endpoint);
        req.send("lost");
        assertThat(text(before)).isEqualTo("lost");
        before.close();
        awaitPeers(req, 0);
        RepSocket after = context.rep();
        await("the endpoint to be free").atMost(PATIENCE).ignoreExceptions().until(() -> {
            after.bind(endpoint);
            return true;
        });
        req.send("again");
        assertThat(text(after)).isEqualTo("again");
        after.send("here");
        assertThat(text(req)).isEqualTo("here");
    }

    @ParameterizedTest
    @EachTransport(EachTransport.Which.RECONNECTING)
    void aSecondConnectOfARequesterToOneEndpointChangesNothing(Transport transport) {
        RepSocket rep = context.rep();
        ReqSocket req = context.req();
        String endpoint = join(rep, req, transport);
        req.connect(endpoint);
        for (int i = 0; i < 4; i++) {
            req.send("" + i);
            assertThat(text(rep)).isEqualTo("" + i);
            rep.send("" + i);
            assertThat(text(req)).isEqualTo("" + i);
        }
        assertThat(connectedPeers(rep)).isEqualTo(1);
    }

    private static String answerFromAny(ReqSocket req, List<RepSocket> reps) {
        int[] who = {-1};
        await("a replier to be asked").atMost(PATIENCE).until(() -> {
            for (int i = 0; i < reps.size() && who[0] < 0; i++) {
                if (reps.get(i).tryReceive() != null) {
                    who[0] = i;
                }
            }
            return who[0] >= 0;
        });
        reps.get(who[0]).send("by " + who[0]);
        return text(req);
    }

    private static void assertOutOfTurn(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(SocketStateException.class)
                .extracting(e -> ((ZmqException) e).code())
                .isEqualTo(ErrorCode.WRONG_STATE);
    }
}
