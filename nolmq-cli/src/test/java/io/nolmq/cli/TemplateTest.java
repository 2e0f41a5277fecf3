package io.nolmq.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nolmq.cli.shell.ExitCode;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private static String filled(String template) {
        return Template.of(template).text(7);
    }

    @Test
    void countIsTheNumberOfTheMessage() {
        assertThat(filled("a{{count}}b{{ count }}")).isEqualTo("a7b7");
    }

    @Test
    void timeIsIso() {
        assertThat(Instant.parse(filled("{{time}}"))).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void ctimeIsAsInC() {
        assertThat(filled("{{ctime}}")).matches("[A-Z][a-z]{2} [A-Z][a-z]{2} [ 123]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}");
    }

    @Test
    void unixIsSeconds() {
        assertThat(Long.parseLong(filled("{{unix}}")))
                .isLessThanOrEqualTo(Instant.now().getEpochSecond());
    }

    @Test
    void randomStaysInItsRange() {
        for (int i = 0; i < 200; i++) {
            assertThat(Integer.parseInt(filled("{{random 1 3}}"))).isBetween(1, 3);
        }
        assertThat(filled("{{random -5 -5}}")).isEqualTo("-5");
    }

    @Test
    void uuidIsAnotherOneEachTime() {
        assertThat(UUID.fromString(filled("{{uuid}}"))).isNotEqualTo(UUID.fromString(filled("{{uuid}}")));
    }

    @Test
    void bytesWithoutPlacesStayAsTheyAre() {
        byte[] binary = {(byte) 0xff, 0, '{'};
        assertThat(Template.fill(binary, 1)).isSameAs(binary);
        assertThat(Template.fill("x{{count}}".getBytes(UTF_8), 2)).isEqualTo("x2".getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{nonsense}}", "{{random 3 1}}", "{{random 1}}", "{{}}"})
    void whatItDoesNotKnowIsAUsageError(String template) {
        assertThatThrownBy(() -> Template.of(template))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        wrong -> assertThat(wrong.exit()).isEqualTo(ExitCode.USAGE));
    }
}
