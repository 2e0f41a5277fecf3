package io.nolmq.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
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
        }
    }

    private static Number loads(String hex) throws UnreadablePickleException {
        return Pickle.loads(HexFormat.of().parseHex(hex));
    }
}
