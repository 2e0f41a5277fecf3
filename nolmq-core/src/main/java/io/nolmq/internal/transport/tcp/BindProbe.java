package io.nolmq.internal.transport.tcp;

import io.nolmq.message.ErrorCode;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;
import java.util.List;

/** Finds out why an address could not be bound: by trying others, since the operating system tells it in words alone. */
final class BindProbe {
    private static final int PRIVILEGED_PORTS = 1024;
    /** Seldom used: that all of them are taken is less likely than that none may be bound. */
    private static final List<Integer> OTHER_PRIVILEGED_PORTS = List.of(1, 4, 6, 8);

    private BindProbe() {}

    static ErrorCode whyNot(InetSocketAddress address, IOException failed) {
        if (!isLocal(address.getAddress())) {
            return ErrorCode.ADDRESS_NOT_AVAILABLE;
        }
        if (!(failed instanceof BindException)) {
            return ErrorCode.INPUT_OUTPUT;
        }
        int port = address.getPort();
        boolean denied = port > 0
                && port < PRIVILEGED_PORTS
                && OTHER_PRIVILEGED_PORTS.stream().noneMatch(other -> canBind(address.getAddress(), other));
        return denied ? ErrorCode.PERMISSION_DENIED : ErrorCode.ADDRESS_IN_USE;
    }

    private static boolean isLocal(InetAddress address) {
        try {
            return address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unreadable) {
            return true;
        }
    }

    private static boolean canBind(InetAddress address, int port) {
        try (ServerSocketChannel probe = ServerSocketChannel.open()) {
            probe.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException | RuntimeException taken) {
            return false;
        }
    }
}
