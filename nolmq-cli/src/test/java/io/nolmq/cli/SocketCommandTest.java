package io.nolmq.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nolmq.Context;
import io.nolmq.DealerSocket;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.RouterSocket;
import io.nolmq.message.Message;
import io.nolmq.message.SocketOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the socket types, with each other and with sockets. */
class SocketCommandTest {
    private static final String ANY = "@tcp://127.0.0.1:0";

    private final Context context = Context.create();

    @AfterEach
    void close() {
        context.close(Duration.ZERO);
    }

    // ------------------------------------------------------------------ pub, sub

    @Test
    void pubReachesASubscriberThatItWaitedFor() {
        Nol pub = Nol.start("pub", ANY, "--wait-peers", "1", "hello");
        Nol.Result sub = Nol.run("sub", pub.endpoint(), "-C", "1");
        assertThat(sub).returns(0, Nol.Result::exit).returns("hello\n", Nol.Result::out);
        assertThat(pub.end().exit()).isZero();
    }

    @Test
    void subTakesPrefixesAsArgumentsAndByT() {
        Nol pub = Nol.start("pub", ANY, "--wait-peers", "1", "-m", "a1", "-m", "b1", "-m", "c1");
        Nol.Result sub = Nol.run("sub", pub.endpoint(), "c", "-t", "a", "-C", "2");
        assertThat(sub.out()).isEqualTo("a1\nc1\n");
        pub.end();
    }

    @Test
    void pubTellsWhenNobodyWasThere() {
        Nol.Result pub = Nol.run("pub", ANY, "hello");
        assertThat(pub.exit()).isZero();
        assertThat(pub.err()).contains("dropped: messages=1");
    }

    @Test
    void pubWithPeersThatDoNotComeTimesOut() {
        Nol.Result pub = Nol.run("pub", ANY, "--wait-peers", "1", "-W", "50ms", "hello");
        assertThat(pub.exit()).isEqualTo(3);
        assertThat(pub.err()).contains("fewer than 1 peers");
    }

    // ------------------------------------------------------------------ push, pull

    @Test
    void anEndpointWithoutMarkFollowsTheHabitOfTheType() {
        Nol push = Nol.start("push", "tcp://127.0.0.1:0", "work");
        Nol.Result pull = Nol.run("pull", push.endpoint(), "-C", "1");
        assertThat(pull.out()).isEqualTo("work\n");
        assertThat(push.end().exit()).isZero();
    }

    @Test
    void theMarksBindAndConnect() {
        Nol pull = Nol.start("pull", ANY, "-C", "1");
        assertThat(Nol.run("push", ">" + pull.endpoint(), "work").exit()).isZero();
        assertThat(pull.end().out()).isEqualTo("work\n");
    }

    @Test
    void bAndCBindAndConnectAndCanBeRepeated() {
        Nol one = Nol.start("pull", "-b", "tcp://127.0.0.1:0", "-C", "1");
        Nol two = Nol.start("pull", "-b", "tcp://127.0.0.1:0", "-C", "1");
        assertThat(Nol.run("push", "-c", one.endpoint(), "-c", two.endpoint(), "-m", "x", "-m", "y")
                        .exit())
                .isZero();
        assertThat(one.end().out() + two.end().out()).contains("x\n", "y\n");
    }

    @Test
    void pushWithoutPullerGivesUpAfterW() {
        Nol.Result push = Nol.run("push", ANY, "-W", "50ms", "work");
        assertThat(push.exit()).isEqualTo(3);
        assertThat(push.err()).contains("timed out: message not sent");
    }

    @Test
    void pushTellsWhatItCouldNotSendWithinItsLinger() throws Exception {
        String nobody = freeEndpoint();
        Nol.Result push = Nol.run("push", "-c", nobody, "--linger", "50ms", "-q", "work");
        assertThat(push.exit()).isEqualTo(3);
        assertThat(push.err()).contains("not sent: messages=1").hasLineCount(1);
    }

    @Test
    void waitPeersWaitsForPullersToo() {
        Nol push = Nol.start("push", ANY, "--wait-peers", "2", "--count", "4", "x");
        String endpoint = push.endpoint();
        Nol one = Nol.start("pull", endpoint, "-C", "2");
        Nol two = Nol.start("pull", endpoint, "-C", "2");
        assertThat(one.end().out()).isEqualTo("x\nx\n");
        assertThat(two.end().out()).isEqualTo("x\nx\n");
        assertThat(push.end().exit()).isZero();
    }

    // ------------------------------------------------------------------ req, rep

    @Test
    void reqPrintsTheReplyOfRep() {
        Nol rep = Nol.start("rep", ANY, "-C", "1", "World");
        Nol.Result req = Nol.run("req", rep.endpoint(), "Hello");
        assertThat(req).returns(0, Nol.Result::exit).returns("World\n", Nol.Result::out);
        assertThat(rep.end()).returns(0, Nol.Result::exit).returns("Hello\n", Nol.Result::out);
    }

    @Test
    void repEchoesWhenNothingElseIsSaid() {
        Nol rep = Nol.start("rep", ANY, "-C", "2");
        assertThat(Nol.run("req", rep.endpoint(), "-m", "a", "-m", "b").out()).isEqualTo("a\nb\n");
        rep.end();
    }

    @Test
    void repEchoesAllFrames() {
        Nol rep = Nol.start("rep", ANY, "-C", "1", "--echo");
        assertThat(Nol.run("req", rep.endpoint(), "-o", "text", "a", "b").out()).isEqualTo("a | b\n");
        rep.end();
    }

    @Test
    void repRepliesATextWithTemplate() {
        Nol rep = Nol.start("rep", ANY, "-C", "2", "--template", "--reply", "no {{count}}");
        assertThat(Nol.run("req", rep.endpoint(), "--count", "2", "x").out()).isEqualTo("no 1\nno 2\n");
        rep.end();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void repHasACommandMakeTheReply() {
        Nol rep = Nol.start("rep", ANY, "-C", "1", "--exec", "tr a-z A-Z");
        assertThat(Nol.run("req", rep.endpoint(), "hello").out()).isEqualTo("HELLO\n");
        rep.end();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void repReportsACommandThatFails() {
        Nol rep = Nol.start("rep", ANY, "-C", "1", "--exec", "exit 7");
        assertThat(Nol.run("req", rep.endpoint(), "hello").out()).isEqualTo("\n");
        assertThat(rep.end().err()).contains("status=7");
    }

    @Test
    void reqWithoutReplyGivesUpAfterW() {
        RouterSocket silent = context.router();
        String endpoint = silent.bind("tcp://127.0.0.1:0").toString();
        Nol.Result req = Nol.run("req", endpoint, "-W", "50ms", "Hello");
        assertThat(req.exit()).isEqualTo(3);
        assertThat(req.err()).contains("timed out: no reply");
    }

    @Test
    void reqEndsAfterCReplies() {
        Nol rep = Nol.start("rep", ANY);
        assertThat(Nol.run("req", rep.endpoint(), "-C", "2", "--count", "9", "x")
                        .out())
                .isEqualTo("x\nx\n");
        rep.interrupt();
        rep.end();
    }

    // ------------------------------------------------------------------ dealer, router

    @Test
    void dealerTalksToRepWithAnEmptyFrameFirst() {
        Nol rep = Nol.start("rep", ANY, "-C", "1", "World");
        Nol.Result dealer = Nol.run("dealer", rep.endpoint(), "-C", "1", "-o", "quoted", "", "Hello");
        assertThat(dealer).returns(0, Nol.Result::exit).returns("\"\" | \"World\"\n", Nol.Result::out);
        rep.end();
    }

    @Test
    void dealerSendsItsInputWhileItReceives() {
        Nol router = Nol.start("router", ANY, "--echo", "-C", "2");
        Nol.Result dealer = Nol.runWithInput("a\nb\n", "dealer", router.endpoint(), "-C", "2");
        assertThat(dealer.out()).isEqualTo("a\nb\n");
        router.end();
    }

    @Test
    void routerPrintsRoutingIds() {
        Nol router = Nol.start("router", ANY, "-C", "1", "-F", "%r %p");
        assertThat(Nol.run("dealer", router.endpoint(), "--identity", "me", "-C", "0", "hello")
                        .exit())
                .isZero();
        assertThat(router.end().out()).isEqualTo("6d65 hello\n");
    }

    @Test
    void routerPrintsRoutingIdsInJsonAndText() {
        Nol router = Nol.start("router", ANY, "-C", "1", "-o", "json");
        Nol.run("dealer", router.endpoint(), "--identity", "me", "-C", "0", "hello");
        assertThat(router.end().out()).contains("\"routing_id\":\"6d65\",\"frames\":[{\"text\":\"hello\"}],\"size\":5");
        Nol second = Nol.start("router", ANY, "-C", "1", "-o", "text");
        Nol.run("dealer", second.endpoint(), "--identity", "me", "-C", "0", "hello");
        assertThat(second.end().out()).isEqualTo("6d65 | hello\n");
    }

    @Test
    void routerRepliesWithTheEnvelopeOfTheRequest() {
        Nol router = Nol.start("router", ANY, "-C", "1", "--reply", "World");
        assertThat(Nol.run("req", router.endpoint(), "Hello").out()).isEqualTo("World\n");
        router.end();
    }

    @Test
    void routerSendsToAPeerByItsRoutingId() {
        Nol router = Nol.start("router", ANY, "--wait-peers", "1", "-C", "0", "worker", "job");
        DealerSocket dealer =
                context.dealer(SocketOptions.builder().routingId("worker").build());
        dealer.connect(router.endpoint());
        assertThat(dealer.receive(Duration.ofSeconds(10))).isEqualTo(Message.of("job"));
        assertThat(router.end().exit()).isZero();
    }

    @Test
    void routerSendsLinesOfJsonWithRoutingIds() {
        Nol router = Nol.startWithInput(
                new ByteArrayInputStream("{\"routing_id\":\"6d65\",\"frames\":[\"job\"]}\n".getBytes(UTF_8)),
                "router",
                ANY,
                "--wait-peers",
                "1",
                "-C",
                "0",
                "-J");
        DealerSocket dealer =
                context.dealer(SocketOptions.builder().routingId("me").build());
        dealer.connect(router.endpoint());
        assertThat(dealer.receive(Duration.ofSeconds(10))).isEqualTo(Message.of("job"));
        router.end();
    }

    // ------------------------------------------------------------------ common options

    @Test
    void setTakesOptionsByTheirNamesInLibzmq() {
        Nol router = Nol.start("router", ANY, "-C", "1", "-F", "%r");
        Nol.run("dealer", router.endpoint(), "--set", "ZMQ_ROUTING_ID=you", "-C", "0", "hello");
        assertThat(router.end().out()).isEqualTo("796f75\n");
    }

    @Test
    void maxmsgsizeClosesConnectionsWithLargerFrames() {
        Nol pull = Nol.start("pull", ANY, "--maxmsgsize", "1k", "-v");
        PushSocket push = context.push();
        push.connect(pull.endpoint());
        push.send(new byte[2000]);
        pull.awaitErr("FRAME_SIZE");
        pull.interrupt();
        assertThat(pull.end().out()).isEmpty();
    }

    @Test
    void ipv6BindsToItsLoopback() {
        assumeTrue(hasIpv6(), "this machine has no IPv6");
        Nol pull = Nol.start("pull", "@tcp://[::1]:0", "--ipv6", "-C", "1");
        assertThat(Nol.run("push", "-c", pull.endpoint(), "--ipv6", "six").exit())
                .isZero();
        assertThat(pull.end().out()).isEqualTo("six\n");
    }

    @Test
    void vPrintsTheEventsOfTheConnections() {
        Nol rep = Nol.start("rep", ANY, "-C", "1", "-v");
        Nol.Result req = Nol.run("req", rep.endpoint(), "-v", "x");
        assertThat(req.err()).contains("req: connected: endpoint=", "req: handshake succeeded: endpoint=");
        assertThat(rep.end().err()).contains("rep: listening: endpoint=", "rep: accepted: endpoint=");
        assertThat(req.out()).isEqualTo("x\n");
    }

    @Test
    void qPrintsErrorsOnly() {
        Nol.Result pub = Nol.run("pub", ANY, "-q", "hello");
        assertThat(pub).returns(0, Nol.Result::exit).returns("", Nol.Result::err);
    }

    @Test
    void aPeerThatIsNotThereIsMentionedOnce() throws Exception {
        Nol.Result pull = Nol.run("pull", freeEndpoint(), "--for", "400ms");
        assertThat(pull.exit()).isZero();
        assertThat(pull.err()).contains("no peer yet").hasLineCount(1);
    }

    @Test
    void ipcWorksLikeTcp(@TempDir Path folder) {
        String endpoint = "ipc://" + folder.resolve("s");
        PullSocket pull = context.pull();
        pull.bind(endpoint);
        assertThat(Nol.run("push", "-c", endpoint, "x").exit()).isZero();
        assertThat(pull.receive(Duration.ofSeconds(10))).isEqualTo(Message.of("x"));
    }

    private static String freeEndpoint() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "tcp://127.0.0.1:" + socket.getLocalPort();
        }
    }

    private static boolean hasIpv6() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return socket.isBound();
        } catch (IOException none) {
            return false;
        }
    }
}
