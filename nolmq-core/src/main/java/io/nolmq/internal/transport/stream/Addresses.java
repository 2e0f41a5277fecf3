package io.nolmq.internal.transport.stream;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** How the two ends of a channel are told to people. */
final class Addresses {
    private Addresses() {}

    /** As {@code 127.0.0.1:5555}; the path of a Unix domain socket, which is empty for a connecting end. */
    static String ofPeer(SocketChannel channel) {
        try {
            return text(channel.getRemoteAddress());
        } catch (IOException gone) {
            return "";
        }
    }

    /** Whether a TCP connection led back to itself, as it can when a port is asked for that nobody listens at. */
    static boolean isSelfConnected(SocketChannel channel) {
        try {
            SocketAddress local = channel.getLocalAddress();
            return local instanceof InetSocketAddress && local.equals(channel.getRemoteAddress());
        } catch (IOException gone) {
            return false;
        }
    }

    static String text(@Nullable SocketAddress address) {
        if (address instanceof InetSocketAddress internet && internet.getAddress() != null) {
            String host = internet.getAddress().getHostAddress();
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + internet.getPort();
        }
        return address == null ? "" : address.toString();
    }
}
