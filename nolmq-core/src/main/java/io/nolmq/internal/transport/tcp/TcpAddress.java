package io.nolmq.internal.transport.tcp;

import io.nolmq.message.Endpoint;
import io.nolmq.message.EndpointException;
import io.nolmq.message.ErrorCode;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the address part of a tcp endpoint.
 *
 * <pre>
 *   bind      host:port                   host: *, an interface, a numeric address, a name; port: *, 0 to 65535
 *   connect   host:port                   host: a numeric address, a name; port: 1 to 65535
 *             source:port;host:port       source: *, an interface, a numeric address; its port: *, 0 to 65535
 * </pre>
 *
 * A port stands behind the last colon, so that the brackets around a numeric IPv6 address may be left out.
 */
public final class TcpAddress {
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final int MAX_PORT = 65535;

    private final Endpoint endpoint;
    private final boolean ipv6;

    private TcpAddress(Endpoint endpoint, boolean ipv6) {
        this.endpoint = endpoint;
        this.ipv6 = ipv6;
    }

    /**
     * Reads where to bind, and resolves it. Blocks on the name service where the host is a name.
     *
     * @param ipv6 false for IPv4 alone, true for both families
     * @throws EndpointException INVALID_ENDPOINT when it cannot be understood, UNKNOWN_HOST when it does not resolve
     */
    public static TcpBindAddress bind(Endpoint endpoint, boolean ipv6) {
        return bind(endpoint, ipv6, Lookup.SYSTEM);
    }

    /** {@link #bind(Endpoint, boolean)} with another name service. */
    static TcpBindAddress bind(Endpoint endpoint, boolean ipv6, Lookup lookup) {
        TcpAddress reader = new TcpAddress(endpoint, ipv6);
        HostAndPort parts = reader.split(endpoint.address());
        int port = reader.localPort(parts.port());
        InetAddress address = reader.localAddress(parts.host());
        if (address == null) {
            address = reader.lookUp(parts.host(), lookup);
        }
        return new TcpBindAddress(new InetSocketAddress(address, port), family(address));
    }

    /**
     * Reads where to connect. The host is not resolved, the local address is: it belongs to this machine. Does not
     * block.
     *
     * @param ipv6 false for IPv4 alone, true for both families
     * @throws EndpointException INVALID_ENDPOINT when it cannot be understood, UNKNOWN_HOST when the source is no
     *     address of this machine
     */
    public static TcpConnectAddress connect(Endpoint endpoint, boolean ipv6) {
        TcpAddress reader = new TcpAddress(endpoint, ipv6);
        String text = endpoint.address();
        int semicolon = text.indexOf(';');
        HostAndPort remote = reader.split(text.substring(semicolon + 1));
        reader.checkRemoteHost(remote.host());
        int port = reader.remotePort(remote.port());
        InetSocketAddress local = semicolon < 0 ? null : reader.source(text.substring(0, semicolon));
        reader.checkFamilies(local, remote.host());
        return new TcpConnectAddress(remote.host(), port, local);
    }

    /** The endpoint of a bound address, as {@code tcp://127.0.0.1:4711} or {@code tcp://[::]:5555}. */
    public static Endpoint canonical(InetSocketAddress bound) {
        InetAddress address = bound.getAddress();
        String host = NumericAddress.text(address);
        return new Endpoint("tcp", (address instanceof Inet4Address ? host : "[" + host + "]") + ":" + bound.getPort());
    }

    static StandardProtocolFamily family(InetAddress address) {
        return address instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }

    private record HostAndPort(String host, String port) {}

    private HostAndPort split(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0 || text.endsWith("]")) {
            throw invalid("it has no port: append one, as host:5555");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[")) {
            if (!host.endsWith("]") || host.indexOf(':') < 0) {
                throw invalid("brackets go around a numeric IPv6 address, as [::1]:5555");
            }
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty()) {
            throw invalid("it has no host: name one before the colon, as 127.0.0.1:5555");
        }
        return new HostAndPort(host, text.substring(colon + 1));
    }

    private int localPort(String text) {
        return text.equals("*") ? 0 : number(text, 0, "the port must be * or a number from 0 to 65535");
    }

    private int remotePort(String text) {
        return number(text, 1, "the port to connect to must be a number from 1 to 65535");
    }

    private int number(String text, int least, String rule) {
        int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : -1;
        if (port < least || port > MAX_PORT) {
            throw invalid(rule);
        }
        return port;
    }

    /** The address of a host that means this machine without a name service; null when it must be looked up. */
    private @Nullable InetAddress localAddress(String host) {
        if (host.equals("*")) {
            return LocalAddresses.wildcard(ipv6);
        }
        if (NumericAddress.isWellFormed(host)) {
            return numeric(host);
        }
        NetworkInterface network = LocalAddresses.interfaceNamed(host);
        if (network != null) {
            InetAddress address = LocalAddresses.addressOf(network, ipv6);
            if (address == null) {
                throw unknown("interface " + host + " has no address" + wanted(), null);
            }
            return address;
        }
        checkName(host);
        return null;
    }

    private @Nullable InetAddress numeric(String host) {
        checkFamily(host);
        try {
            return NumericAddress.parse(host);
        } catch (UnknownHostException noSuchZone) {
            throw unknown(
                    noSuchZone.getMessage() + "; the zone behind % names an interface of this machine", noSuchZone);
        }
    }

    private InetAddress lookUp(String host, Lookup lookup) {
        try {
            for (InetAddress address : lookup.addressesOf(host)) {
                if (ipv6 || address instanceof Inet4Address) {
                    return address;
                }
            }
        } catch (UnknownHostException e) {
            throw unknown("no interface and no host has the name " + host + "; use * for all interfaces", e);
        }
        throw unknown("host " + host + " has no address" + wanted(), null);
    }

    private @Nullable InetSocketAddress source(String text) {
        HostAndPort parts = split(text);
        int port = localPort(parts.port());
        InetAddress address = localAddress(parts.host());
        if (address == null) {
            throw unknown("the source " + parts.host() + " is neither *, an interface, nor a numeric address", null);
        }
        return address.isAnyLocalAddress() && port == 0 ? null : new InetSocketAddress(address, port);
    }

    private void checkRemoteHost(String host) {
        if (host.equals("*")) {
            throw invalid("* is for bind: name the host to connect to");
        }
        if (NumericAddress.isWellFormed(host)) {
            checkFamily(host);
        } else {
            checkName(host);
        }
    }

    private void checkName(String host) {
        if (NumericAddress.isMeant(host) || host.indexOf('%') >= 0) {
            throw invalid(host + " is not a numeric address");
        }
        if (!host.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_')) {
            throw invalid("a host name has letters, digits, '-', '_' and '.' only");
        }
    }

    private void checkFamily(String host) {
        if (!ipv6 && !(NumericAddress.parseWithoutZone(host) instanceof Inet4Address)) {
            throw invalid("it is an IPv6 address and the socket is IPv4 only: turn its ipv6 option on");
        }
    }

    private void checkFamilies(@Nullable InetSocketAddress local, String host) {
        InetAddress remote = NumericAddress.parseWithoutZone(host);
        if (local != null && remote != null && !reaches(local.getAddress(), remote)) {
            throw invalid("source and host must both be IPv4 or both be IPv6");
        }
    }

    /** Whether a socket bound to the local address can connect to the remote one: the wildcard :: serves both. */
    static boolean reaches(InetAddress local, InetAddress remote) {
        return family(local) == family(remote)
                || (local.isAnyLocalAddress() && family(local) == StandardProtocolFamily.INET6);
    }

    private String wanted() {
        return ipv6 ? "" : " of IPv4, and the socket's ipv6 option is off";
    }

    private EndpointException invalid(String why) {
        return new EndpointException(
                ErrorCode.INVALID_ENDPOINT, "cannot understand endpoint \"" + endpoint + "\": " + why);
    }

    private EndpointException unknown(String why, @Nullable Throwable cause) {
        return new EndpointException(
                ErrorCode.UNKNOWN_HOST, "cannot resolve endpoint \"" + endpoint + "\": " + why, cause);
    }
}
