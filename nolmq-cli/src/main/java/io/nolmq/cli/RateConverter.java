package io.nolmq.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 1000/s}, {@code 30/m}; a number alone means so many a second. The result is the time between two. */
final class RateConverter implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(?:/(s|m|h))?");

    @Override
    public Duration convert(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw new TypeConversionException("'" + text + "' is no rate; write it as 1000/s, 30/m or 5/h");
        }
        String unit = matcher.group(2) == null ? "s" : matcher.group(2);
        long seconds = switch (unit) {
            case "m" -> 60;
            case "h" -> 3_600;
            default -> 1;
        };
        return Duration.ofNanos(seconds * 1_000_000_000L / Long.parseLong(matcher.group(1)));
    }
}
