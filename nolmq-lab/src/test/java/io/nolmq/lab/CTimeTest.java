package io.nolmq.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CTimeTest {
    private static final ZoneId JAKARTA = ZoneId.of("Asia/Jakarta");

    private final Locale locale = Locale.getDefault();

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(locale);
    }

    @Test
    void writesTheTimeOfTheDocument() {
        assertThat(CTime.format(ZonedDateTime.of(2025, 9, 19, 12, 3, 10, 999, JAKARTA)))
                .isEqualTo("Fri Sep 19 12:03:10 2025");
    }

    @Test
    void padsTheDayWithASpace() {
        assertThat(CTime.format(ZonedDateTime.of(2026, 5, 3, 0, 0, 0, 0, JAKARTA)))
                .isEqualTo("Sun May  3 00:00:00 2026");
    }

    @Test
    void staysEnglishInAnyLocale() {
        Locale.setDefault(Locale.forLanguageTag("id-ID"));
        assertThat(CTime.format(ZonedDateTime.of(2026, 8, 17, 10, 0, 0, 0, JAKARTA)))
                .isEqualTo("Mon Aug 17 10:00:00 2026");
        assertThat(CTime.now()).matches("(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \\w{3} [ 123]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}");
    }
}
