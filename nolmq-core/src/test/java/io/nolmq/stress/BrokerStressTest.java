package io.nolmq.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.DealerSocket;
import io.nolmq.ReqSocket;
import io.nolmq.RouterSocket;
import io.nolmq.Socket;
import io.nolmq.message.EventType;
import io.nolmq.message.Message;
import io.nolmq.message.SocketOptions;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Clients, a broker of ROUTER and DEALER, and a worker that connects to it. The worker's connection is cut while it works on
 * each request: the reply is not lost, for it goes to where the request came from, over the next connection.
 */
final class BrokerStressTest extends StressTest {
    private static final int REQUESTS = 40;

    @Test
    void aWorkerOfTypeRepLosesNoReply() throws Exception {
        broker(context -> new Replier(context.rep(options().build())));
    }

    @Test
    void aWorkerOfTypeRouterLosesNoReply() throws Exception {
        broker(context -> new Router(context.router(
                options().routerMandatory(true).sendHighWaterMark(1).build())));
    }

    @Test
    void aWorkerOfTypeDealerLosesNoReply() throws Exception {
        broker(context -> new Dealer(context.dealer(options().build())));
    }

    /** Takes a request, and answers it later. */
    private interface Worker {
        Socket socket();

        /** The text of the next request. */
        String take();

        void answer(String reply);
    }

    private record Replier(io.nolmq.RepSocket socket) implements Worker {
        @Override
        public String take() {
            return socket.receive().text();
        }

        @Override
        public void answer(String reply) {
            socket.send(reply);
        }
    }

    private static final class Router implements Worker {
        private final RouterSocket socket;
        private Message request = Message.of("");

        Router(RouterSocket socket) {
            this.socket = socket;
        }

        @Override
        public Socket socket() {
            return socket;
        }

        @Override
        public String take() {
            request = socket.receive();
            return request.text(request.frameCount() - 1);
        }

        @Override
        public void answer(String reply) {
            socket.send(withReply(request, reply));
        }
    }

    private static final class Dealer implements Worker {
        private final DealerSocket socket;
        private Message request = Message.of("");

        Dealer(DealerSocket socket) {
            this.socket = socket;
        }

        @Override
        public Socket socket() {
            return socket;
        }

        @Override
        public String take() {
            request = socket.receive();
            return request.text(request.frameCount() - 1);
        }

        @Override
        public void answer(String reply) {
            socket.send(withReply(request, reply));
        }
    }

    private static Message withReply(Message request, String reply) {
        Message answer = Message.of(reply);
        for (int i = request.frameCount() - 2; i >= 0; i--) {
            answer = answer.prepend(request.frame(i));
        }
        return answer;
    }

    private void broker(Function<Context, Worker> workers) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        SocketOptions options = options().build();
        try (Context context = Context.create();
                RouterSocket front = context.router(options);
                DealerSocket back = context.dealer(options);
                CuttingProxy proxy =
                        new CuttingProxy(back.bind("tcp://127.0.0.1:0").port(), seed)) {
            String endpoint = front.bind("tcp://127.0.0.1:0").toString();
            Worker worker = workers.apply(context);
            AtomicInteger endsOfWorker = countEnds(worker.socket());
            AtomicInteger endsOfBroker = countEnds(back);
            AtomicInteger answered = new AtomicInteger();
            try (Crew crew = new Crew(what)) {
                worker.socket().connect(proxy.endpoint());
                crew.start("requests", () -> pass(front, back, crew, answered));
                crew.start("replies", () -> pass(back, front, crew, answered));
                crew.start("client", () -> ask(context, endpoint, answered));
                for (int i = 0; i < REQUESTS; i++) {
                    String request = worker.take();
                    proxy.cut(random.nextBoolean() ? CuttingProxy.Cut.RESET : CuttingProxy.Cut.FINISH);
                    int ends = i + 1;
                    Until.holds(
                            "both ends to know that the connection is gone",
                            () -> endsOfWorker.get() == ends && endsOfBroker.get() == ends);
                    if (random.nextBoolean()) {
                        Until.holds("a new connection", () -> connectedPeers(worker.socket()) == 1);
                    }
                    worker.answer("re " + request);
                    Until.holds("the reply", () -> answered.get() == ends || crew.hasFailed());
                }
                crew.join(limit);
            }
            assertThat(answered.get()).isEqualTo(REQUESTS);
            assertThat(drops(worker.socket()) + drops(front) + drops(back)).isZero();
        }
    }

    private static AtomicInteger countEnds(Socket socket) {
        AtomicInteger ends = new AtomicInteger();
        socket.onEvent(event -> {
            if (event.type() == EventType.DISCONNECTED) {
                ends.incrementAndGet();
            }
        });
        return ends;
    }

    private static <S extends Socket & io.nolmq.Receiver, T extends Socket & io.nolmq.Sender> void pass(
            S from, T to, Crew crew, AtomicInteger answered) {
        while (answered.get() < REQUESTS && !crew.hasFailed()) {
            Message message = from.receive(Duration.ofMillis(20));
            if (message != null) {
                to.send(message);
            }
        }
    }

    private static void ask(Context context, String endpoint, AtomicInteger answered) {
        try (ReqSocket client = context.req(options().build())) {
            client.connect(endpoint);
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(client.request("" + i).text()).isEqualTo("re " + i);
                answered.incrementAndGet();
            }
        }
    }
}
