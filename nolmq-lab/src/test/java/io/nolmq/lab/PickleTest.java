package io.nolmq.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hexadecimal bytes were made by CPython 3.11. */
class PickleTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 40, 100, 255, 256, 70_000, -1})
    void readsWhatItWrites(int number) throws UnreadablePickleException {
        assertThat(Pickle.loads(Pickle.dumps(number))).isEqualTo(number);
    }

    @Test
    void writesTheBytesOfPythonsProtocol2() {
        assertThat(HexFormat.of().formatHex(Pickle.dumps(40))).isEqualTo("80024b282e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4934300a2e", "4b282e", "80024b282e", "80034b282e", "80044b282e", "80054b282e"})
    void readsAWorkloadInProtocols0To5(String hex) throws UnreadablePickleException {
        assertThat(loads(hex)).isEqualTo(40);
    }

    @ParameterizedTest
    @CsvSource({
        "4d2c012e, 300",
        "80049504000000000000004d2c012e, 300",
        "80059506000000000000004affffffff2e, -1",
        "4c313138303539313632303731373431313330333432344c0a2e, 1180591620717411303424",
        "8005950c000000000000008a090000000000000000402e, 1180591620717411303424",
        "8005950b000000000000008a0800000000000000802e, -9223372036854775808",
        "46302e310a2e, 0.1",
        "8005950a00000000000000473fb999999999999a2e, 0.1",
    })
    void readsNumbersOfEverySize(String hex, String number) throws UnreadablePickleException {
        assertThat(PythonText.of(loads(hex))).isEqualTo(number);
    }

    @Test
    void readsANumberOfMoreThan255Bytes() throws UnreadablePickleException {
        assertThat(loads("80028b07010000" + "00".repeat(262) + "102e")).isEqualTo(BigInteger.TWO.pow(2100));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "63706f7369780a73797374656d0a70300a2e", // posix.system, protocol 0
                "80049515000000000000008c085f5f6d61696e5f5f948c01419493942981942e", // an object of a class
                "286970656e0a50726f630a2e", // INST
                "8002886e2e", // True
                "80024e2e", // None
                "80025d71002e", // []
                "80025805000000776f726c6471002e", // 'world'
            })
    void refusesWhateverIsNoNumber(String hex) {
        assertThatThrownBy(() -> loads(hex))
                .isInstanceOf(UnreadablePickleException.class)
                .hasMessageStartingWith("not a pickled number: bytes=")
                .hasMessageContaining("opcode=0x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2e",
                "80",
                "8002",
                "80024b",
                "80024b28",
                "8006",
                "4978780a2e",
                "8bffffff7f2e",
                "8bffffffff2e",
                "8aff002e"
            })
    void refusesWhatIsCutOffOrMalformed(String hex) {
        assertThatThrownBy(() -> loads(hex)).isInstanceOf(UnreadablePickleException.class);
    }

    @Test
    void refusesTextAndWhatIsTooLong() {
        assertThatThrownBy(() -> Pickle.loads("Hello".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadablePickleException.class);
        byte[] digits = new byte[10_000_000];
        Arrays.fill(digits, (byte) '9');
        digits[0] = 'L';
        assertThatThrownBy(() -> Pickle.loads(digits)).hasMessageContaining("at most");
    }

    /** {@code {'text': 'é', 'list': [1, None, True], 'tuple': (1, 2), 5: 0.5}}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "286470300a56746578740a70310a56e90a70320a73566c6973740a70330a286c70340a49310a614e614930310a6173567475706c65"
                        + "0a70350a2849310a49320a7470360a7349350a46302e350a732e",
                "80059539000000000000007d94288c0474657874948c02c3a9948c046c697374945d94284b014e88658c057475706c65944b014b02"
                        + "86944b05473fe0000000000000752e",
            })
    void readsPlainValuesOfTheOldestAndTheNewestProtocol(String hex) throws UnreadablePickleException {
        assertThat(plain(hex))
                .asInstanceOf(InstanceOfAssertFactories.map(Object.class, Object.class))
                .containsExactly(
                        entry("text", "é"),
                        entry("list", Arrays.asList(1, null, true)),
                        entry("tuple", new Object[] {1, 2}),
                        entry(5, 0.5));
    }

    @Test
    void readsSetsAsListsAndBytesAsTheyAre() throws UnreadablePickleException {
        assertThat(plain("80049509000000000000008f94284b034b04902e")).isEqualTo(List.of(3, 4));
        assertThat(plain("8004950800000000000000284b034b0491942e")).isEqualTo(List.of(3, 4));
        assertThat(plain("80034302ff0071002e")).isEqualTo(new byte[] {-1, 0});
        assertThat(plain("8005950d000000000000009602000000000000000102942e")).isEqualTo(new byte[] {1, 2});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "63706f7369780a73797374656d0a285327747275650a74522e", // GLOBAL, REDUCE
                "8c05706f7369788c0673797374656d932e", // STACK_GLOBAL
                "286970656e0a50726f630a2e", // INST
                "284e6f2e", // OBJ
                "4e29812e", // NEWOBJ
                "4e297d922e", // NEWOBJ_EX
                "4e52", // REDUCE
                "4e4e622e", // BUILD
                "82012e", // EXT1
                "8301002e", // EXT2
                "84010000002e", // EXT4
                "50780a2e", // PERSID
                "4e512e", // BINPERSID
                "972e", // NEXT_BUFFER
                "4e982e", // READONLY_BUFFER
                "ff2e", // unknown
                "002e", // unknown
            })
    void refusesInstructionsThatMakeNoPlainValue(String hex) {
        assertThatThrownBy(() -> plain(hex))
                .isInstanceOf(UnreadablePickleException.class)
                .hasMessageStartingWith("not a pickle of plain values: bytes=")
                .hasMessageContaining("opcode=0x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "54ffffff7f61", // BINSTRING
                "58ffffff7f61", // BINUNICODE
                "42ffffff7f61", // BINBYTES
                "8bffffff7f61", // LONG4
                "8dffffffffffffff7f61", // BINUNICODE8
                "8effffffffffffff7f61", // BINBYTES8
                "96ffffffffffffff7f61", // BYTEARRAY8
                "8dffffff7fffffffff61", // less than 0, and 2 GiB when cut to an int
                "8dffffff7f0000000061", // what an array can just hold
                "58010000", // half a length
                "580200000061", // one byte less than announced
            })
    void takesNoMemoryForBytesThatAreOnlyAnnounced(String hex) {
        assertThatThrownBy(() -> plain(hex))
                .isInstanceOf(UnreadablePickleException.class)
                .hasMessageEndingWith("truncated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "58ffffffff2e", // a length below 0
                "8dffffffffffffffff2e",
                "8c05616263", // cut off in a short text
                "5d2861", // a mark as an item
                "2e", // nothing to return
                "742e", // no mark
                "5d71", // half a BINPUT
                "68002e", // a memo that nobody has put
                "67780a2e", // a memo without number
                "7d284b01752e", // a key without value
                "4b014b0161", // an append to a number
                "4b014b014b017386", // a pair for a number
                "53612e", // a text without quotes
                "53275c770a27", // an escape that is none
                "5d", // no STOP
            })
    void refusesMalformedPlainValues(String hex) {
        assertThatThrownBy(() -> plain(hex)).isInstanceOf(UnreadablePickleException.class);
    }

    @Test
    void nestsAsDeepAsItLikesWithoutRecursion() throws UnreadablePickleException {
        Object value = plain("5d" + "85".repeat(500_000) + "2e");
        int depth = 0;
        while (value instanceof Object[] tuple) {
            value = tuple[0];
            depth++;
        }
        assertThat(depth).isEqualTo(500_000);
        assertThat(value).isEqualTo(List.of());
    }

    @Test
    void refusesAKeyThatWouldHaveToBeHashedAllTheWayDown() {
        // Each list holds the one before it twice: the hash of the last takes 2^200 steps.
        StringBuilder laughs = new StringBuilder("5d94");
        for (int i = 0; i < 200; i++) {
            laughs.append(String.format("5d2868%02x68%02x6594", i, i));
        }
        assertThatThrownBy(() -> plain(laughs + "7d68c84e732e")).hasMessageEndingWith("neither text nor number");
        // A list in itself, whose hash has no end.
        assertThatThrownBy(() -> plain("7d5d946800614e732e")).hasMessageEndingWith("neither text nor number");
    }

    @Test
    void hashesNoItemOfASet() throws UnreadablePickleException {
        assertThat(plain("8f285d94680061902e"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(1);
    }

    /** Each item in an instruction of its own, and a mark dropped after each, with much on the stack. */
    @Test
    void worksInProportionToTheLength() throws UnreadablePickleException {
        String appends = "5d" + "284e65".repeat(300_000) + "2e";
        assertThat(plain(appends)).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(300_000);
        String marks = "4e".repeat(400_000) + "2831".repeat(250_000) + "2e";
        assertThat(plain(marks)).isNull();
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThatThrownBy(() -> Pickle.loadsPlain(new byte[(16 << 20) + 1])).hasMessageContaining("at most 16777216");
        assertThatThrownBy(() -> plain("4e".repeat(1_000_000) + "2e")).hasMessageEndingWith("too many instructions");
        byte[] digits = new byte[1_000_000];
        for (char opcode : new char[] {'L', 'I', 'F'}) {
            Arrays.fill(digits, (byte) '9');
            digits[0] = (byte) opcode;
            assertThatThrownBy(() -> Pickle.loadsPlain(digits))
                    .hasMessageEndingWith("a number of more than 4400 bytes");
        }
        assertThatThrownBy(() -> plain("8b40420f00" + "01".repeat(1_000_000) + "2e"))
                .hasMessageEndingWith("a number of more than 4400 bytes");
    }

    @Test
    void quotesNoControlCharactersOfThePeer() {
        assertThatThrownBy(() -> plain("53275c1b0d5b326a270a2e"))
                .isInstanceOf(UnreadablePickleException.class)
                .message()
                .doesNotContainPattern("\\p{Cntrl}");
    }

    @Test
    void survivesAnyBytes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            try {
                assertThat(Pickle.loads(bytes)).as("seed=%d", seed).isNotNull();
            } catch (UnreadablePickleException refused) {
                assertThat(refused.getMessage()).as("seed=%d", seed).doesNotContain("\n");
            }
            try {
                Pickle.loadsPlain(bytes);
            } catch (UnreadablePickleException refused) {
                assertThat(refused.getMessage()).as("seed=%d", seed).doesNotContain("\n");
            }
        }
    }

    private static @Nullable Object plain(String hex) throws UnreadablePickleException {
        return Pickle.loadsPlain(HexFormat.of().parseHex(hex));
    }

    private static Number loads(String hex) throws UnreadablePickleException {
        return Pickle.loads(HexFormat.of().parseHex(hex));
    }
}
