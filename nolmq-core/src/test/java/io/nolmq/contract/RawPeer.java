package io.nolmq.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.message.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A peer that is nothing but a channel: it speaks ZMTP 3.1, and reads, answers and closes when the test says so. */
public final class RawPeer implements AutoCloseable {
    private static final int LONG = 2;
    private static final int COMMAND = 4;
    private static final int GREETING_BYTES = 64;

    private final SocketChannel channel;
    private final DataInputStream input;

    private RawPeer(SocketChannel channel) {
        this.channel = channel;
        this.input = new DataInputStream(Channels.newInputStream(channel));
    }

    /** Where a raw peer listens; the kernel takes about so many bytes for it. */
    public static ServerSocketChannel listen(int receiveBufferBytes) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.setOption(StandardSocketOptions.SO_RCVBUF, receiveBufferBytes);
        return listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** Accepts one connection, and completes its handshake. */
    public static RawPeer accept(ServerSocketChannel listener, String type) throws IOException {
        return new RawPeer(listener.accept()).open(type);
    }

    /** Connects to a socket of ours, and completes the handshake. */
    public static RawPeer connect(Endpoint endpoint, String type) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        return new RawPeer(SocketChannel.open(new InetSocketAddress(loopback, endpoint.port()))).open(type);
    }

    private RawPeer open(String type) throws IOException {
        ByteBuffer greeting = ByteBuffer.allocate(GREETING_BYTES);
        greeting.put((byte) 0xff).putLong(1).put((byte) 0x7f).put((byte) 3).put((byte) 1);
        greeting.put(latin("NULL"));
        send(greeting.array());
        ByteBuffer property = ByteBuffer.allocate(16 + type.length());
        property.put((byte) 11).put(latin("Socket-Type")).putInt(type.length()).put(latin(type));
        send(command("READY", property.array()));
        input.skipNBytes(GREETING_BYTES);
        assertThat(next().isCommand()).isTrue();
        return this;
    }

    /** A frame as it came. */
    public record Frame(int flags, byte[] body) {
        /** Whether it speaks to the engine. */
        public boolean isCommand() {
            return (flags & COMMAND) != 0;
        }

        /** Its body. */
        public String text() {
            return new String(body, StandardCharsets.ISO_8859_1);
        }
    }

    /** Waits for the next frame. */
    public Frame next() throws IOException {
        int flags = input.readUnsignedByte();
        long bytes = (flags & LONG) != 0 ? input.readLong() : input.readUnsignedByte();
        byte[] body = new byte[Math.toIntExact(bytes)];
        input.readFully(body);
        return new Frame(flags, body);
    }

    /** Waits for so many messages of one frame; commands are skipped. */
    public List<String> messages(int count) throws IOException {
        List<String> all = new ArrayList<>();
        while (all.size() < count) {
            Frame frame = next();
            if (!frame.isCommand()) {
                all.add(frame.text());
            }
        }
        return all;
    }

    /** Reads to the end of the stream, which must come between two frames; tells how many messages came before. */
    public int messagesUntilEnd() throws IOException {
        int messages = 0;
        for (int flags = input.read(); flags >= 0; flags = input.read()) {
            long bytes = (flags & LONG) != 0 ? input.readLong() : input.readUnsignedByte();
            input.skipNBytes(bytes);
            messages += (flags & COMMAND) != 0 ? 0 : 1;
        }
        return messages;
    }

    /** Whether the other end has closed its channel altogether: it answers what it gets with a reset. */
    public boolean isAbandoned() {
        try {
            send(ping());
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Sends. */
    public void send(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        ByteBuffer bytes = ByteBuffer.wrap(all.toByteArray());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** A PING that asks for no time to live. */
    public static byte[] ping() {
        return command("PING", new byte[2]);
    }

    /** A short command. */
    public static byte[] command(String name, byte[] data) {
        ByteBuffer frame = ByteBuffer.allocate(3 + name.length() + data.length);
        frame.put((byte) COMMAND).put((byte) (1 + name.length() + data.length));
        frame.put((byte) name.length()).put(latin(name)).put(data);
        return frame.array();
    }

    /** A short message of one frame. */
    public static byte[] message(String text) {
        byte[] body = latin(text);
        return ByteBuffer.allocate(2 + body.length)
                .put((byte) 0)
                .put((byte) body.length)
                .put(body)
                .array();
    }

    /** Closes so that the other end gets a reset. */
    public void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
    }

    /** Closes; in order, if everything has been read. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
