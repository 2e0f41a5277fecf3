package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.Context;
import io.nolmq.PubSocket;
import io.nolmq.Receiver;
import io.nolmq.Sender;
import io.nolmq.Socket;
import io.nolmq.SubSocket;
import io.nolmq.message.Message;
import io.nolmq.message.PeerStatistics;
import io.nolmq.message.SendResult;
import io.nolmq.message.SocketOptions;
import io.nolmq.message.SocketOptionsBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test with a context of its own, after which nothing may be left. */
@ExtendWith(LeakCheck.class)
abstract class ContractTest {
    /** How long to wait for what must come. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How long to watch for what must not come, where nothing else tells. */
    static final Duration A_WHILE = Duration.ofMillis(200);

    /** How soon to connect again: the tests do not want to wait 100 ms. */
    private static final Duration SOON = Duration.ofMillis(20);

    private static final AtomicInteger TOKENS = new AtomicInteger();

    final Context context = Context.create();

    @AfterEach
    void closeContext() {
        context.close(Duration.ZERO);
    }

    static SocketOptionsBuilder options() {
        return SocketOptions.builder().reconnectInterval(SOON);
    }

    /** Receives what must come. */
    static Message receive(Receiver receiver) {
        Message message = receiver.receive(PATIENCE);
        assertThat(message).as("a message at " + receiver).isNotNull();
        return message;
    }

    static String text(Receiver receiver) {
        return receive(receiver).text();
    }

    static List<String> texts(Receiver receiver, int count) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(text(receiver));
        }
        return all;
    }

    /** All frames as text. */
    static List<String> frames(Message message) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < message.frameCount(); i++) {
            all.add(message.text(i));
        }
        return all;
    }

    /** Everything that comes until nothing has come for a while. */
    static List<Message> drain(Receiver receiver) {
        List<Message> all = new ArrayList<>();
        for (Message next = receiver.receive(A_WHILE); next != null; next = receiver.receive(A_WHILE)) {
            all.add(next);
        }
        return all;
    }

    /** Sends until the socket has been full for a while. */
    static int fill(Sender sender, Message message) {
        int sent = 0;
        SendResult result = sender.send(message, A_WHILE);
        while (result.isSent()) {
            sent++;
            assertThat(sent).as("messages taken without anybody receiving").isLessThan(1_000_000);
            result = sender.send(message, A_WHILE);
        }
        assertThat(result).isEqualTo(SendResult.FULL);
        return sent;
    }

    static long connectedPeers(Socket socket) {
        return socket.peers().stream()
                .map(PeerStatistics::connection)
                .filter(PeerStatistics.Connection::connected)
                .count();
    }

    static void awaitPeers(Socket socket, int count) {
        await(count + " peers of " + socket).atMost(PATIENCE).until(() -> connectedPeers(socket) == count);
    }

    /** Binds one and connects the other, and returns when both have a peer. */
    static String join(Socket binding, Socket connecting, Transport transport) {
        String endpoint = binding.bind(transport.endpoint()).toString();
        long before = connectedPeers(binding);
        connecting.connect(endpoint);
        assertThat(connecting.awaitConnected(PATIENCE)).isTrue();
        awaitPeers(binding, (int) before + 1);
        return endpoint;
    }

    /** Returns when the publisher has processed all that the subscriber has subscribed to and unsubscribed from. */
    static void settle(PubSocket pub, SubSocket sub) {
        String token = "\u0001settle-" + TOKENS.incrementAndGet() + "-";
        sub.subscribe(token);
        List<Message> early = new ArrayList<>();
        await("subscriptions to settle").atMost(PATIENCE).until(() -> {
            pub.send(token + "?");
            Message message = sub.receive(Duration.ofMillis(20));
            if (message != null && !message.text().startsWith(token)) {
                early.add(message);
            }
            return message != null && message.text().startsWith(token);
        });
        pub.send(token + "!");
        String next = text(sub);
        while (!next.equals(token + "!")) {
            assertThat(next).isEqualTo(token + "?");
            next = text(sub);
        }
        assertThat(early).as("messages before the subscriptions settled").isEmpty();
        sub.unsubscribe(token);
    }
}
