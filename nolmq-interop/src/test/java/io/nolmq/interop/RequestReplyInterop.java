package io.nolmq.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.DealerSocket;
import io.nolmq.RepSocket;
import io.nolmq.ReqSocket;
import io.nolmq.RouterSocket;
import io.nolmq.message.Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** REQ and REP, with each other and with DEALER and ROUTER. */
interface RequestReplyInterop extends Interop {
    @ParameterizedTest
    @MethodSource("settings")
    default void weAreReq(Setting setting) {
        ReqSocket req = context().req(options().build());
        join(req, setting, "REP");
        for (Message message : messages()) {
            req.send(message);
            assertSame(fromPeer(), message);
            peer().send("p", message);
            assertSame(receive(req), message);
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void weAreRep(Setting setting) {
        RepSocket rep = context().rep(options().build());
        join(rep, setting, "REQ");
        for (Message message : messages()) {
            peer().send("p", message);
            assertSame(receive(rep), message);
            rep.send(message);
            assertSame(fromPeer(), message);
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void weAnswerNumberedRequests(Setting setting) {
        RepSocket rep = context().rep(options().build());
        join(rep, setting, "REQ", "REQ_CORRELATE=1", "REQ_RELAXED=1");
        peer().send("p", Message.of("abandoned"));
        peer().send("p", Message.of("wanted"));
        assertSame(receive(rep), Message.of("abandoned"));
        rep.send("wrong");
        assertSame(receive(rep), Message.of("wanted"));
        rep.send("right");
        assertSame(fromPeer(), Message.of("right"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void weNumberOurRequests(Setting setting) {
        ReqSocket req = context()
                .req(options().requestCorrelate(true).requestRelaxed(true).build());
        join(req, setting, "REP");
        req.send("abandoned");
        req.send("wanted");
        assertSame(fromPeer(), Message.of("abandoned"));
        peer().send("p", Message.of("wrong"));
        assertSame(fromPeer(), Message.of("wanted"));
        peer().send("p", Message.of("right"));
        assertSame(receive(req), Message.of("right"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void weAreRouterToTheirReq(Setting setting) {
        RouterSocket router = context().router(options().build());
        join(router, setting, "REQ");
        peer().send("p", Message.of("question"));
        Message request = receive(router);
        assertThat(request.frameCount()).isEqualTo(3);
        assertThat(request.frame(0)).hasSize(5).startsWith(0);
        assertThat(request.frame(1)).isEmpty();
        router.send(Message.of(request.frame(0), new byte[0], new byte[] {'a'}));
        assertSame(fromPeer(), Message.of("a"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void weAreReqToTheirRouter(Setting setting) {
        ReqSocket req = context().req(options().routingId("asker").build());
        join(req, setting, "ROUTER");
        req.send("question");
        assertSame(fromPeer(), Message.of("asker", "", "question"));
        peer().send("p", Message.of("asker", "", "answer"));
        assertSame(receive(req), Message.of("answer"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void weAreDealerToTheirRep(Setting setting) {
        DealerSocket dealer = context().dealer(options().build());
        join(dealer, setting, "REP");
        dealer.send(Message.of("hop", "", "question"));
        assertSame(fromPeer(), Message.of("question"));
        peer().send("p", Message.of("answer"));
        assertSame(receive(dealer), Message.of("hop", "", "answer"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    default void weAreRepToTheirDealer(Setting setting) {
        RepSocket rep = context().rep(options().build());
        join(rep, setting, "DEALER");
        peer().send("p", Message.of("hop", "", "question"));
        assertSame(receive(rep), Message.of("question"));
        rep.send("answer");
        assertSame(fromPeer(), Message.of("hop", "", "answer"));
    }
}
