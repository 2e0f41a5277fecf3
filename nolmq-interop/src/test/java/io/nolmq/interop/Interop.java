package io.nolmq.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.Context;
import io.nolmq.PubSocket;
import io.nolmq.Receiver;
import io.nolmq.Socket;
import io.nolmq.SubSocket;
import io.nolmq.message.Message;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketOptionsBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionTimeoutException;

/** What tests between NolMQ and another implementation do again and again. The peer's socket is called "p". */
interface Interop {
    Duration PATIENCE = Duration.ofSeconds(30);
    int PATIENCE_MILLIS = (int) PATIENCE.toMillis();
    Duration SOON = Duration.ofMillis(20);
    Duration HANGING = Duration.ofSeconds(1);
    Duration AT_ONCE = Duration.ofMillis(5);
    int[] SIZES = {0, 1, 33, 254, 255, 256, 8_192, 65_535, 65_536, 1 << 20};
    AtomicInteger TOKENS = new AtomicInteger();

    /** Ours. */
    Context context();

    /** The other implementation. */
    Peer peer();

    /** Whether every attempt of it to connect comes to an end. */
    default boolean connectsReliably() {
        return true;
    }

    /** What becomes of a test whose peer hangs in its connect, through no fault of ours. */
    default void onHang() {}

    default SocketOptionsBuilder options() {
        return SocketOptions.builder().reconnectInterval(SOON);
    }

    /** Makes the peer's socket "p" and joins it to ours. */
    default void join(Socket ours, Setting setting, String type, String... options) {
        peer().socket("p", type, options);
        joinMade(ours, setting);
    }

    default void joinMade(Socket ours, Setting setting) {
        if (setting.weBind()) {
            connectPeer(ours, ours.bind(setting.endpoint()).toString());
        } else {
            ours.connect(peer().bind("p", setting.endpoint()));
            awaitConnected(ours, PATIENCE);
        }
    }

    /** Has the peer's socket "p" connect to our bound one, which has no other peer. */
    default void connectPeer(Socket ours, String endpoint) {
        peer().connect("p", endpoint);
        if (!connectsReliably() && !isConnected(ours, HANGING)) {
            onHang();
        }
        awaitConnected(ours, PATIENCE);
    }

    /** Waits for what takes several connects of the peer. */
    default void awaitConnects(String what, Callable<Boolean> condition) {
        try {
            await(what).atMost(PATIENCE).until(condition);
        } catch (ConditionTimeoutException never) {
            if (!connectsReliably()) {
                onHang();
            }
            throw never;
        }
    }

    private void awaitConnected(Socket ours, Duration limit) {
        assertThat(isConnected(ours, limit)).as("a handshake at %s", ours).isTrue();
    }

    private boolean isConnected(Socket ours, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean connected = ours.awaitConnected(AT_ONCE);
        while (!connected && System.nanoTime() < deadline) {
            peer().work();
            connected = ours.awaitConnected(AT_ONCE);
        }
        return connected;
    }

    default Message receive(Receiver receiver) {
        Message message = receiver.receive(AT_ONCE);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (message == null && System.nanoTime() < deadline) {
            peer().work();
            message = receiver.receive(AT_ONCE);
        }
        assertThat(message).as("a message at " + receiver).isNotNull();
        return message;
    }

    default void awaitSubscribers(PubSocket pub, int count) {
        await("subscribers").atMost(PATIENCE).until(() -> {
            peer().work();
            return pub.awaitSubscribers(count, AT_ONCE);
        });
    }

    default Message fromPeer() {
        Message message = peer().receive("p", PATIENCE_MILLIS);
        assertThat(message).as("a message at the peer").isNotNull();
        return message;
    }

    default void assertSame(Message actual, Message expected) {
        assertThat(actual.equals(expected))
                .as("%s where %s was sent", actual, expected)
                .isTrue();
    }

    /** Messages of one and several frames, of all sizes, the empty one included. */
    default List<Message> messages() {
        Random random = new Random(20_260_102);
        List<Message> all = new ArrayList<>();
        for (int size : SIZES) {
            byte[] body = new byte[size];
            random.nextBytes(body);
            all.add(Message.of(body));
            all.add(Message.of(new byte[0], body, new byte[0]));
            all.add(Message.of(body, new byte[] {1, 2, 3}));
        }
        byte[][] many = new byte[300][];
        Arrays.setAll(many, i -> new byte[i % 3]);
        all.add(Message.wrap(new byte[] {9}, many));
        return all;
    }

    default long connectedPeers(Socket socket) {
        return socket.peers().stream()
                .map(PeerStatistics::connection)
                .filter(PeerStatistics.Connection::connected)
                .count();
    }

    default void awaitPeers(Socket socket, int count) {
        await(count + " peers of " + socket).atMost(PATIENCE).until(() -> {
            peer().work();
            return connectedPeers(socket) == count;
        });
    }

    /** Returns when the peer's SUB "p" gets what we publish under the prefix. */
    default void settle(PubSocket pub, String prefix) {
        String token = prefix + "-settle-" + TOKENS.incrementAndGet();
        await("the subscription").atMost(PATIENCE).until(() -> {
            pub.send(token + "?");
            return peer().receive("p", 20) != null;
        });
        pub.send(token + "!");
        Message next = fromPeer();
        while (!next.text().equals(token + "!")) {
            assertThat(next.text()).isEqualTo(token + "?");
            next = fromPeer();
        }
    }

    /** Returns when the peer's PUB has processed what our SUB has subscribed to. */
    default void settle(String name, SubSocket sub) {
        String token = "\u0001settle-" + TOKENS.incrementAndGet();
        sub.subscribe(token);
        await("the subscription").atMost(PATIENCE).until(() -> {
            peer().send(name, Message.of(token + "?"));
            return sub.receive(Duration.ofMillis(20)) != null;
        });
        peer().send(name, Message.of(token + "!"));
        Message next = receive(sub);
        while (!next.text().equals(token + "!")) {
            assertThat(next.text()).isEqualTo(token + "?");
            next = receive(sub);
        }
        sub.unsubscribe(token);
    }
}
