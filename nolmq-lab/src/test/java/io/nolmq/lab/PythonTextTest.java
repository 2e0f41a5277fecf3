package io.nolmq.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected texts were printed by CPython 3.11. */
class PythonTextTest {
    @Test
    void writesBytesAsInTheDocument() {
        assertThat(repr("Hello")).isEqualTo("b'Hello'");
        assertThat(repr("")).isEqualTo("b''");
    }

    @Test
    void choosesTheQuoteAsPythonDoes() {
        assertThat(repr("it's")).isEqualTo("b\"it's\"");
        assertThat(repr("\"")).isEqualTo("b'\"'");
        assertThat(repr("\"'")).isEqualTo("b'\"\\''");
    }

    @Test
    void escapesWhatIsNotPrintableAscii() {
        assertThat(PythonText.of(HexFormat.of().parseHex("00090a0d1b1f207e7f80ff5c")))
                .isEqualTo("b'\\x00\\t\\n\\r\\x1b\\x1f ~\\x7f\\x80\\xff\\\\'");
    }

    @ParameterizedTest
    @CsvSource({
        "0x1.999999999999ap-4, 0.1",
        "0x1.1c37937e08p+53, 1e+16",
        "0x1.c6bf52634p+49, 1000000000000000.0",
        "0x1.b69b4ba630f35p+56, 1.2345678901234568e+17",
        "0x1.4f8b588e368f1p-17, 1e-05",
        "0x1.a36e2eb1c432dp-14, 0.0001",
        "0x0.0000000000001p-1022, 5e-324",
        "0x1.fffffffffffffp+1023, 1.7976931348623157e+308",
        "0x1.52d02c7e14af6p+77, 2e+23",
        "-0x0.0p+0, -0.0",
        "0x1.9p+6, 100.0",
        "0x1.5555555555555p-2, 0.3333333333333333",
        "NaN, nan",
        "-Infinity, -inf",
    })
    void writesFloatsAsPythonDoes(String number, String text) {
        assertThat(PythonText.of(Double.valueOf(number))).isEqualTo(text);
    }

    private static String repr(String text) {
        return PythonText.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
