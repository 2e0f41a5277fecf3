package io.nolmq.cli;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with places to fill in anew for each message: {@code {{count}}}, {@code {{random 1 100}}} and others. */
final class Template {
    /** What the help says of it. */
    static final String PLACES = "{{count}} {{time}} {{ctime}} {{unix}} {{random 1 100}} {{uuid}}";

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");
    private static final Pattern RANDOM = Pattern.compile("random\\s+(-?\\d{1,18})\\s+(-?\\d{1,18})");

    /** C's {@code ctime}: English whatever the locale, the day padded with a space. */
    private static final DateTimeFormatter CTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH);

    private static final Map<String, Template> COMPILED = new ConcurrentHashMap<>();
    private static final int MOST_KEPT = 64;

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = parts;
    }

    /** A piece of the result for the message of that number. */
    private interface Part {
        String text(long count);
    }

    /** Fills in a frame; one that is no text, or has no place, comes back as it is. */
    static byte[] fill(byte[] frame, long count) {
        String text = new String(frame, StandardCharsets.UTF_8);
        if (!text.contains("{{")) {
            return frame;
        }
        return of(text).text(count).getBytes(StandardCharsets.UTF_8);
    }

    static Template of(String text) {
        Template known = COMPILED.get(text);
        if (known != null) {
            return known;
        }
        Template compiled = compile(text);
        if (COMPILED.size() < MOST_KEPT) {
            COMPILED.put(text, compiled);
        }
        return compiled;
    }

    String text(long count) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(part.text(count));
        }
        return text.toString();
    }

    private static Template compile(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PLACE.matcher(text);
        int end = 0;
        while (matcher.find()) {
            String before = text.substring(end, matcher.start());
            parts.add(count -> before);
            parts.add(place(matcher.group(1)));
            end = matcher.end();
        }
        String after = text.substring(end);
        parts.add(count -> after);
        return new Template(parts);
    }

    private static Part place(String name) {
        Matcher random = RANDOM.matcher(name);
        if (random.matches()) {
            return random(Long.parseLong(random.group(1)), Long.parseLong(random.group(2)));
        }
        return switch (name) {
            case "count" -> Long::toString;
            case "time" -> count -> Instant.now().toString();
            case "ctime" -> count -> CTIME.format(ZonedDateTime.now(ZoneId.systemDefault()));
            case "unix" -> count -> Long.toString(Instant.now().getEpochSecond());
            case "uuid" -> count -> UUID.randomUUID().toString();
            default -> throw CommandException.usage("unknown place: {{" + name + "}}; known: " + PLACES);
        };
    }

    private static Part random(long least, long most) {
        if (least > most) {
            throw CommandException.usage(
                    "empty range: {{random " + least + " " + most + "}}; the smaller number first");
        }
        return count -> Long.toString(ThreadLocalRandom.current().nextLong(least, most + 1));
    }
}
