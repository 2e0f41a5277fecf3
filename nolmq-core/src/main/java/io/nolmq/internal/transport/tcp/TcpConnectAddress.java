package io.nolmq.internal.transport.tcp;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a connecter connects to: a host that is resolved at each attempt, never before.
 *
 * @param host a name, or a numeric address without brackets
 * @param port 1 to 65535
 * @param local what to bind before connecting, or null to leave it to the operating system
 */
public record TcpConnectAddress(
        String host, int port, @Nullable InetSocketAddress local) {
    /** As {@code host:port}, a numeric IPv6 address in brackets. */
    String hostAndPort() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
