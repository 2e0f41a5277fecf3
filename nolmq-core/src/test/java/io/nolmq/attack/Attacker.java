package io.nolmq.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.message.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;

/** One raw connection that sends what it likes, and records what it gets until the other end closes. */
final class Attacker implements AutoCloseable {
    /** So that what a flood leaves in the kernel is read in a moment. */
    private static final int SMALL_BUFFER_BYTES = 16 * 1024;

    private final SocketChannel channel;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Thread reader = new Thread(this::read, "test-attacker");
    private volatile boolean ended;
    /** How much of the unit of a flood went out last. */
    private int torn;

    private Attacker(SocketChannel channel) throws IOException {
        this.channel = channel;
        if (channel.getLocalAddress() instanceof InetSocketAddress) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        reader.setDaemon(true);
    }

    /** Connects to what a socket of ours is bound to, and reads what it sends. */
    static Attacker connect(Endpoint endpoint) throws IOException {
        Attacker attacker = silent(endpoint);
        attacker.reader.start();
        return attacker;
    }

    /** Connects, and never reads. */
    static Attacker silent(Endpoint endpoint) throws IOException {
        SocketChannel channel = endpoint.scheme().equals("tcp")
                ? SocketChannel.open(StandardProtocolFamily.INET)
                : SocketChannel.open(StandardProtocolFamily.UNIX);
        SocketAddress address = endpoint.scheme().equals("tcp")
                ? new InetSocketAddress("127.0.0.1", endpoint.port())
                : UnixDomainSocketAddress.of(endpoint.address());
        try {
            channel.connect(address);
            return new Attacker(channel);
        } catch (IOException refused) {
            channel.close();
            throw refused;
        }
    }

    /** Takes over a connection that a socket of ours made. */
    static Attacker accepted(SocketChannel channel) throws IOException {
        Attacker attacker = new Attacker(channel);
        attacker.reader.start();
        return attacker;
    }

    /** Sends; that the other end has closed meanwhile is no error. */
    Attacker send(byte[]... parts) {
        ByteBuffer all = ByteBuffer.wrap(Wire.join(parts));
        try {
            while (all.hasRemaining()) {
                channel.write(all);
            }
        } catch (IOException closed) {
            // The other end has had enough; what it thinks of it stands in its statistics.
        }
        return this;
    }

    /** Sends as much of the bytes, again and again, as the kernel takes at once; tells how many it took. */
    long flood(byte[] unit) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SMALL_BUFFER_BYTES);
        long sum = 0;
        ByteBuffer bytes = ByteBuffer.wrap(unit);
        bytes.position(torn);
        try {
            for (int count = channel.write(bytes); count > 0; count = channel.write(bytes)) {
                sum += count;
                if (!bytes.hasRemaining()) {
                    bytes.clear();
                }
            }
        } catch (IOException closed) {
            ended = true;
        }
        torn = bytes.position() % unit.length;
        return sum;
    }

    /** Sends what the kernel takes at once. */
    void offer(byte[] bytes) throws IOException {
        channel.configureBlocking(false);
        try {
            channel.write(ByteBuffer.wrap(bytes));
        } catch (IOException closed) {
            ended = true;
        }
    }

    /** Reads, on the caller's thread, until what has come ends so. */
    void awaitEnd(byte[] end) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8_192);
        do {
            assertThat(channel.read(bytes)).as("bytes that came").isPositive();
        } while (bytes.position() < end.length
                || !Arrays.equals(bytes.array(), bytes.position() - end.length, bytes.position(), end, 0, end.length));
    }

    /** Sends in writes of one byte. */
    Attacker sendSlowly(byte[]... parts) {
        for (byte b : Wire.join(parts)) {
            send(new byte[] {b});
        }
        return this;
    }

    /** Reads that much, where nobody else reads, and throws it away; or less, if the other end closes meanwhile. */
    void take(int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            Thread.onSpinWait();
        }
    }

    /** Says that nothing more will come. */
    Attacker finish() throws IOException {
        channel.shutdownOutput();
        return this;
    }

    /** Closes so that the other end gets a reset. */
    void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
    }

    /** Returns when the other end has closed. */
    void awaitClosed(Duration limit) {
        await("the attacker's connection to be closed").atMost(limit).until(() -> ended);
    }

    boolean isClosed() {
        return ended;
    }

    /** Returns when so many bytes have come, and gives them all. */
    byte[] awaitBytes(int count, Duration limit) {
        await(count + " bytes").atMost(limit).until(() -> received().length >= count);
        return received();
    }

    /** What has come. */
    byte[] received() {
        synchronized (received) {
            return received.toByteArray();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        try {
            reader.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(reader.isAlive()).isFalse();
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocate(8_192);
        try {
            while (channel.read(buffer) >= 0) {
                synchronized (received) {
                    received.write(buffer.array(), 0, buffer.position());
                }
                buffer.clear();
            }
        } catch (IOException reset) {
            // A reset is an end as well.
        }
        ended = true;
    }
}
