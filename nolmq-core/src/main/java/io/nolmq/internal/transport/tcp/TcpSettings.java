package io.nolmq.internal.transport.tcp;

import io.nolmq.message.KeepAlive;
import io.nolmq.message.StreamOptions;
import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;

/** The options of the operating system's sockets. */
final class TcpSettings {
    private TcpSettings() {}

    /** For a connection: no delay, keep-alive, type of service. */
    static void apply(SocketChannel channel, StreamOptions options) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (options.typeOfService() != 0) {
            set(channel, StandardSocketOptions.IP_TOS, options.typeOfService());
        }
        KeepAlive keepAlive = options.keepAlive();
        if (keepAlive.mode() != KeepAlive.Mode.SYSTEM) {
            set(channel, StandardSocketOptions.SO_KEEPALIVE, keepAlive.mode() == KeepAlive.Mode.ON);
        }
        setKeepAlive(channel, "TCP_KEEPCOUNT", keepAlive.count());
        setKeepAlive(channel, "TCP_KEEPIDLE", keepAlive.idleSeconds());
        setKeepAlive(channel, "TCP_KEEPINTERVAL", keepAlive.intervalSeconds());
    }

    /** For what is not bound or connected yet: the kernel's buffers. */
    static void applyBuffers(NetworkChannel channel, StreamOptions options) throws IOException {
        if (options.sendBufferBytes() > 0) {
            set(channel, StandardSocketOptions.SO_SNDBUF, options.sendBufferBytes());
        }
        if (options.receiveBufferBytes() > 0) {
            set(channel, StandardSocketOptions.SO_RCVBUF, options.receiveBufferBytes());
        }
    }

    private static <T> void set(NetworkChannel channel, SocketOption<T> option, T value) throws IOException {
        if (channel.supportedOptions().contains(option)) {
            channel.setOption(option, value);
        }
    }

    /** By name, because these options live in a module (jdk.net) that need not be there. */
    private static void setKeepAlive(SocketChannel channel, String name, int value) throws IOException {
        if (value < 0) {
            return;
        }
        for (SocketOption<?> option : channel.supportedOptions()) {
            if (option.name().equals(name) && option.type() == Integer.class) {
                @SuppressWarnings("unchecked") // its type says so
                SocketOption<Integer> number = (SocketOption<Integer>) option;
                channel.setOption(number, value);
            }
        }
    }
}
