package io.nolmq.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nolmq.cli.shell.DurationConverter;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ConverterTest {
    @ParameterizedTest
    @CsvSource({
        "5, PT5S",
        "1.5s, PT1.5S",
        "250ms, PT0.25S",
        "3us, PT0.000003S",
        "7ns, PT0.000000007S",
        "2m, PT2M",
        "1h, PT1H",
        "1d, PT24H",
        "0, PT0S"
    })
    void durationsHaveUnits(String text, Duration expected) {
        assertThat(new DurationConverter().convert(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "1 s", "1w", "99999999d"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> new DurationConverter().convert(text)).isInstanceOf(TypeConversionException.class);
    }

    @ParameterizedTest
    @CsvSource({"1000/s, PT0.001S", "30/m, PT2S", "2/h, PT30M", "10, PT0.1S"})
    void ratesAreTheTimeBetweenTwo(String text, Duration expected) {
        assertThat(new RateConverter().convert(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0/s", "x", "1/d", "-1"})
    void whatIsNoRateIsRefused(String text) {
        assertThatThrownBy(() -> new RateConverter().convert(text)).isInstanceOf(TypeConversionException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "100, 100", "1k, 1024", "64M, 67108864", "64MB, 67108864", "2GiB, 2147483648"})
    void sizesArePowersOf1024(String text, long expected) {
        assertThat(new SizeConverter().convert(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1.5k", "1T"})
    void whatIsNoSizeIsRefused(String text) {
        assertThatThrownBy(() -> new SizeConverter().convert(text)).isInstanceOf(TypeConversionException.class);
    }
}
