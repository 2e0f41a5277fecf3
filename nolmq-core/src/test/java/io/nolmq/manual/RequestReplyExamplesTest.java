package io.nolmq.manual;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.DealerSocket;
import io.nolmq.PairSocket;
import io.nolmq.RepSocket;
import io.nolmq.ReqSocket;
import io.nolmq.RouterSocket;
import io.nolmq.StreamSocket;
import io.nolmq.message.Endpoint;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.Message;
import io.nolmq.message.RoutingId;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.ZmqException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RequestReplyExamplesTest {
    private final List<String> printed = new CopyOnWriteArrayList<>();

    private void print(String line) {
        printed.add(line);
    }

    @Test
    void readme() {
        try (Context context = Context.create();
                RepSocket rep = context.rep();
                ReqSocket req = context.req()) {
            Endpoint endpoint = rep.bind("tcp://127.0.0.1:*");
            req.connect(endpoint.toString());
            req.send("Hello");
            print(rep.receive().text());
            rep.send("World");
            print(req.receive().text());
        }
        assertThat(printed).containsExactly("Hello", "World");
    }

    @Test
    void streamAnswersABrowser() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Context context = Context.create()) {
            StreamSocket server = context.stream();
            int port =
                    Integer.parseInt(server.bind("tcp://127.0.0.1:*").address().split(":")[1]);
            Future<String> page = executor.submit(() -> get("http://127.0.0.1:" + port + "/"));
            server.receive(); // somebody has connected
            Message request = server.receive();
            print(request.text(1).lines().findFirst().orElse(""));
            String answer = "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nHello";
            server.send(Message.of(request.frame(0), answer.getBytes(UTF_8)));
            server.send(Message.of(request.frame(0), new byte[0])); // and closes the connection
            print(page.get());
        } finally {
            executor.shutdownNow();
        }
        assertThat(printed).containsExactly("GET / HTTP/1.1", "Hello");
    }

    private static String get(String url) throws IOException {
        try (InputStream body = URI.create(url).toURL().openStream()) {
            return new String(body.readAllBytes(), UTF_8);
        }
    }

    @Test
    void pair() {
        try (Context context = Context.create()) {
            PairSocket worker = context.pair();
            worker.bind("inproc://control");
            PairSocket control = context.pair();
            control.connect("inproc://control");
            control.send("start");
            print(worker.receive().text());
            worker.send("done");
            print(control.receive().text());
        }
        assertThat(printed).containsExactly("start", "done");
    }

    @Test
    void readmeByAddress() {
        try (Context context = Context.create();
                RouterSocket router = context.router();
                DealerSocket dealer = context.dealer()) {
            Endpoint endpoint = router.bind("tcp://127.0.0.1:*");
            dealer.connect(endpoint.toString());
            dealer.send("question");
            Message request = router.receive(); // frame 0 names the peer
            router.send(Message.of(request.frame(0), request.frame(1)));
            print(dealer.receive().text());
        }
        assertThat(printed).containsExactly("question");
    }

    @Test
    void reqAsksAgainWhenNoReplyComes() {
        SocketOptions options = SocketOptions.builder()
                .requestRelaxed(true)
                .requestCorrelate(true)
                .linger(Duration.ZERO)
                .build();
        try (Context context = Context.create();
                ReqSocket req = context.req(options)) {
            req.connect("tcp://127.0.0.1:1");
            for (int attempt = 1; attempt <= 3; attempt++) {
                req.send("Hello");
                Message reply = req.receive(Duration.ofMillis(50));
                print(reply == null ? "no reply to attempt " + attempt : reply.text());
            }
        }
        assertThat(printed).containsExactly("no reply to attempt 1", "no reply to attempt 2", "no reply to attempt 3");
    }

    @Test
    @SuppressWarnings("try") // closing early is what it shows
    void repAnswersUntilItIsClosed() throws InterruptedException {
        try (Context context = Context.create();
                RepSocket rep = context.rep();
                ReqSocket req = context.req()) {
            Endpoint endpoint = rep.bind("tcp://127.0.0.1:*");
            Thread server = new Thread(() -> {
                for (Message request : rep) {
                    rep.send("you said " + request.text());
                }
            });
            server.start();
            req.connect(endpoint.toString());
            print(req.request("Hello").text());
            rep.close();
            server.join();
        }
        assertThat(printed).containsExactly("you said Hello");
    }

    @Test
    void dealerHasManyRequestsUnderWay() {
        try (Context context = Context.create();
                RepSocket rep = context.rep();
                DealerSocket dealer = context.dealer()) {
            dealer.connect(rep.bind("tcp://127.0.0.1:*").toString());
            dealer.send(Message.of("", "first")); // REP wants an empty frame before the body
            dealer.send(Message.of("", "second"));
            for (int i = 0; i < 2; i++) {
                rep.send("re: " + rep.receive().text());
            }
            print(dealer.receive().text(1));
            print(dealer.receive().text(1));
        }
        assertThat(printed).containsExactly("re: first", "re: second");
    }

    @Test
    void routerTellsWhenAPeerIsUnknown() {
        SocketOptions mandatory = SocketOptions.builder().routerMandatory(true).build();
        SocketOptions named = SocketOptions.builder().routingId("worker-1").build();
        try (Context context = Context.create();
                RouterSocket router = context.router(mandatory);
                DealerSocket dealer = context.dealer(named)) {
            dealer.connect(router.bind("tcp://127.0.0.1:*").toString());
            dealer.send("ready");
            Message ready = router.receive();
            router.send(Message.of("job 1").prepend(ready.frame(0)));
            print(dealer.receive().text());
            try {
                router.send(Message.of("worker-2", "job 2"));
            } catch (ZmqException unknown) {
                print(unknown.code() + "");
            }
        }
        assertThat(printed).containsExactly("job 1", ErrorCode.UNROUTABLE.name());
    }

    @Test
    void routerNamesAPeerItself() {
        try (Context context = Context.create();
                RouterSocket router = context.router();
                DealerSocket dealer = context.dealer()) {
            Endpoint endpoint = dealer.bind("tcp://127.0.0.1:*");
            router.connect(endpoint.toString(), RoutingId.of("worker-1"));
            router.send(Message.of("worker-1", "job 1"));
            print(dealer.receive().text());
        }
        assertThat(printed).containsExactly("job 1");
    }
}
