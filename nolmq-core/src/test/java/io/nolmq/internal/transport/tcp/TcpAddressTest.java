package io.nolmq.internal.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nolmq.message.Endpoint;
import io.nolmq.message.EndpointException;
import io.nolmq.message.ErrorCode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class TcpAddressTest {
    private static final Lookup NOBODY = host -> {
        throw new UnknownHostException(host);
    };

    @ParameterizedTest
    @CsvSource({
        "*:5555, false, tcp://0.0.0.0:5555",
        "*:*, false, tcp://0.0.0.0:0",
        "*:0, true, tcp://[::]:0",
        "127.0.0.1:0, false, tcp://127.0.0.1:0",
        "127.0.0.1:65535, true, tcp://127.0.0.1:65535",
        "[::1]:5555, true, tcp://[::1]:5555",
        "::1:5555, true, tcp://[::1]:5555",
        "[0:0:0:0:0:0:0:0]:1, true, tcp://[::]:1",
    })
    void readsWhereToBind(String address, boolean ipv6, String canonical) {
        TcpBindAddress bind = bind(address, ipv6);
        assertThat(TcpAddress.canonical(bind.address())).hasToString(canonical);
        assertThat(bind.family())
                .isEqualTo(canonical.contains("[") ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
    }

    @Test
    void bindTakesTheAddressOfAnInterface() throws Exception {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getByName("127.0.0.1"));
        TcpBindAddress bind = bind(loopback.getName() + ":5555", false);
        assertThat(TcpAddress.canonical(bind.address())).hasToString("tcp://127.0.0.1:5555");
    }

    @Test
    void bindLooksUpANameAndTakesTheFirstAddressOfTheFamily() {
        Lookup both = host -> new InetAddress[] {InetAddress.getByName("::1"), InetAddress.getByName("127.0.0.1")};
        Endpoint endpoint = new Endpoint("tcp", "some.host:5555");
        assertThat(TcpAddress.canonical(TcpAddress.bind(endpoint, false, both).address()))
                .hasToString("tcp://127.0.0.1:5555");
        assertThat(TcpAddress.canonical(TcpAddress.bind(endpoint, true, both).address()))
                .hasToString("tcp://[::1]:5555");
    }

    @Test
    void bindFindsLocalhost() {
        assertThat(TcpAddress.bind(new Endpoint("tcp", "localhost:5555"), false)
                        .address()
                        .getAddress()
                        .isLoopbackAddress())
                .isTrue();
    }

    @Test
    void bindReportsANameThatNobodyKnows() {
        assertFails(() -> bind("no.such.host:5555", true), ErrorCode.UNKNOWN_HOST, "no.such.host");
        Lookup ipv6Only = host -> new InetAddress[] {InetAddress.getByName("::1")};
        assertFails(
                () -> TcpAddress.bind(new Endpoint("tcp", "six.only:1"), false, ipv6Only),
                ErrorCode.UNKNOWN_HOST,
                "ipv6 option is off");
    }

    @Test
    void theZoneIsAnInterfaceByNameOrByNumber() throws Exception {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getByName("127.0.0.1"));
        String canonical = "tcp://[fe80::1%" + loopback.getName() + "]:5555";
        for (String zone : new String[] {loopback.getName(), Integer.toString(loopback.getIndex())}) {
            TcpBindAddress bind = bind("[fe80::1%" + zone + "]:5555", true);
            assertThat(TcpAddress.canonical(bind.address())).hasToString(canonical);
        }
        assertFails(() -> bind("[fe80::1%nosuch0]:5555", true), ErrorCode.UNKNOWN_HOST, "nosuch0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5555",
                "*",
                ":5555",
                "*:",
                "*:x",
                "*:-1",
                "*:+1",
                "*:65536",
                "*:5555x",
                "*: 5555",
                "*:999999",
                "[::1]",
                "[::1:5555",
                "[]:5555",
                "[127.0.0.1]:1",
                "::g:1",
                "1.2.3:1",
                "1.2.3.256:1",
                "01.2.3.4:1",
                "fe80::1%:1",
                "fe80::1%0:1",
                "127.0.0.1%lo:1",
                "a b:1",
                "a/b:1",
                "host%lo:1",
                "127.0.0.1:1;127.0.0.1:2"
            })
    void bindRefusesWhatItCannotUnderstand(String address) {
        assertFails(() -> bind(address, true), ErrorCode.INVALID_ENDPOINT, "tcp://" + address);
    }

    @Test
    void ipv6AddressesNeedTheOption() {
        assertFails(() -> bind("[::1]:5555", false), ErrorCode.INVALID_ENDPOINT, "turn its ipv6 option on");
        assertFails(() -> connect("[::1]:5555", false), ErrorCode.INVALID_ENDPOINT, "turn its ipv6 option on");
    }

    @Test
    void connectKeepsTheNameUnresolved() {
        assertThat(connect("no.such.host:5555", false)).isEqualTo(new TcpConnectAddress("no.such.host", 5555, null));
        assertThat(connect("[::1]:5555", true)).isEqualTo(new TcpConnectAddress("::1", 5555, null));
        assertThat(connect("[fe80::1%later0]:5555", true).host()).isEqualTo("fe80::1%later0");
    }

    @Test
    void connectBindsTheSourceFirst() {
        assertThat(connect("127.0.0.1:4711;host:5555", false).local())
                .isEqualTo(new InetSocketAddress("127.0.0.1", 4711));
        assertThat(connect("127.0.0.1:*;host:5555", true).local()).isEqualTo(new InetSocketAddress("127.0.0.1", 0));
        assertThat(connect("*:4711;host:5555", true).local()).isEqualTo(new InetSocketAddress("::", 4711));
        assertThat(connect("*:*;host:5555", true).local()).isNull();
        assertThat(connect("[::1]:1;[::1]:5555", true).local()).isEqualTo(new InetSocketAddress("::1", 1));
    }

    @Test
    void theSourceBelongsToThisMachine() {
        assertFails(() -> connect("nosuch0:0;host:5555", false), ErrorCode.UNKNOWN_HOST, "source nosuch0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host",
                "host:",
                "host:0",
                "host:*",
                "*:5555",
                "host:65536",
                "host:5555x",
                "host:5555 ",
                "ho st:1",
                "[::1]",
                "300.1.1.1:1",
                "1.2.3:4",
                ";host:1",
                "*;host:1",
                "*:0;",
                "*:0;*:0;host:1",
                "*:x;host:1",
                "127.0.0.1:0;[::1]:5555",
                "[::1]:0;127.0.0.1:5555"
            })
    void connectRefusesWhatItCannotUnderstand(String address) {
        assertFails(() -> connect(address, true), ErrorCode.INVALID_ENDPOINT, "tcp://" + address);
    }

    @ParameterizedTest
    @CsvSource({
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "1:0:3:4:5:6:7:8, 1:0:3:4:5:6:7:8",
        "1:0:0:4:0:0:7:8, 1::4:0:0:7:8",
        "1:0:0:4:0:0:0:8, 1:0:0:4::8",
        "2001:DB8:0:0:0:0:0:0, 2001:db8::",
        "0:0:0:0:0:0:0:1, ::1",
    })
    void canonicalTextIsTheShortest(String address, String text) throws Exception {
        assertThat(TcpAddress.canonical(new InetSocketAddress(InetAddress.getByName(address), 1)))
                .hasToString("tcp://[" + text + "]:1");
    }

    @Test
    void aListenerOfTheFamilyReportsTheWildcardItWasGiven() throws Exception {
        for (boolean ipv6 : new boolean[] {false, true}) {
            TcpBindAddress bind = bind("*:*", ipv6);
            try (ServerSocketChannel listener = ServerSocketChannel.open(bind.family())) {
                listener.bind(bind.address());
                InetSocketAddress bound = (InetSocketAddress) listener.getLocalAddress();
                Endpoint endpoint = TcpAddress.canonical(bound);
                assertThat(endpoint.toString()).startsWith(ipv6 ? "tcp://[::]:" : "tcp://0.0.0.0:");
                assertThat(endpoint.port()).isEqualTo(bound.getPort()).isPositive();
                assertThat(TcpAddress.bind(endpoint, ipv6).address()).isEqualTo(bound);
            }
        }
    }

    private static TcpBindAddress bind(String address, boolean ipv6) {
        return TcpAddress.bind(new Endpoint("tcp", address), ipv6, NOBODY);
    }

    private static TcpConnectAddress connect(String address, boolean ipv6) {
        return TcpAddress.connect(new Endpoint("tcp", address), ipv6);
    }

    private static void assertFails(ThrowingCallable call, ErrorCode code, String text) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        EndpointException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(text);
    }
}
