package io.nolmq.attack;

import static io.nolmq.attack.Wire.COMMAND;
import static io.nolmq.attack.Wire.LONG;
import static io.nolmq.attack.Wire.MORE;
import static io.nolmq.attack.Wire.command;
import static io.nolmq.attack.Wire.filled;
import static io.nolmq.attack.Wire.frame;
import static io.nolmq.attack.Wire.greeting;
import static io.nolmq.attack.Wire.handshake;
import static io.nolmq.attack.Wire.join;
import static io.nolmq.attack.Wire.latin;
import static io.nolmq.attack.Wire.longFrame;
import static io.nolmq.attack.Wire.message;
import static io.nolmq.attack.Wire.property;
import static io.nolmq.attack.Wire.ready;
import static io.nolmq.attack.Wire.repeat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nolmq.attack.Subject.Role;
import io.nolmq.contract.LeakCheck;
import io.nolmq.contract.Transport;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that end their connection at once, and bytes that do not, from the catalogue of hostile input. */
@Tag("slow")
@ExtendWith(LeakCheck.class)
class AttackTest {
    /** What is sent, and for which of the reasons the connection is closed; none where it stays open. */
    record Attack(String name, byte[] bytes, List<Reason> reasons) {
        static Attack closed(String name, byte[] bytes, Reason... reasons) {
            return new Attack(name, bytes, List.of(reasons));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** An attack with its setting. */
    record Setting(Attack attack, Transport transport, Role role) {
        @Override
        public String toString() {
            return attack + ", " + transport + ", " + role;
        }
    }

    /** What stays open, and what the application receives. */
    record Accepted(String name, byte[] bytes, List<Message> received) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A. */
    private static List<Attack> notZmtp() {
        List<Attack> all = new ArrayList<>();
        for (String text : List.of(
                "GET / HTTP/1.1\r\nHost: a\r\nUser-Agent: some scanner that has a rather long name\r\n\r\n",
                "SSH-2.0-x\r\n",
                "*1\r\n$4\r\nPING\r\n",
                "\r\n\r\n",
                "PROXY TCP4 127.0.0.1 127.0.0.1 1 2\r\n",
                "OPTIONS sip:nm SIP/2.0\r\n\r\n")) {
            all.add(Attack.closed("A4/A6 " + text.substring(0, 4).trim(), latin(text), Reason.NOT_ZMTP));
        }
        for (String hex : List.of(
                "160301020001000 1fc0303".replace(" ", ""),
                "15030300020246",
                "030000130ee0",
                "00000085ff534d42",
                "0d0a0d0a000d0a515549540a",
                "01",
                "00")) {
            all.add(Attack.closed("A5/A6 " + hex, HexFormat.of().parseHex(hex), Reason.NOT_ZMTP));
        }
        all.add(Attack.closed("A8", join(filled(8, 0xff), filled(1, 0xe2), filled(50, 0xaa)), Reason.NOT_ZMTP));
        byte[] unsigned = greeting();
        unsigned[9] = 0x7e;
        all.add(Attack.closed("A8 byte 9 even", unsigned, Reason.NOT_ZMTP));
        byte[] odd = greeting();
        odd[9] = 0x01;
        all.add(Attack.closed("A8 byte 9 odd but not 7F", odd, Reason.NOT_ZMTP));
        return all;
    }

    /** B. */
    private static List<Attack> greetings() {
        List<Attack> all = new ArrayList<>();
        for (int major : new int[] {0, 1, 2}) {
            for (int minor : new int[] {0, 1, 255}) {
                all.add(Attack.closed(
                        "B7 version " + major + "." + minor, greeting(major, minor, "NULL"), Reason.VERSION));
            }
        }
        for (String mechanism : List.of("null", "NULL\0X", "CURVE", "PLAIN", "", "NUL", "NULLX", "A".repeat(20))) {
            all.add(Attack.closed(
                    "B9 mechanism " + mechanism.replace('\0', '0'),
                    greeting(3, 1, mechanism),
                    Reason.MECHANISM_MISMATCH));
        }
        return all;
    }

    /** C, with the handshake before. */
    private static List<Attack> frames() {
        List<Attack> all = new ArrayList<>();
        for (String size : List.of(
                "ffffffffffffffff", "8000000000000000", "7fffffffffffffff", "0000000080000000", "000000007ffffff8")) {
            all.add(afterReady(
                    "C1-C5 size " + size,
                    join(new byte[] {LONG}, HexFormat.of().parseHex(size)),
                    Reason.FRAME_SIZE,
                    Reason.MALFORMED));
        }
        all.add(afterReady("C8 COMMAND+MORE", frame(COMMAND | MORE, latin("\u0004PING\0\0")), Reason.MALFORMED));
        for (int flag : new int[] {0x08, 0x10, 0x20, 0x40, 0x80}) {
            all.add(afterReady("reserved flag " + flag, frame(flag, latin("x")), Reason.MALFORMED));
        }
        all.add(afterReady("C11", repeat(frame(MORE, latin("A")), 70_000), Reason.FRAME_COUNT));
        all.add(afterReady("C11 empty frames", repeat(frame(MORE), 70_000), Reason.FRAME_COUNT));
        all.add(afterReady(
                "C11 with commands between",
                repeat(join(frame(MORE, latin("A")), frame(MORE)), 40_000),
                Reason.FRAME_COUNT));
        all.add(afterReady(
                "command of 64 KiB and one",
                longFrame(COMMAND, 65_537, filled(65_537, 4)),
                Reason.FRAME_SIZE,
                Reason.MALFORMED));
        all.add(afterReady("empty command", frame(COMMAND), Reason.MALFORMED));
        all.add(afterReady("command name of length 0", frame(COMMAND, new byte[] {0}), Reason.MALFORMED));
        all.add(afterReady("command name longer than the body", frame(COMMAND, latin("\u0009PING")), Reason.MALFORMED));
        all.add(afterReady("D1 READY twice", ready("DEALER"), Reason.MALFORMED, Reason.HANDSHAKE));
        all.add(afterReady(
                "D1 ERROR after READY",
                command("ERROR", new byte[] {0}),
                Reason.MALFORMED,
                Reason.HANDSHAKE,
                Reason.REFUSED_BY_PEER));
        all.add(afterReady("H2 PING of 5 bytes", command("PING"), Reason.MALFORMED));
        all.add(afterReady("H2 PING of 6 bytes", command("PING", new byte[] {0}), Reason.MALFORMED));
        return all;
    }

    /** D. */
    private static List<Attack> handshakes() {
        byte[] dealer = property("Socket-Type", "DEALER");
        List<Attack> all = new ArrayList<>();
        all.add(afterGreeting("D1 READY as a message", frame(0, latin("\u0005READY"), dealer)));
        all.add(afterGreeting("D2 data", message("x")));
        all.add(afterGreeting("D2 data with MORE", frame(MORE, latin("x"))));
        all.add(afterGreeting("D2 PING", command("PING", new byte[2])));
        all.add(afterGreeting("D2 SUBSCRIBE", command("SUBSCRIBE", latin("a"))));
        all.add(afterGreeting("D2 empty message", frame(0)));
        all.add(afterGreeting("D3 ERROR longer than its body", command("ERROR", latin("\u0009abc"))));
        all.add(afterGreeting("D6 Socket-Type twice", command("READY", property("Socket-Type", "ROUTER"), dealer)));
        all.add(afterGreeting(
                "D6 Socket-Type twice, in two cases", command("READY", dealer, property("SOCKET-TYPE", "DEALER"))));
        all.add(afterGreeting(
                "D6 Identity twice", command("READY", dealer, property("Identity", "a"), property("Identity", "a"))));
        all.add(afterGreeting("D10 unknown command", command("HELLO", dealer)));
        all.add(afterGreeting("D10 name longer than the body", frame(COMMAND, latin("\u0009READY"))));
        all.add(afterGreeting("D10 name of 255 bytes", frame(COMMAND, filled(1, 255), filled(255, 'A'))));
        all.add(afterGreeting("D10 empty command", frame(COMMAND)));
        all.add(afterGreeting("D10 READY in lower case", command("ready", dealer)));
        all.add(afterGreeting("trailing byte", command("READY", dealer, new byte[] {1})));
        all.add(afterGreeting("property without a name", command("READY", dealer, property("", "x"))));
        all.add(afterGreeting("value longer than the body", command("READY", property("Socket-Type", 7, "DEALER"))));
        all.add(afterGreeting("value of 2^32-1 bytes", command("READY", property("Socket-Type", -1, "DEALER"))));
        all.add(afterGreeting("value of 2^31 bytes", command("READY", property("Socket-Type", 1 << 31, "DEALER"))));
        all.add(afterGreeting(
                "routing id of 256 bytes", command("READY", dealer, property("Identity", "x".repeat(256)))));
        all.add(Attack.closed("D7 no type", join(greeting(), command("READY")), Reason.SOCKET_TYPE));
        for (String type : List.of("FOO", "PUB", "SUB", "REP", "PULL", "STREAM", "dealer", "", "DEALER\0")) {
            all.add(Attack.closed("D7 type " + type, join(greeting(), ready(type)), Reason.SOCKET_TYPE));
        }
        for (String reason :
                List.of("", "300", "400", "500", "x".repeat(255), "\r\n\u001b[31mINFO all is well\u0085")) {
            all.add(Attack.closed(
                    "D3 ERROR " + reason.replaceAll("\\p{Cntrl}", "?"),
                    join(greeting(), command("ERROR", new byte[] {(byte) reason.length()}, latin(reason))),
                    Reason.REFUSED_BY_PEER));
        }
        all.add(Attack.closed(
                "D5 10 000 properties",
                join(greeting(), command("READY", dealer, repeat(property("X-a", "b"), 10_000))),
                Reason.HANDSHAKE_SIZE,
                Reason.HANDSHAKE));
        all.add(Attack.closed(
                "D5 READY of 16 KiB",
                join(greeting(), command("READY", dealer, property("X-a", "b".repeat(16_384)))),
                Reason.HANDSHAKE_SIZE));
        all.add(Attack.closed(
                "READY that announces 2^40 bytes",
                join(greeting(), longFrame(COMMAND, 1L << 40, new byte[0])),
                Reason.HANDSHAKE_SIZE,
                Reason.FRAME_SIZE));
        return all;
    }

    private static Attack afterReady(String name, byte[] bytes, Reason... reasons) {
        return Attack.closed(name, join(handshake("DEALER"), bytes), reasons);
    }

    private static Attack afterGreeting(String name, byte[] bytes) {
        return Attack.closed(name, join(greeting(), bytes), Reason.HANDSHAKE, Reason.MALFORMED);
    }

    static Stream<Attack> attacks() {
        return Stream.of(notZmtp(), greetings(), frames(), handshakes()).flatMap(List::stream);
    }

    static Stream<Setting> settings() {
        return attacks()
                .flatMap(attack -> Stream.of(
                        new Setting(attack, Transport.TCP, Role.LISTENING),
                        new Setting(attack, Transport.TCP, Role.CONNECTING),
                        new Setting(attack, Transport.IPC, Role.LISTENING)));
    }

    static Stream<Attack> shortAttacks() {
        return attacks().filter(attack -> attack.bytes().length < 400);
    }

    static Stream<Accepted> accepted() {
        List<Accepted> all = new ArrayList<>();
        Message x = Message.of("x");
        for (int major : new int[] {3, 4, 127, 255}) {
            for (int minor : new int[] {0, 1, 2, 255}) {
                all.add(new Accepted(
                        "B7 version " + major + "." + minor,
                        join(greeting(major, minor, "NULL"), ready("DEALER"), message("x")),
                        List.of(x)));
            }
        }
        byte[] asServer = greeting();
        asServer[32] = 1;
        all.add(new Accepted(
                "B10 as-server, which NULL does not know", join(asServer, ready("DEALER"), message("x")), List.of(x)));
        byte[] padded = greeting();
        Arrays.fill(padded, 1, 9, (byte) 0xa5);
        Arrays.fill(padded, 33, 64, (byte) 0xa5);
        all.add(new Accepted("padding and filler", join(padded, ready("DEALER"), message("x")), List.of(x)));
        all.add(open("C6 long form of a short frame", longFrame(0, 1, latin("x")), List.of(x)));
        all.add(open("C6 long form of an empty frame", longFrame(0, 0, new byte[0]), List.of(Message.of(""))));
        all.add(open("C9 empty message", new byte[] {0, 0}, List.of(Message.of(""))));
        all.add(open("C9 empty frames", join(frame(MORE), frame(MORE), frame(0)), List.of(Message.of("", "", ""))));
        all.add(open(
                "a PING inside a message",
                join(frame(MORE, latin("a")), command("PING", new byte[2]), frame(0, latin("b"))),
                List.of(Message.of("a", "b"))));
        all.add(open("H5 unsolicited PONGs", join(repeat(command("PONG"), 100), message("x")), List.of(x)));
        all.add(open(
                "H6 a few unknown commands",
                join(repeat(command("WHATEVER", latin("?")), 100), message("x")),
                List.of(x)));
        all.add(new Accepted(
                "names of properties in other cases",
                join(
                        greeting(),
                        command("READY", property("SOCKET-TYPE", "DEALER"), property("identity", "me")),
                        message("x")),
                List.of(x)));
        all.add(new Accepted(
                "a routing id of 255 bytes",
                join(
                        greeting(),
                        command("READY", property("Socket-Type", "DEALER"), property("Identity", "i".repeat(255))),
                        message("x")),
                List.of(x)));
        all.add(new Accepted(
                "a routing id that begins with 00",
                join(
                        greeting(),
                        command("READY", property("Socket-Type", "DEALER"), property("Identity", "\0abc")),
                        message("x")),
                List.of(x)));
        all.add(new Accepted(
                "an empty routing id and more properties",
                join(
                        greeting(),
                        command(
                                "READY",
                                property("X-a", ""),
                                property("Identity", ""),
                                property("Socket-Type", "DEALER"),
                                property("Resource", "r")),
                        message("x")),
                List.of(x)));
        byte[][] hundred = new byte[100][];
        List<Message> expected = new ArrayList<>();
        for (int i = 0; i < hundred.length; i++) {
            hundred[i] = message("number " + i, "second");
            expected.add(Message.of("number " + i, "second"));
        }
        all.add(open("B13 handshake and 100 messages at once", join(hundred), expected));
        return all.stream();
    }

    private static Accepted open(String name, byte[] bytes, List<Message> received) {
        return new Accepted(name, join(handshake("DEALER"), bytes), received);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theConnectionIsClosedAndNothingElseHappens(Setting setting) throws Exception {
        try (Subject subject = new Subject(setting.transport(), setting.role())) {
            subject.attacker().send(setting.attack().bytes()).awaitClosed(Subject.PATIENCE);
            subject.awaitClosedFor(1, setting.attack().reasons().toArray(Reason[]::new));
            assertThat(subject.strangers()).as("what the application received").isEmpty();
            assertThat(subject.events())
                    .allSatisfy(event ->
                            assertThat(event.detail()).as("what people read").doesNotContainPattern("\\p{Cntrl}"));
            subject.assertUnharmed();
        }
    }

    @ParameterizedTest
    @MethodSource("shortAttacks")
    void theSameHoldsByteByByte(Attack attack) throws Exception {
        try (Subject subject = new Subject(Transport.TCP, Role.LISTENING)) {
            subject.attacker().sendSlowly(attack.bytes()).awaitClosed(Subject.PATIENCE);
            subject.awaitClosedFor(1, attack.reasons().toArray(Reason[]::new));
            assertThat(subject.strangers()).as("what the application received").isEmpty();
            subject.assertUnharmed();
        }
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void aListenerTakesWhatIsUnusualButRight(Accepted accepted) throws Exception {
        takes(accepted, Role.LISTENING, false);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void aConnectingSocketTakesWhatIsUnusualButRight(Accepted accepted) throws Exception {
        takes(accepted, Role.CONNECTING, false);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void whatIsUnusualButRightIsTakenByteByByte(Accepted accepted) throws Exception {
        takes(accepted, Role.LISTENING, true);
    }

    private static void takes(Accepted accepted, Role role, boolean slowly) throws Exception {
        try (Subject subject = new Subject(Transport.TCP, role)) {
            Attacker attacker = subject.attacker();
            if (slowly) {
                attacker.sendSlowly(accepted.bytes());
            } else {
                attacker.send(accepted.bytes());
            }
            await("the messages")
                    .atMost(Subject.PATIENCE)
                    .untilAsserted(() -> assertThat(subject.strangers()).isEqualTo(accepted.received()));
            assertThat(attacker.isClosed()).isFalse();
            subject.awaitClosedFor(0);
            subject.assertUnharmed();
        }
    }
}
