package io.nolmq.cli.lab;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Asks one name server for the name that belongs to an IPv4 address (RFC 1035, PTR). The JDK's own look-up reads the
 * hosts file first, where a container's address has its random id for a name.
 */
final class ReverseLookup {
    private static final int MAX_BYTES = 512;
    private static final short RECURSION_DESIRED = 0x0100;
    private static final int ERROR_BITS = 0x000f;
    private static final short PTR = 12;
    private static final short INTERNET = 1;
    private static final int POINTER_BITS = 0xc0;

    private ReverseLookup() {}

    /** The first label of the name, or nothing when the server knows none or does not answer in time. */
    static Optional<String> ask(InetSocketAddress server, InetAddress address, Duration time) {
        short id = (short) ThreadLocalRandom.current().nextInt();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout((int) time.toMillis());
            socket.connect(server);
            byte[] question = question(id, address);
            socket.send(new DatagramPacket(question, question.length));
            DatagramPacket answer = new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES);
            socket.receive(answer);
            return name(id, ByteBuffer.wrap(answer.getData(), 0, answer.getLength()));
        } catch (IOException | BufferUnderflowException | IllegalArgumentException unanswered) {
            return Optional.empty();
        }
    }

    private static byte[] question(short id, InetAddress address) {
        ByteBuffer question = ByteBuffer.allocate(MAX_BYTES);
        question.putShort(id).putShort(RECURSION_DESIRED).putShort((short) 1);
        question.putShort((short) 0).putShort((short) 0).putShort((short) 0);
        byte[] parts = address.getAddress();
        for (int i = parts.length - 1; i >= 0; i--) {
            putLabel(question, Integer.toString(parts[i] & 0xff));
        }
        putLabel(question, "in-addr");
        putLabel(question, "arpa");
        question.put((byte) 0).putShort(PTR).putShort(INTERNET).flip();
        byte[] bytes = new byte[question.remaining()];
        question.get(bytes);
        return bytes;
    }

    private static void putLabel(ByteBuffer to, String label) {
        to.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
    }

    private static Optional<String> name(short id, ByteBuffer answer) {
        boolean isOurs = answer.getShort() == id;
        boolean failed = (answer.getShort() & ERROR_BITS) != 0;
        int questions = answer.getShort();
        int records = answer.getShort();
        answer.getInt();
        for (int i = 0; i < questions; i++) {
            skipName(answer);
            answer.getInt();
        }
        for (int i = 0; isOurs && !failed && i < records; i++) {
            skipName(answer);
            short type = answer.getShort();
            answer.getShort();
            answer.getInt();
            int length = answer.getShort() & 0xffff;
            if (type == PTR) {
                return Optional.of(label(answer));
            }
            answer.position(answer.position() + length);
        }
        return Optional.empty();
    }

    private static void skipName(ByteBuffer at) {
        int length = at.get() & 0xff;
        while (length != 0 && length < POINTER_BITS) {
            at.position(at.position() + length);
            length = at.get() & 0xff;
        }
        if (length >= POINTER_BITS) {
            at.get();
        }
    }

    private static String label(ByteBuffer at) {
        int length = at.get() & 0xff;
        if (length >= POINTER_BITS) {
            at.position((length - POINTER_BITS) << 8 | (at.get() & 0xff));
            length = at.get() & 0xff;
        }
        byte[] label = new byte[length];
        at.get(label);
        return new String(label, StandardCharsets.US_ASCII);
    }
}
