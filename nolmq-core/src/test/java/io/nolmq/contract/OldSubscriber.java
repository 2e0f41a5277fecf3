package io.nolmq.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.nolmq.message.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A raw SUB of ZMTP 3.0, which subscribes and cancels by messages (RFC 23), and never reads. */
final class OldSubscriber implements AutoCloseable {
    private static final int GREETING_BYTES = 64;
    private static final int COMMAND = 4;

    private final SocketChannel channel;

    private OldSubscriber(SocketChannel channel) {
        this.channel = channel;
    }

    static OldSubscriber connect(Endpoint endpoint) throws IOException {
        boolean tcp = endpoint.scheme().equals("tcp");
        SocketChannel channel = SocketChannel.open(tcp ? StandardProtocolFamily.INET : StandardProtocolFamily.UNIX);
        channel.connect(
                tcp
                        ? new InetSocketAddress("127.0.0.1", endpoint.port())
                        : UnixDomainSocketAddress.of(endpoint.address()));
        OldSubscriber subscriber = new OldSubscriber(channel);
        subscriber.write(greeting());
        subscriber.write(frame(COMMAND, ready()));
        return subscriber;
    }

    void subscribe(String topic) throws IOException {
        write(frame(0, ("\1" + topic).getBytes(ISO_8859_1)));
    }

    void cancel(String topic) throws IOException {
        write(frame(0, ("\0" + topic).getBytes(ISO_8859_1)));
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(bytes);
        while (all.hasRemaining()) {
            channel.write(all);
        }
    }

    private static byte[] greeting() {
        ByteBuffer greeting = ByteBuffer.allocate(GREETING_BYTES);
        greeting.put((byte) 0xff).putLong(1).put((byte) 0x7f);
        greeting.put((byte) 3).put((byte) 0);
        greeting.put("NULL".getBytes(ISO_8859_1));
        return greeting.array();
    }

    private static byte[] ready() {
        ByteArrayOutputStream ready = new ByteArrayOutputStream();
        put(ready, "READY");
        put(ready, "Socket-Type");
        ready.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(3).array());
        ready.writeBytes("SUB".getBytes(ISO_8859_1));
        return ready.toByteArray();
    }

    private static void put(ByteArrayOutputStream into, String name) {
        into.write(name.length());
        into.writeBytes(name.getBytes(ISO_8859_1));
    }

    private static byte[] frame(int flags, byte[] body) {
        return ByteBuffer.allocate(2 + body.length)
                .put((byte) flags)
                .put((byte) body.length)
                .put(body)
                .array();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
