package io.nolmq.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReverseLookupTest {
    private static final int REFUSED = 5;
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void isWhatTheNameServerTellsOfTheAddress() throws IOException {
        try (DatagramSocket server = new DatagramSocket(0, LOOPBACK)) {
            answerOnce(server, 0, "nolmq-lab-zmq-pull-2", "nolmq-lab_default");
            assertThat(ask(server)).hasValue("nolmq-lab-zmq-pull-2");
        }
    }

    @Test
    void isUnknownWhereTheNameServerDoesNotKnowIt() throws IOException {
        try (DatagramSocket server = new DatagramSocket(0, LOOPBACK)) {
            answerOnce(server, 3);
            assertThat(ask(server)).isEmpty();
        }
    }

    @Test
    void isUnknownWhereNoNameServerAnswers() throws IOException {
        try (DatagramSocket server = new DatagramSocket(0, LOOPBACK)) {
            assertThat(ask(server)).isEmpty();
        }
    }

    private static InetAddress address() throws IOException {
        return InetAddress.getByAddress(new byte[] {(byte) 172, 18, 0, 5});
    }

    private static Optional<String> ask(DatagramSocket server) throws IOException {
        InetSocketAddress where = new InetSocketAddress(LOOPBACK, server.getLocalPort());
        return ReverseLookup.ask(where, address(), Duration.ofSeconds(1));
    }

    private static void answerOnce(DatagramSocket server, int code, String... labels) {
        Thread thread = new Thread(() -> {
            try {
                DatagramPacket packet = new DatagramPacket(new byte[512], 512);
                server.receive(packet);
                byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()), code, labels);
                server.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (SocketException closed) {
                // the test is over
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** RFC 1035: the question comes back, and behind it the answer, which points to the question's name. */
    private static byte[] answer(byte[] query, int code, String... labels) throws IOException {
        int end = 12;
        while (query[end] != 0) {
            end += 1 + query[end];
        }
        byte[] question = Arrays.copyOfRange(query, 12, end + 5);
        String asked = new String(question, StandardCharsets.ISO_8859_1);
        int answered = asked.equals("\0015\0010\00218\003172\007in-addr\004arpa\000\000\014\000\001") ? code : REFUSED;

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(query, 0, 2);
        out.writeShort(0x8180 | answered);
        out.writeShort(1);
        out.writeShort(labels.length == 0 ? 0 : 1);
        out.writeInt(0);
        out.write(question);
        if (labels.length > 0) {
            ByteArrayOutputStream name = new ByteArrayOutputStream();
            for (String label : labels) {
                name.write(label.length());
                name.write(label.getBytes(StandardCharsets.US_ASCII));
            }
            name.write(0);
            out.writeShort(0xc00c);
            out.writeShort(12);
            out.writeShort(1);
            out.writeInt(600);
            out.writeShort(name.size());
            name.writeTo(out);
        }
        return bytes.toByteArray();
    }
}
