package io.nolmq.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nolmq.RouterSocket;
import io.nolmq.StreamSocket;
import io.nolmq.message.EndpointException;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import io.nolmq.message.RoutingId;
import io.nolmq.message.SendResult;
import io.nolmq.message.ZmqException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** STREAM and a raw ROUTER: TCP to those who speak no ZMTP. */
class StreamContractTest extends ContractTest {
    private static Socket client(String endpoint) throws IOException {
        int port = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setSoTimeout((int) PATIENCE.toMillis());
        return client;
    }

    private static ServerSocket server() throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        server.setSoTimeout((int) PATIENCE.toMillis());
        return server;
    }

    private static Message of(byte[] id, String text) {
        return Message.of(id, text.getBytes(UTF_8));
    }

    /** The id of a connection of which the socket is told, for the first time or again. */
    private static byte[] connection(StreamSocket stream) {
        Message note = receive(stream);
        assertThat(note.frameCount()).isEqualTo(2);
        assertThat(note.frame(1)).isEmpty();
        return note.frame(0);
    }

    /** The sending side hears of the end after the receiving one. */
    private static void awaitUnroutable(StreamSocket stream, byte[] id) {
        await("the id to be forgotten")
                .atMost(PATIENCE)
                .until(() -> stream.trySend(of(id, "too late")) == SendResult.UNROUTABLE);
    }

    /** So many bytes of a connection, in however many messages. */
    private static byte[] bytes(StreamSocket stream, byte[] id, int count) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < count) {
            Message message = receive(stream);
            assertThat(message.frame(0)).isEqualTo(id);
            assertThat(message.frame(1).length).isBetween(1, 8 * 1024);
            all.writeBytes(message.frame(1));
        }
        return all.toByteArray();
    }

    @Test
    void tellsOfAConnectionOfItsBytesAndOfItsEnd() throws IOException {
        StreamSocket stream = context.stream();
        String endpoint = stream.bind("tcp://127.0.0.1:0").toString();
        byte[] id;
        try (Socket client = client(endpoint)) {
            id = connection(stream);
            assertThat(id).hasSize(5).startsWith(0);
            client.getOutputStream().write("hello".getBytes(UTF_8));
            assertThat(bytes(stream, id, 5)).asString(UTF_8).isEqualTo("hello");
            stream.send(of(id, "world"));
            assertThat(client.getInputStream().readNBytes(5)).asString(UTF_8).isEqualTo("world");
            client.getOutputStream().write("bye".getBytes(UTF_8));
        }
        assertThat(bytes(stream, id, 3)).asString(UTF_8).isEqualTo("bye");
        assertThat(connection(stream)).isEqualTo(id);
        awaitUnroutable(stream, id);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8 * 1024, 100_000, 5_000_000})
    void bytesArriveWholeAndInOrder(int size) throws Exception {
        byte[] body = new byte[size];
        new Random(size).nextBytes(body);
        StreamSocket stream = context.stream();
        String endpoint = stream.bind("tcp://127.0.0.1:0").toString();
        try (Socket client = client(endpoint)) {
            byte[] id = connection(stream);
            Background<Boolean> writing =
                    Background.run(() -> client.getOutputStream().write(body));
            assertThat(Arrays.equals(bytes(stream, id, size), body)).isTrue();
            assertThat(writing.result()).isTrue();
            Background<byte[]> reading =
                    Background.call(() -> client.getInputStream().readNBytes(size));
            stream.send(Message.of(id, body));
            assertThat(Arrays.equals(reading.result(), body)).isTrue();
        }
    }

    @Test
    void anEmptyMessageClosesBehindWhatWasSentBefore() throws Exception {
        byte[] body = new byte[1_000_000];
        StreamSocket stream = context.stream();
        String endpoint = stream.bind("tcp://127.0.0.1:0").toString();
        try (Socket client = client(endpoint)) {
            byte[] id = connection(stream);
            stream.send(Message.of(id, body));
            stream.send(Message.of(id, new byte[0]));
            assertThat(client.getInputStream().readAllBytes()).hasSize(body.length);
            awaitUnroutable(stream, id);
        }
        assertThat(drain(stream)).isEmpty();
    }

    @Test
    void aMessageHasTwoFrames() throws IOException {
        StreamSocket stream = context.stream();
        String endpoint = stream.bind("tcp://127.0.0.1:0").toString();
        try (Socket client = client(endpoint)) {
            byte[] id = connection(stream);
            for (Message wrong : new Message[] {Message.of(id), Message.of(id, id, id)}) {
                assertThatThrownBy(() -> stream.send(wrong))
                        .isInstanceOfSatisfying(
                                ZmqException.class,
                                error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_MESSAGE));
            }
            stream.send(of(id, "right"));
            assertThat(client.getInputStream().readNBytes(5)).asString(UTF_8).isEqualTo("right");
        }
    }

    @Test
    void anUnknownIdIsUnroutable() {
        StreamSocket stream = context.stream();
        assertThat(stream.trySend(Message.of("who?", "body"))).isEqualTo(SendResult.UNROUTABLE);
        assertThatThrownBy(() -> stream.send(Message.of("who?", "body")))
                .isInstanceOfSatisfying(
                        ZmqException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.UNROUTABLE));
    }

    @Test
    void connectsAndConnectsAgainUnderTheSameId() throws IOException {
        StreamSocket stream = context.stream(options().build());
        try (ServerSocket server = server()) {
            RoutingId id = RoutingId.of("server".getBytes(UTF_8));
            stream.connect("tcp://127.0.0.1:" + server.getLocalPort(), id);
            stream.send(Message.of("server", "early"));
            try (Socket accepted = server.accept()) {
                assertThat(accepted.getInputStream().readNBytes(5))
                        .asString(UTF_8)
                        .isEqualTo("early");
                assertThat(connection(stream)).asString(UTF_8).isEqualTo("server");
            }
            assertThat(connection(stream)).asString(UTF_8).isEqualTo("server");
            try (Socket again = server.accept()) {
                assertThat(connection(stream)).asString(UTF_8).isEqualTo("server");
                again.getOutputStream().write('!');
                assertThat(bytes(stream, id.bytes(), 1)).asString(UTF_8).isEqualTo("!");
            }
        }
    }

    @Test
    void aConnectingEndThatClosesStaysAway() throws IOException {
        StreamSocket stream = context.stream(options().build());
        try (ServerSocket server = server()) {
            stream.connect("tcp://127.0.0.1:" + server.getLocalPort());
            try (Socket accepted = server.accept()) {
                byte[] id = connection(stream);
                stream.send(Message.of(id, new byte[0]));
                assertThat(accepted.getInputStream().read()).isEqualTo(-1);
            }
            await("the link to end").atMost(PATIENCE).until(() -> stream.peers().isEmpty());
        }
    }

    @Test
    void withoutNotificationsOnlyBytesCome() throws IOException {
        StreamSocket stream = context.stream(options().streamNotify(false).build());
        String endpoint = stream.bind("tcp://127.0.0.1:0").toString();
        try (Socket client = client(endpoint)) {
            client.getOutputStream().write("hello".getBytes(UTF_8));
            assertThat(receive(stream).text(1)).isEqualTo("hello");
        }
        assertThat(drain(stream)).isEmpty();
    }

    @Test
    void aRawRouterDoesTheSameWithoutNotifications() throws IOException {
        RouterSocket router = context.router(options().routerRaw(true).build());
        String endpoint = router.bind("tcp://127.0.0.1:0").toString();
        try (Socket client = client(endpoint)) {
            client.getOutputStream().write("hello".getBytes(UTF_8));
            Message message = receive(router);
            assertThat(message.text(1)).isEqualTo("hello");
            router.send(of(message.frame(0), "world"));
            assertThat(client.getInputStream().readNBytes(5)).asString(UTF_8).isEqualTo("world");
            router.send(Message.of(message.frame(0), new byte[0]));
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void bytesForAConnectionThatIsLostAreDroppedAndCounted() throws IOException {
        StreamSocket stream = context.stream(options().sendHighWaterMark(3).build());
        String endpoint = stream.bind("tcp://127.0.0.1:0").toString();
        try (Socket client = client(endpoint)) {
            byte[] id = connection(stream);
            Message large = Message.of(id, new byte[10_000_000]);
            assertThat(fill(stream, large)).isGreaterThanOrEqualTo(3);
            assertThat(client.isConnected()).isTrue();
        }
        await("the drops").atMost(PATIENCE).until(() -> stream.statistics().times(Reason.PEER_GONE) >= 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ipc:///tmp/no-stream", "inproc://no-stream"})
    void otherTransportsAreRefused(String endpoint) {
        StreamSocket stream = context.stream();
        assertThatThrownBy(() -> stream.bind(endpoint))
                .isInstanceOf(EndpointException.class)
                .hasMessageContaining(endpoint)
                .hasMessageContaining("tcp://");
        assertThatThrownBy(() -> stream.connect(endpoint)).isInstanceOf(EndpointException.class);
    }

    @Test
    void twoStreamsTalk() {
        StreamSocket one = context.stream();
        StreamSocket other = context.stream();
        String endpoint = one.bind("tcp://127.0.0.1:0").toString();
        other.connect(endpoint, RoutingId.of("one".getBytes(UTF_8)));
        other.send(Message.of("one", "hello"));
        byte[] id = connection(one);
        assertThat(bytes(one, id, 5)).asString(UTF_8).isEqualTo("hello");
        assertThat(connection(other)).asString(UTF_8).isEqualTo("one");
        one.send(of(id, "world"));
        assertThat(bytes(other, "one".getBytes(UTF_8), 5)).asString(UTF_8).isEqualTo("world");
    }
}
