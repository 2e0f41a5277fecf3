package io.nolmq.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.Context;
import io.nolmq.DealerSocket;
import io.nolmq.ReqSocket;
import io.nolmq.RouterSocket;
import io.nolmq.contract.Background;
import io.nolmq.contract.LeakCheck;
import io.nolmq.contract.Transport;
import io.nolmq.message.Endpoint;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketEvent;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketOptionsBuilder;
import io.nolmq.message.SocketStatistics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A ROUTER under attack, that echoes, with a good REQ on the same socket as the witness: it asks in lock-step all the
 * while, and misses nothing. Where the ROUTER is to connect to the attacker it is bound for the witness as well.
 */
final class Subject implements AutoCloseable {
    /** When something hangs, however slow the machine is. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Longer than any test. */
    private static final Duration NEVER = Duration.ofMinutes(5);

    private static final String WITNESS = "witness";

    /** Which end of the attacked connection is ours. */
    enum Role {
        LISTENING,
        CONNECTING
    }

    private final Context context = Context.create();
    private final Context good = Context.create();
    private final RouterSocket router;
    private final Endpoint bound;
    private final Role role;
    private final Transport transport;
    private final List<Message> strangers = new CopyOnWriteArrayList<>();
    private final List<SocketEvent> events = new CopyOnWriteArrayList<>();
    private final List<Attacker> attackers = new ArrayList<>();
    private final Background<Boolean> echo;
    private final Background<Integer> witness;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean enough;
    private final Map<String, String> descriptors;
    /** What came of the witness: on a slow machine it may have needed a second connection. */
    private final SocketStatistics before;

    /** No second attempt to connect while a test lasts, and no limit of time: only what is sent ends a connection. */
    static SocketOptionsBuilder options() {
        return SocketOptions.builder()
                .reconnectInterval(NEVER)
                .greetingTimeout(NEVER)
                .handshakeInterval(NEVER)
                .linger(Duration.ZERO);
    }

    Subject(Transport transport, Role role) throws IOException {
        this(transport, role, options().build());
    }

    Subject(Transport transport, Role role, SocketOptions options) throws IOException {
        this.role = role;
        this.transport = transport;
        router = context.router(options);
        bound = router.bind(transport.endpoint());
        echo = Background.run(() -> {
            for (Message message : router) {
                if (!message.text(message.frameCount() - 1).startsWith(WITNESS)) {
                    strangers.add(message.from(1));
                }
                router.send(message);
            }
        });
        ReqSocket req = good.req();
        req.connect(bound.toString());
        witness = Background.call(() -> {
            int i = 0;
            while (!enough) {
                String text = WITNESS + i++;
                assertThat(req.request(text).text()).isEqualTo(text);
                asked.set(i);
            }
            return i;
        });
        await("the witness to be served").atMost(PATIENCE).until(() -> asked.get() > 10);
        descriptors = LeakCheck.descriptors();
        before = router.statistics();
        router.onEvent(events::add);
    }

    RouterSocket router() {
        return router;
    }

    /** What the application got that is not the witness's, without the routing id. */
    List<Message> strangers() {
        return strangers;
    }

    List<SocketEvent> events() {
        return events;
    }

    /** A new connection between the attacker and the subject. */
    Attacker attacker() throws IOException {
        Attacker attacker = role == Role.LISTENING ? Attacker.connect(bound) : accept();
        attackers.add(attacker);
        return attacker;
    }

    /** A good peer of that name. */
    DealerSocket dealer(String routingId) {
        DealerSocket dealer =
                good.dealer(SocketOptions.builder().routingId(routingId).build());
        dealer.connect(bound.toString());
        return dealer;
    }

    /** A connection whose attacker never reads. */
    Attacker silentAttacker() throws IOException {
        Attacker attacker = Attacker.silent(bound);
        attackers.add(attacker);
        return attacker;
    }

    private Attacker accept() throws IOException {
        if (transport == Transport.TCP) {
            try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
                listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                router.connect("tcp://127.0.0.1:" + ((InetSocketAddress) listener.getLocalAddress()).getPort());
                return Attacker.accepted(listener.accept());
            }
        }
        String endpoint = Transport.IPC.known();
        Path path = Path.of(Endpoint.parse(endpoint).address());
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(path));
            router.connect(endpoint);
            return Attacker.accepted(listener.accept());
        } finally {
            Files.deleteIfExists(path);
        }
    }

    /** Returns when so many connections have been closed for one of the reasons, and none for another one. */
    void awaitClosedFor(int times, Reason... reasons) {
        await("connections closed for one of " + List.of(reasons))
                .atMost(PATIENCE)
                .untilAsserted(() -> {
                    long sum = 0;
                    for (Reason reason : reasons) {
                        sum += router.statistics().times(reason) - before.times(reason);
                    }
                    assertThat(sum)
                            .as(
                                    "closed with the right reason: %s",
                                    router.statistics().reasons())
                            .isEqualTo(times);
                });
        assertThat(closed())
                .as("closed for any reason: %s", router.statistics().reasons())
                .isEqualTo(times);
    }

    private long closed() {
        return closed(router.statistics()) - closed(before);
    }

    private static long closed(SocketStatistics statistics) {
        return statistics.times(Reason.Kind.REFUSAL)
                + statistics.times(Reason.Kind.CLOSE)
                - statistics.times(Reason.CONNECT_FAILED);
    }

    /** Ends the attack, and checks what must hold after every one. */
    void assertUnharmed() throws Exception {
        for (Attacker attacker : attackers) {
            attacker.close();
        }
        int before = asked.get();
        await("the witness to be served still").atMost(PATIENCE).until(() -> asked.get() > before + 10);
        await("descriptors to come back").atMost(PATIENCE).untilAsserted(() -> {
            Map<String, String> left = LeakCheck.descriptors();
            left.keySet().removeAll(descriptors.keySet());
            // A waiting receiver's selector may have come in the meantime: three descriptors.
            assertThat(left.size()).as("new descriptors: %s", left).isLessThanOrEqualTo(3);
        });
        assertThat(router.statistics().times(Reason.INTERNAL_ERROR)).isZero();
        try (DealerSocket fresh = good.dealer()) {
            fresh.connect(bound.toString());
            fresh.send(WITNESS + " fresh");
            Message answer = fresh.receive(PATIENCE);
            assertThat(answer).isEqualTo(Message.of(WITNESS + " fresh"));
        }
        enough = true;
        assertThat(witness.result()).isPositive();
    }

    @Override
    public void close() throws IOException {
        enough = true;
        for (Attacker attacker : attackers) {
            attacker.close();
        }
        context.close(Duration.ZERO);
        good.close(Duration.ZERO);
        await("the echo to end").atMost(PATIENCE).until(echo::isDone);
    }
}
