package io.nolmq.internal.transport.tcp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What this machine calls itself: its wildcard and the addresses of its interfaces. */
final class LocalAddresses {
    private LocalAddresses() {}

    /** {@code 0.0.0.0}, or {@code ::} where IPv6 is asked for and available. */
    static InetAddress wildcard(boolean ipv6) {
        try {
            return InetAddress.getByAddress(new byte[ipv6 && Ipv6.AVAILABLE ? 16 : 4]);
        } catch (UnknownHostException impossible) {
            throw new AssertionError("an address of 4 or 16 bytes is one", impossible);
        }
    }

    /** Whether the machine has an interface of that name. */
    static @Nullable NetworkInterface interfaceNamed(String name) {
        try {
            return NetworkInterface.getByName(name);
        } catch (SocketException unreadable) {
            return null;
        }
    }

    /**
     * The address of an interface that others reach best, or null when it has none of the family. With {@code ipv6}
     * that is an IPv6 address, link-local only in want of another, and IPv4 in want of any.
     */
    static @Nullable InetAddress addressOf(NetworkInterface network, boolean ipv6) {
        List<InetAddress> addresses = network.inetAddresses()
                .filter(a -> ipv6 || a instanceof Inet4Address)
                .sorted(Comparator.comparingInt(LocalAddresses::rank))
                .toList();
        return addresses.isEmpty() ? null : addresses.get(0);
    }

    private static int rank(InetAddress address) {
        if (address instanceof Inet6Address) {
            return address.isLinkLocalAddress() ? 1 : 0;
        }
        return 2;
    }

    /** Asked once, and only by those who want IPv6. */
    private static final class Ipv6 {
        static final boolean AVAILABLE = available();

        private static boolean available() {
            try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.INET6)) {
                return channel.isOpen();
            } catch (IOException | UnsupportedOperationException none) {
                return false;
            }
        }
    }
}
