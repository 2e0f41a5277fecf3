package io.nolmq.internal.transport.tcp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numeric IP addresses, read and written without asking a name service.
 *
 * <p>{@link InetAddress#getByName} is no help for telling a number from a name: it takes {@code 127.1} and
 * {@code 2130706433} for addresses and looks up whatever it cannot read. Here an IPv4 address is four decimal numbers
 * without leading zeros (which some programs read as octal), an IPv6 address is anything with a colon that the JDK reads
 * within brackets, where it never looks up.
 */
final class NumericAddress {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");
    private static final int IPV6_GROUPS = 8;

    private NumericAddress() {}

    /** Whether the host can only be meant as a number, well formed or not. */
    static boolean isMeant(String host) {
        return host.indexOf(':') >= 0 || DIGITS_AND_DOTS.matcher(host).matches();
    }

    /** Whether the host is a well-formed address; its zone need not exist. */
    static boolean isWellFormed(String host) {
        return parseWithoutZone(host) != null;
    }

    /** The address without its zone, or null when the host is not a well-formed address. */
    static @Nullable InetAddress parseWithoutZone(String host) {
        int percent = host.indexOf('%');
        String digits = percent < 0 ? host : host.substring(0, percent);
        boolean ipv6 = digits.indexOf(':') >= 0;
        if (percent >= 0 && (!ipv6 || !isZone(host.substring(percent + 1)))) {
            return null;
        }
        if (!ipv6 && !IPV4.matcher(digits).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(ipv6 ? "[" + digits + "]" : digits);
        } catch (UnknownHostException malformed) {
            return null;
        }
    }

    /**
     * The address, or null when the host is not a well-formed one.
     *
     * @throws UnknownHostException when this machine has no interface of the zone's name
     */
    static @Nullable InetAddress parse(String host) throws UnknownHostException {
        InetAddress address = parseWithoutZone(host);
        int percent = host.indexOf('%');
        if (percent < 0 || !(address instanceof Inet6Address)) {
            return address;
        }
        return Inet6Address.getByAddress(null, address.getAddress(), zoneIndex(host.substring(percent + 1)));
    }

    /** The shortest text of the address, as RFC 5952 has it; a zone only where it matters, which is link-local. */
    static String text(InetAddress address) {
        if (!(address instanceof Inet6Address ipv6)) {
            return address.getHostAddress();
        }
        String digits = compress(ipv6.getAddress());
        return ipv6.isLinkLocalAddress() && ipv6.getScopeId() != 0 ? digits + "%" + zoneName(ipv6) : digits;
    }

    private static boolean isZone(String zone) {
        return !zone.isEmpty()
                && zone.chars().noneMatch(c -> c <= ' ' || c == '%' || c == '/')
                && !zone.chars().allMatch(c -> c == '0');
    }

    private static int zoneIndex(String zone) throws UnknownHostException {
        if (DIGITS.matcher(zone).matches()) {
            return Integer.parseInt(zone);
        }
        try {
            NetworkInterface network = NetworkInterface.getByName(zone);
            if (network != null) {
                return network.getIndex();
            }
        } catch (SocketException unreadable) {
            throw (UnknownHostException) new UnknownHostException("interfaces cannot be read").initCause(unreadable);
        }
        throw new UnknownHostException("no such interface: " + zone);
    }

    private static String zoneName(Inet6Address address) {
        try {
            NetworkInterface network = NetworkInterface.getByIndex(address.getScopeId());
            return network == null ? Integer.toString(address.getScopeId()) : network.getName();
        } catch (SocketException unreadable) {
            return Integer.toString(address.getScopeId());
        }
    }

    /** Writes the groups in hexadecimal; the longest run of two or more zeros, the first of equals, becomes "::". */
    private static String compress(byte[] address) {
        int[] groups = new int[IPV6_GROUPS];
        for (int i = 0; i < IPV6_GROUPS; i++) {
            groups[i] = (address[2 * i] & 0xff) << 8 | (address[2 * i + 1] & 0xff);
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < IPV6_GROUPS; i++) {
            int run = zerosFrom(groups, i);
            if (run > length) {
                start = i;
                length = run;
            }
        }
        if (start < 0) {
            return join(groups, 0, IPV6_GROUPS);
        }
        return join(groups, 0, start) + "::" + join(groups, start + length, IPV6_GROUPS);
    }

    private static int zerosFrom(int[] groups, int start) {
        int end = start;
        while (end < groups.length && groups[end] == 0) {
            end++;
        }
        return end - start;
    }

    private static String join(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
