package io.nolmq.lab;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Time as C's {@code ctime} writes it: in English whatever the locale, the day padded with a space. */
public final class CTime {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.US);

    private CTime() {}

    /**
     * The time of this moment, in the local time zone.
     *
     * @return such as {@code Fri Sep 19 12:03:10 2025}
     */
    public static String now() {
        return format(ZonedDateTime.now(ZoneId.systemDefault()));
    }

    static String format(ZonedDateTime time) {
        return FORMAT.format(time);
    }
}
