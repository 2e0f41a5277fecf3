package io.nolmq.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A format of the user's own: {@code %t %p\n}. */
final class PatternFormat implements MessageFormat {
    private static final byte[] NOTHING = {};
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final List<Part> parts = new ArrayList<>();

    /** A piece of the output. */
    private interface Part {
        byte[] bytes(ReceivedMessage message);
    }

    PatternFormat(String pattern) {
        boolean ended = false;
        int i = 0;
        while (i < pattern.length()) {
            char c = pattern.charAt(i);
            if (c == '%' || c == '\\') {
                char next = markedBy(pattern, i);
                ended = c == '\\' && (next == 'n' || next == '0' || next == 'c');
                parts.add(c == '%' ? place(next) : escape(next));
                i += 2;
            } else {
                int end = endOfText(pattern, i);
                parts.add(constant(pattern.substring(i, end)));
                ended = pattern.charAt(end - 1) == '\n';
                i = end;
            }
        }
        if (!ended) {
            parts.add(constant("\n"));
        }
    }

    private static char markedBy(String pattern, int mark) {
        if (mark + 1 == pattern.length()) {
            throw CommandException.usage(
                    "the format ends in the middle: -F '" + pattern + "'; double the last character");
        }
        return pattern.charAt(mark + 1);
    }

    private static int endOfText(String pattern, int from) {
        int end = from;
        while (end < pattern.length() && pattern.charAt(end) != '%' && pattern.charAt(end) != '\\') {
            end++;
        }
        return end;
    }

    @Override
    public void write(ReceivedMessage message, OutputStream out) throws IOException {
        for (Part part : parts) {
            out.write(part.bytes(message));
        }
    }

    private static Part constant(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return message -> bytes;
    }

    private static Part escape(char c) {
        return switch (c) {
            case 'n' -> constant("\n");
            case 't' -> constant("\t");
            case 'r' -> constant("\r");
            case '0' -> constant("\0");
            case '\\' -> constant("\\");
            case 'c' -> message -> NOTHING;
            default ->
                throw CommandException.usage("unknown escape in -F: \\" + c + "; known: \\n \\t \\r \\0 \\c \\\\");
        };
    }

    private static Part place(char c) {
        return switch (c) {
            case 'p' -> ReceivedMessage::payload;
            case 't' -> message -> frame(message, 0);
            case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> message -> frame(message, c - '1');
            case 'n' -> message -> ascii(message.frames().size());
            case 'l' -> message -> ascii(message.sizeBytes());
            case 'r' -> message -> message.routingId().getBytes(StandardCharsets.US_ASCII);
            case 'i' -> message -> ascii(message.sequence());
            case 'I' -> message -> message.time().toString().getBytes(StandardCharsets.US_ASCII);
            case 'U' -> message -> ascii(unixNanos(message.time()));
            case '%' -> constant("%");
            default ->
                throw CommandException.usage(
                        "unknown place in -F: %" + c + "; known: %p %t %1..%9 %n %l %r %i %I %U %%");
        };
    }

    private static byte[] frame(ReceivedMessage message, int index) {
        return index < message.frames().size() ? message.frames().get(index) : NOTHING;
    }

    private static byte[] ascii(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    private static long unixNanos(Instant time) {
        return time.getEpochSecond() * NANOS_PER_SECOND + time.getNano();
    }
}
