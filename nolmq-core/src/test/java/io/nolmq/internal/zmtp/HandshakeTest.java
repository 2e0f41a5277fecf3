package io.nolmq.internal.zmtp;

import static io.nolmq.internal.zmtp.Bytes.ascii;
import static io.nolmq.internal.zmtp.Bytes.concat;
import static io.nolmq.internal.zmtp.Bytes.greeting;
import static io.nolmq.internal.zmtp.Bytes.hex;
import static io.nolmq.internal.zmtp.Bytes.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nolmq.internal.mechanism.NullMechanism;
import io.nolmq.internal.wiring.SocketTypes;
import io.nolmq.message.HandshakeOptions;
import io.nolmq.message.ProtocolOptions;
import io.nolmq.message.Reason;
import io.nolmq.message.SocketType;
import io.nolmq.spi.Handshakes;
import io.nolmq.spi.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
    private static void assertRefused(Reason reason, SocketType own, byte[] bytes) {
        ProtocolException whole = catchThrowableOfType(
                ProtocolException.class, () -> WireReader.of(own).feed(bytes));
        assertThat(whole).as("fed whole").isNotNull();
        assertThat(whole.reason()).isEqualTo(reason);
        ProtocolException single = catchThrowableOfType(ProtocolException.class, () -> {
            WireReader reader = WireReader.of(own);
            for (byte b : bytes) {
                reader.feed(new byte[] {b});
            }
        });
        assertThat(single).as("fed byte by byte").isNotNull();
        assertThat(single.reason()).isEqualTo(reason);
    }

    @Test
    void sendsTheWholeGreetingUnasked() {
        byte[] expected = concat(hex("ff 0000000000000000 7f 03 01"), ascii("NULL"), new byte[16 + 1 + 31]);
        assertThat(WireReader.of(SocketType.PULL).sent.toByteArray()).isEqualTo(expected);
    }

    @Test
    void sendsReadyOnceThePeersGreetingIsAccepted() throws ProtocolException {
        WireReader reader = WireReader.of(SocketType.PULL);
        reader.feed(Arrays.copyOf(greeting(3, 1), 63));
        assertThat(reader.sent.size()).isEqualTo(64);
        reader.feed(new byte[1]);
        assertThat(Arrays.copyOfRange(reader.sent.toByteArray(), 64, reader.sent.size()))
                .isEqualTo(ready("PULL"));
    }

    @Test
    void theListeningEndHasTheLastWord() throws ProtocolException {
        WireReader reader = WireReader.listening(SocketType.PULL).feed(greeting(3, 1));
        byte[] push = ready("PUSH");
        reader.feed(Arrays.copyOf(push, push.length - 1));
        assertThat(reader.sent.size()).as("the greeting alone").isEqualTo(64);
        assertThat(reader.lastWord()).isEmpty();
        reader.feed(new byte[] {push[push.length - 1]});
        assertThat(reader.log).containsExactly("READY PUSH  3.1");
        assertThat(reader.sent.size()).isEqualTo(64);
        assertThat(reader.lastWord()).isEqualTo(ready("PULL"));
    }

    @Test
    void aPeerThatDoesNotFitLearnsOurTypeAllTheSame() {
        Handshake handshake = handshake(0, 0, 0);
        handshake.takeOutput();
        byte[] pull = concat(greeting(3, 1), ready("PULL"));
        ProtocolException misfit =
                catchThrowableOfType(ProtocolException.class, () -> handshake.onBytes(pull, 0, pull.length, 0));
        assertThat(misfit.reason()).isEqualTo(Reason.SOCKET_TYPE);
        assertThat(handshake.takeOutput()).isEqualTo(concat(hex("04 06 05"), ascii("READY")));
    }

    @Test
    void theConnectingEndHasSaidAllBefore() throws ProtocolException {
        WireReader reader = WireReader.of(SocketType.PULL).opened();
        assertThat(reader.sent.size()).isEqualTo(64 + ready("PULL").length);
        assertThat(reader.lastWord()).isEmpty();
    }

    private static Handshake handshake(long timeoutNanos, long greetingNanos, long nowNanos) {
        return new Handshake(
                SocketTypes.of(SocketType.PULL),
                new NullMechanism(Handshakes.context(true, true), new byte[0]),
                new HandshakeTimes(timeoutNanos, greetingNanos, 0),
                nowNanos);
    }

    private static Handshake router(boolean listening, long nowNanos) {
        return protocol(SocketType.ROUTER).handshake(Handshakes.context(listening, true), nowNanos);
    }

    private static Zmtp protocol(SocketType type) {
        return new Zmtp(SocketTypes.of(type), ProtocolOptions.DEFAULTS, NullMechanism::new);
    }

    /** Gives a handshake all that the other one has to send. */
    private static void pass(Handshake from, Handshake to, long nowNanos) throws ProtocolException {
        byte[] bytes = from.takeOutput();
        to.onBytes(bytes, 0, bytes.length, nowNanos);
    }

    @Test
    void aConnectingEndThatHoldsReadyBackAnswersAPeerThatSpeaks() throws ProtocolException {
        Handshake handshake = router(false, 0);
        handshake.takeOutput();
        byte[] dealer = concat(greeting(3, 1), ready("DEALER"));
        assertThat(handshake.onBytes(dealer, 0, dealer.length, 0)).isEqualTo(dealer.length);
        assertThat(handshake.peer()).isNotNull();
        assertThat(handshake.takeOutput())
                .as("nothing before the peer is welcome")
                .isEmpty();
        assertThat(text(handshake.lastWord())).contains("READY", "ROUTER");
        assertThat(handshake.nanosUntilDeadline(0)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -5, Long.MAX_VALUE - 3})
    void aConnectingEndThatHoldsReadyBackSpeaksFirstToAPeerThatIsSilent(long begin) throws ProtocolException {
        Handshake handshake = router(false, begin);
        handshake.takeOutput();
        handshake.onBytes(greeting(3, 1), 0, 63, begin);
        assertThat(handshake.nanosUntilDeadline(begin)).isGreaterThan(Zmtp.SILENCE_NANOS);
        long whole = begin + 1_000;
        handshake.onBytes(greeting(3, 1), 63, 64, whole);
        assertThat(handshake.nanosUntilDeadline(whole)).isEqualTo(Zmtp.SILENCE_NANOS);
        handshake.onTimer(whole + Zmtp.SILENCE_NANOS - 1);
        assertThat(handshake.takeOutput()).isEmpty();
        handshake.onTimer(whole + Zmtp.SILENCE_NANOS);
        assertThat(text(handshake.takeOutput())).contains("READY", "ROUTER");
        assertThat(handshake.nanosUntilDeadline(whole)).isGreaterThan(Zmtp.SILENCE_NANOS);
        byte[] ready = ready("DEALER");
        handshake.onBytes(ready, 0, ready.length, whole);
        assertThat(handshake.peer()).isNotNull();
        assertThat(handshake.lastWord()).as("READY is sent once").isEmpty();
    }

    @Test
    void aPeerThatHasBegunToSpeakIsNotSilent() throws ProtocolException {
        Handshake handshake = router(false, 0);
        handshake.takeOutput();
        byte[] dealer = concat(greeting(3, 1), ready("DEALER"));
        handshake.onBytes(dealer, 0, 64, 0);
        handshake.onBytes(dealer, 64, 65, 1);
        assertThat(handshake.nanosUntilDeadline(1)).isGreaterThan(Zmtp.SILENCE_NANOS);
        handshake.onTimer(Zmtp.SILENCE_NANOS);
        assertThat(handshake.takeOutput()).isEmpty();
        handshake.onBytes(dealer, 65, dealer.length, Zmtp.SILENCE_NANOS);
        assertThat(handshake.lastWord()).isNotEmpty();
    }

    @Test
    void aListeningEndThatHoldsReadyBackWaitsForThePeersHoweverLongItIsSilent() throws ProtocolException {
        Handshake handshake = router(true, 0);
        handshake.takeOutput();
        handshake.onBytes(greeting(3, 1), 0, 64, 0);
        assertThat(handshake.nanosUntilDeadline(0)).isEqualTo(HandshakeOptions.DEFAULTS.listenTimeoutNanos());
        handshake.onTimer(HandshakeOptions.DEFAULTS.listenTimeoutNanos() - 1);
        assertThat(handshake.takeOutput()).isEmpty();
    }

    @Test
    void aListeningEndThatHoldsNothingBackSpeaksAtOnce() throws ProtocolException {
        Handshake handshake = protocol(SocketType.DEALER).handshake(Handshakes.context(true, false), 0);
        handshake.takeOutput();
        handshake.onBytes(greeting(3, 1), 0, 64, 0);
        assertThat(text(handshake.takeOutput())).contains("READY", "DEALER");
    }

    @Test
    void twoEndsThatBothHoldReadyBackComeTogetherAfterASilence() throws ProtocolException {
        Handshake connecting = router(false, 0);
        Handshake listening = router(true, 0);
        pass(connecting, listening, 0);
        pass(listening, connecting, 0);
        assertThat(connecting.takeOutput()).isEmpty();
        assertThat(listening.takeOutput()).isEmpty();
        connecting.onTimer(Zmtp.SILENCE_NANOS);
        pass(connecting, listening, Zmtp.SILENCE_NANOS);
        assertThat(listening.peer()).isNotNull();
        byte[] answer = listening.lastWord();
        assertThat(connecting.onBytes(answer, 0, answer.length, Zmtp.SILENCE_NANOS))
                .isEqualTo(answer.length);
        assertThat(connecting.peer()).isNotNull();
        assertThat(connecting.lastWord()).isEmpty();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -5, Long.MAX_VALUE - 3})
    void aGreetingThatIsNotWholeInTimeIsRefused(long begin) throws ProtocolException {
        Handshake handshake = handshake(100, 10, begin);
        assertThat(handshake.nanosUntilDeadline(begin)).isEqualTo(10);
        handshake.onBytes(greeting(3, 1), 0, 63, begin);
        handshake.onTimer(begin + 9);
        assertThat(handshake.nanosUntilDeadline(begin + 9)).isEqualTo(1);
        assertThat(handshake.nanosUntilDeadline(begin + 12)).isZero();
        assertRefusedAt(handshake, begin + 10, "no greeting in time");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -50, Long.MAX_VALUE - 30})
    void aHandshakeThatIsNotCompleteInTimeIsRefused(long begin) throws ProtocolException {
        Handshake handshake = handshake(100, 10, begin);
        handshake.onBytes(greeting(3, 1), 0, 64, begin);
        assertThat(handshake.nanosUntilDeadline(begin + 8)).isEqualTo(92);
        handshake.onTimer(begin + 10);
        handshake.onBytes(ready("PUSH"), 0, ready("PUSH").length - 1, begin + 10);
        handshake.onTimer(begin + 99);
        assertRefusedAt(handshake, begin + 100, "no handshake in time");
    }

    @Test
    void aGreetingMayTakeNoLongerThanTheHandshake() {
        Handshake handshake = handshake(100, 1_000, 0);
        assertThat(handshake.nanosUntilDeadline(0)).isEqualTo(100);
        assertRefusedAt(handshake, 100, "no handshake in time");
    }

    @Test
    void withoutLimitsAHandshakeMayTakeForEver() throws ProtocolException {
        Handshake handshake = handshake(0, 0, 0);
        assertThat(handshake.nanosUntilDeadline(0)).isEqualTo(-1);
        handshake.onTimer(Long.MAX_VALUE);
    }

    @Test
    void aHandshakeThatIsCompleteHasNoDeadline() throws ProtocolException {
        Handshake handshake = handshake(100, 10, 0);
        byte[] bytes = concat(greeting(3, 1), ready("PUSH"));
        handshake.onBytes(bytes, 0, bytes.length, 0);
        assertThat(handshake.nanosUntilDeadline(50)).isEqualTo(-1);
        handshake.onTimer(1_000);
    }

    private static void assertRefusedAt(Handshake handshake, long nowNanos, String detail) {
        ProtocolException late = catchThrowableOfType(ProtocolException.class, () -> handshake.onTimer(nowNanos));
        assertThat(late).hasMessage(detail);
        assertThat(late.reason()).isEqualTo(Reason.HANDSHAKE_TIMEOUT);
    }

    @Test
    void tellsItsRoutingIdEvenWhenItIsEmpty() throws ProtocolException {
        WireReader reader = WireReader.of(SocketType.REQ).feed(greeting(3, 1));
        assertThat(Arrays.copyOfRange(reader.sent.toByteArray(), 64, reader.sent.size()))
                .isEqualTo(concat(
                        hex("04 26 05"),
                        ascii("READY"),
                        hex("0b"),
                        ascii("Socket-Type"),
                        hex("00000003"),
                        ascii("REQ"),
                        hex("08"),
                        ascii("Identity"),
                        hex("00000000")));
    }

    @ParameterizedTest
    @CsvSource({"3,0,0", "3,1,1", "3,2,1", "3,255,1", "4,0,1", "127,0,1", "255,255,1"})
    void acceptsEveryVersionFromThreeOn(int major, int minor, int used) throws ProtocolException {
        WireReader reader = WireReader.of(SocketType.PULL).feed(concat(greeting(major, minor), ready("PUSH")));
        assertThat(reader.log).containsExactly("READY PUSH  3." + used);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void refusesOlderVersions(int major) {
        assertRefused(Reason.VERSION, SocketType.PULL, greeting(major, 1));
    }

    @Test
    void whatIsNotZmtpIsRefusedByItsFirstByte() {
        assertRefused(Reason.NOT_ZMTP, SocketType.PUB, ascii("G"));
        assertRefused(Reason.NOT_ZMTP, SocketType.PUB, hex("16 03 01 02 00 01 00 01 fc 03 03"));
        assertRefused(Reason.NOT_ZMTP, SocketType.PUB, ascii("SSH-2.0-x\r\n"));
        assertRefused(Reason.NOT_ZMTP, SocketType.PUB, hex("ff ffffffffffffff ff e2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "NULL\0X", "CURVE", "AAAAAAAAAAAAAAAAAAAA", "NUL"})
    void refusesAnotherMechanism(String name) {
        byte[] bytes = greeting(3, 1);
        Arrays.fill(bytes, 12, 32, (byte) 0);
        System.arraycopy(ascii(name), 0, bytes, 12, name.length());
        assertRefused(Reason.MECHANISM_MISMATCH, SocketType.PULL, bytes);
    }

    @Test
    void paddingAndFillerAreIgnored() throws ProtocolException {
        byte[] bytes = greeting(3, 1);
        Arrays.fill(bytes, 1, 9, (byte) 0xab);
        Arrays.fill(bytes, 32, 64, (byte) 0xcd);
        assertThat(WireReader.of(SocketType.PULL).feed(concat(bytes, ready("PUSH"))).log)
                .hasSize(1);
    }

    @Test
    void refusesTypesThatDoNotGoTogether() {
        assertRefused(Reason.SOCKET_TYPE, SocketType.REP, concat(greeting(3, 1), ready("PUSH")));
        assertRefused(Reason.SOCKET_TYPE, SocketType.PULL, concat(greeting(3, 1), ready("PUSX")));
        assertRefused(Reason.SOCKET_TYPE, SocketType.PULL, concat(greeting(3, 1), hex("04 06 05"), ascii("READY")));
    }

    @Test
    void propertyNamesHaveNoCaseButMayNotComeTwice() throws ProtocolException {
        byte[] shouted = concat(
                hex("04 1a 05"), ascii("READY"), hex("0b"), ascii("SOCKET-TYPE"), hex("00000004"), ascii("PUSH"));
        assertThat(WireReader.of(SocketType.PULL).feed(concat(greeting(3, 1), shouted)).log)
                .hasSize(1);
        byte[] twice = concat(
                hex("04 2e 05"),
                ascii("READY"),
                hex("0b"),
                ascii("Socket-Type"),
                hex("00000004"),
                ascii("PUSH"),
                hex("0b"),
                ascii("socket-type"),
                hex("00000004"),
                ascii("PUSH"));
        assertRefused(Reason.HANDSHAKE, SocketType.PULL, concat(greeting(3, 1), twice));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 05 68656c6c6f", // data
                "01 00", // more
                "05 07 0450494e470000", // COMMAND with MORE
                "04 07 0450494e470000", // PING
                "04 00", // no name
                "04 0a 09535542534352494245", // SUBSCRIBE
                "0c 06 055245414459", // reserved flag
                "04 07 05524541445900", // a stray byte of metadata
                "04 08 0552454144590041", // a property without a name
                "04 0c 05524541445901410000000942" // a value cut short
            })
    void refusesWhatIsNoProperReady(String frame) {
        assertRefused(Reason.HANDSHAKE, SocketType.PULL, concat(greeting(3, 1), hex(frame)));
    }

    @Test
    void showsThePeersErrorWithoutItsControlCharacters() {
        byte[] error = concat(hex("04 0b 05"), ascii("ERROR"), hex("04"), ascii("4\n\0\u001b"));
        ProtocolException refused = catchThrowableOfType(
                ProtocolException.class, () -> WireReader.of(SocketType.PULL).feed(concat(greeting(3, 1), error)));
        assertThat(refused.reason()).isEqualTo(Reason.REFUSED_BY_PEER);
        assertThat(refused).hasMessageContaining("\"4???\"");
        assertRefused(
                Reason.REFUSED_BY_PEER,
                SocketType.PULL,
                concat(greeting(3, 1), hex("04 07 05"), ascii("ERROR"), hex("00")));
        assertRefused(
                Reason.HANDSHAKE, SocketType.PULL, concat(greeting(3, 1), hex("04 07 05"), ascii("ERROR"), hex("09")));
    }

    @Test
    void anAnnouncedSizeIsRefusedBeforeItsBytesCome() {
        assertRefused(Reason.HANDSHAKE_SIZE, SocketType.PULL, concat(greeting(3, 1), hex("06 0000000000004000")));
        assertRefused(Reason.HANDSHAKE_SIZE, SocketType.PULL, concat(greeting(3, 1), hex("06 ffffffffffffffff")));
        assertRefused(Reason.HANDSHAKE_SIZE, SocketType.PULL, concat(greeting(3, 1), hex("06 7fffffffffffffff")));
    }

    @Test
    void aLongReadyWithinTheLimitIsAccepted() throws ProtocolException {
        int valueBytes = 16_000;
        byte[] body = concat(
                hex("05"),
                ascii("READY"),
                hex("0b"),
                ascii("Socket-Type"),
                hex("00000004"),
                ascii("PUSH"),
                hex("03"),
                ascii("X-a"),
                hex("00003e80"),
                new byte[valueBytes]);
        byte[] frame = concat(hex("06 00000000"), hex(String.format("%08x", body.length)), body);
        assertThat(WireReader.of(SocketType.PULL).feed(concat(greeting(3, 1), frame)).log)
                .hasSize(1);
    }
}
