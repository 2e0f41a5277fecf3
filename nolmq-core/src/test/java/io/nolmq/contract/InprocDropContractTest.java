package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.DealerSocket;
import io.nolmq.PullSocket;
import io.nolmq.PushSocket;
import io.nolmq.Receiver;
import io.nolmq.RouterSocket;
import io.nolmq.Sender;
import io.nolmq.Socket;
import io.nolmq.message.Endpoint;
import io.nolmq.message.EndpointException;
import io.nolmq.message.EventType;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.RoutingId;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketEvent;
import io.nolmq.message.SocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over inproc each message is received or counted as dropped, once, however ends come, are refused, and go. */
class InprocDropContractTest extends ContractTest {
    private static final int ROUNDS = 200;
    private static final int SOME = 5;
    private static final int STEPS = 40;
    private static final String[] NAMES = {"a", "b"};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatWasSentIsReceivedOrCounted(long seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            String endpoint = Transport.INPROC.known();
            List<Player> players = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                players.add(new Player(socket(random), endpoint, random.nextLong()));
            }
            List<Background<Player>> games = new ArrayList<>();
            for (Player player : players) {
                games.add(Background.call(player::play));
            }
            for (Background<Player> game : games) {
                game.result();
            }
            players.forEach(player -> player.socket.close());
            players.forEach(player -> await("the peers of " + player.socket + " to end")
                    .atMost(PATIENCE)
                    .until(() -> player.socket.statistics().peers().isEmpty()));
            assertThat(players.stream().mapToLong(Player::received).sum()
                            + players.stream().mapToLong(Player::dropped).sum())
                    .as("received and dropped, of what was sent, in round " + round + ": " + players)
                    .isEqualTo(players.stream().mapToLong(Player::sent).sum());
        }
    }

    @Test
    void whatAPeerDidNotReceiveIsInFlightForItsSender() {
        PushSocket push = context.push();
        List<SocketEvent> events = listen(push);
        PullSocket pull = context.pull();
        join(pull, push, Transport.INPROC);
        for (int i = 0; i < SOME; i++) {
            push.send("" + i);
        }
        assertThat(text(pull)).isEqualTo("0");
        pull.close();
        assertThat(awaitDisconnected(events).inFlight()).isEqualTo(SOME - 1);
        assertThat(pull.statistics().times(Reason.NOT_RECEIVED)).isEqualTo(SOME - 1);
        assertThat(push.statistics().times(Reason.Kind.DROP)).as("counted once").isZero();
    }

    @Test
    void whatAPeerHadSentThatIsRefusedIsInFlightForIt() {
        String endpoint = Transport.INPROC.known();
        DealerSocket first = context.dealer(options().routingId("same").build());
        first.connect(endpoint);
        DealerSocket second = context.dealer(options().routingId("same").build());
        List<SocketEvent> events = listen(second);
        second.connect(endpoint);
        for (int i = 0; i < SOME; i++) {
            second.send("" + i);
        }
        context.router().bind(endpoint);
        assertThat(awaitDisconnected(events).inFlight()).isEqualTo(SOME);
    }

    @Test
    void whatIsInFlightAsAPeerIsReplacedIsToldAtItsEnd() {
        RouterSocket router = context.router(options().routerHandover(true).build());
        List<SocketEvent> events = listen(router);
        DealerSocket first = context.dealer(options().routingId("same").build());
        String endpoint = join(router, first, Transport.INPROC);
        for (int i = 0; i < SOME; i++) {
            router.send(Message.of("same", "" + i));
        }
        assertThat(text(first)).isEqualTo("0");
        DealerSocket second = context.dealer(options().routingId("same").build());
        second.connect(endpoint);
        SocketEvent end = awaitDisconnected(events);
        assertThat(end.reason()).isEqualTo(Reason.DUPLICATE_ROUTING_ID);
        assertThat(end.inFlight()).isEqualTo(SOME - 1);
        assertThat(events).extracting(SocketEvent::type).doesNotContain(EventType.REFUSED);
        assertThat(texts(first, SOME - 1)).as("received all the same").containsExactly("1", "2", "3", "4");
    }

    @Test
    void whatWaitsForANameIsKeptWhileAnotherPeerHasIt() {
        RouterSocket router = context.router(options().routerHandover(true).build());
        String later = Transport.INPROC.known();
        router.connect(later, RoutingId.of("name"));
        router.send(Message.of("name", "early"));
        DealerSocket other = context.dealer(options().routingId("name").build());
        join(router, other, Transport.INPROC);
        router.send(Message.of("name", "to the other"));
        assertThat(text(other)).isEqualTo("to the other");
        DealerSocket named = context.dealer();
        named.bind(later);
        assertThat(text(named)).isEqualTo("early");
        assertThat(router.statistics().times(Reason.Kind.DROP)).isZero();
    }

    private static List<SocketEvent> listen(Socket socket) {
        List<SocketEvent> events = new CopyOnWriteArrayList<>();
        socket.onEvent(events::add);
        return events;
    }

    private static SocketEvent awaitDisconnected(List<SocketEvent> events) {
        await("the peer to be gone")
                .atMost(PATIENCE)
                .until(() -> events.stream().anyMatch(event -> event.type() == EventType.DISCONNECTED));
        return events.stream()
                .filter(event -> event.type() == EventType.DISCONNECTED)
                .findFirst()
                .orElseThrow();
    }

    private Socket socket(Random random) {
        SocketOptions options = options()
                .linger(Duration.ZERO)
                .sendHighWaterMark(random.nextInt(4))
                .receiveHighWaterMark(random.nextInt(4))
                .immediate(random.nextInt(4) == 0)
                .build();
        SocketOptions named = options.toBuilder()
                .routingId(NAMES[random.nextInt(NAMES.length)])
                .build();
        SocketOptions conflating = options.toBuilder().conflate(true).build();
        return switch (random.nextInt(8)) {
            case 0 -> context.push(options);
            case 1 -> context.pull(options);
            case 2 -> context.push(conflating);
            case 3 -> context.pull(conflating);
            case 4, 5 -> context.dealer(named);
            case 6 -> context.router(named);
            default -> context.router(named.toBuilder().routerHandover(true).build());
        };
    }

    /** A thread that does what it likes with a socket. */
    private static final class Player {
        private final Socket socket;
        private final String endpoint;
        private final Random random;
        private final List<Endpoint> bound = new ArrayList<>();
        private final List<Endpoint> connected = new ArrayList<>();
        private final StringBuilder moves = new StringBuilder();
        private long sent;
        private long received;

        Player(Socket socket, String endpoint, long seed) {
            this.socket = socket;
            this.endpoint = endpoint;
            this.random = new Random(seed);
        }

        Player play() {
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            if (random.nextBoolean()) {
                moves.append('x');
                socket.close();
            }
            return this;
        }

        private void step() {
            switch (random.nextInt(10)) {
                case 0, 1 -> meet();
                case 2 -> part();
                case 3, 4, 5 -> receive();
                default -> send();
            }
        }

        private void meet() {
            if (random.nextBoolean()) {
                try {
                    bound.add(socket.bind(endpoint));
                    moves.append('b');
                } catch (EndpointException taken) {
                    connected.add(socket.connect(endpoint));
                    moves.append('c');
                }
            } else {
                connected.add(socket.connect(endpoint));
                moves.append('c');
            }
        }

        private void part() {
            if (!bound.isEmpty() && random.nextBoolean()) {
                socket.unbind(bound.remove(0));
                moves.append('u');
            } else if (!connected.isEmpty()) {
                try {
                    socket.disconnect(connected.remove(0));
                    moves.append('d');
                } catch (EndpointException gone) {
                    moves.append('-');
                }
            }
        }

        private void send() {
            if (socket instanceof Sender sender) {
                Message body = Message.of("body");
                Message message =
                        socket instanceof RouterSocket ? Message.of(NAMES[random.nextInt(NAMES.length)], "body") : body;
                if (sender.trySend(message) == SendResult.SENT) {
                    sent++;
                    moves.append('s');
                }
            }
        }

        private void receive() {
            if (socket instanceof Receiver receiver && receiver.tryReceive() != null) {
                received++;
                moves.append('r');
            }
        }

        long sent() {
            return sent;
        }

        long received() {
            return received;
        }

        long dropped() {
            return socket.statistics().times(Reason.Kind.DROP);
        }

        @Override
        public String toString() {
            return socket + " " + moves + " " + socket.statistics().reasons();
        }
    }
}
