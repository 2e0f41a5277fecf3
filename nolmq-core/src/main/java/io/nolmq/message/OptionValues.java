package io.nolmq.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The values that an option takes: which are allowed, and how they are written. */
sealed interface OptionValues<T> {
    boolean accepts(T value);

    /** The allowed values, for errors. */
    String allowed();

    /** The same, for the page of the options. */
    default String range() {
        return allowed();
    }

    /** The same for values in libzmq's form. */
    default String allowedText() {
        return allowed();
    }

    /**
     * Reads a value in libzmq's form, in range or not.
     *
     * @throws IllegalArgumentException if there is no such value
     */
    T parse(String text);

    default String show(T value) {
        return value.toString();
    }

    /** The same in prose. */
    default String prose(T value) {
        return show(value);
    }

    default boolean isRepeatable() {
        return false;
    }

    /** Both values in one, if they are repeatable. */
    default T plus(T one, T more) {
        return more;
    }

    private static String bounds(long least, String most, boolean orMinusOne) {
        return (orMinusOne ? "-1, or " : "") + least + ".." + most;
    }

    private static String power(long most) {
        return most == Integer.MAX_VALUE ? "2^31-1" : most == Long.MAX_VALUE ? "2^63-1" : Long.toString(most);
    }

    /** Digits in groups of three, as in prose. */
    private static String grouped(long number) {
        return number < 10_000
                ? Long.toString(number)
                : String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }

    /** Whole numbers; {@code orMinusOne} admits -1 below the range, where it leaves the choice to the operating system. */
    record Whole(int least, int most, boolean orMinusOne) implements OptionValues<Integer> {
        Whole(int least, int most) {
            this(least, most, false);
        }

        @Override
        public boolean accepts(Integer value) {
            return (value >= least && value <= most) || (orMinusOne && value == -1);
        }

        @Override
        public String allowed() {
            return bounds(least, Integer.toString(most), orMinusOne);
        }

        @Override
        public String range() {
            return bounds(least, power(most), orMinusOne);
        }

        @Override
        public Integer parse(String text) {
            return Integer.valueOf(text);
        }

        @Override
        public String prose(Integer value) {
            return grouped(value);
        }
    }

    /** Whole numbers beyond those of {@link Whole}. */
    record Large(long least, long most) implements OptionValues<Long> {
        @Override
        public boolean accepts(Long value) {
            return value >= least && value <= most;
        }

        @Override
        public String allowed() {
            return bounds(least, Long.toString(most), false);
        }

        @Override
        public String range() {
            return bounds(least, power(most), false);
        }

        @Override
        public Long parse(String text) {
            return Long.valueOf(text);
        }

        @Override
        public String prose(Long value) {
            return grouped(value);
        }
    }

    /** On and off. */
    record Flag() implements OptionValues<Boolean> {
        @Override
        public boolean accepts(Boolean value) {
            return true;
        }

        @Override
        public String allowed() {
            return "boolean";
        }

        @Override
        public String allowedText() {
            return "0 or 1";
        }

        @Override
        public Boolean parse(String text) {
            if (!text.equals("0") && !text.equals("1")) {
                throw new IllegalArgumentException(text);
            }
            return text.equals("1");
        }
    }

    /**
     * Times from 0 to a maximum.
     *
     * @param minusOneNanos the meaning of -1 ns, which is a value as well; empty where it is none
     * @param minusOneMillis the value that libzmq writes as -1 ms; null where it is not allowed
     */
    record Times(
            Duration most, String minusOneNanos, @Nullable Duration minusOneMillis) implements OptionValues<Duration> {
        /** The one value below 0, in options that have a meaning for it. */
        static final Duration MINUS_ONE = Duration.ofNanos(-1);

        /** From 0 to libzmq's maximum. */
        Times() {
            this(OptionRange.LONGEST, "", null);
        }

        static Times orMinusOne(String meaning) {
            return new Times(OptionRange.LONGEST, meaning, MINUS_ONE);
        }

        @Override
        public boolean accepts(Duration value) {
            return (!value.isNegative() && value.compareTo(most) <= 0)
                    || (!minusOneNanos.isEmpty() && value.equals(MINUS_ONE));
        }

        @Override
        public String allowed() {
            return "0.." + most.toMillis() + " ms";
        }

        @Override
        public String allowedText() {
            return (minusOneMillis == null ? "" : "-1, or ") + allowed();
        }

        @Override
        public String range() {
            return most.equals(OptionRange.LONGEST) ? "time" : "time, 0.." + show(most);
        }

        @Override
        public Duration parse(String text) {
            long millis = Long.parseLong(text);
            return millis == -1 && minusOneMillis != null ? minusOneMillis : Duration.ofMillis(millis);
        }

        @Override
        public String show(Duration value) {
            if (!minusOneNanos.isEmpty() && value.equals(MINUS_ONE)) {
                return minusOneNanos;
            }
            if (value.isZero()) {
                return "0";
            }
            if (value.toNanosPart() == 0) {
                return value.toSeconds() + " s";
            }
            return value.toNanosPart() % 1_000_000 == 0 ? value.toMillis() + " ms" : value.toString();
        }
    }

    /** Times without a maximum. */
    record AnyTime() implements OptionValues<Duration> {
        @Override
        public boolean accepts(Duration value) {
            return !value.isNegative();
        }

        @Override
        public String allowed() {
            return "0 or more";
        }

        @Override
        public String allowedText() {
            return "0 or more ms";
        }

        @Override
        public String range() {
            return "time, 0 or more";
        }

        @Override
        public Duration parse(String text) {
            return Duration.ofMillis(Long.parseLong(text));
        }

        @Override
        public String show(Duration value) {
            return new Times().show(value);
        }
    }

    /** Names of peers; {@code anyFirst} admits those that begin with a 0 byte, which ROUTERs choose themselves. */
    record Names(boolean anyFirst) implements OptionValues<RoutingId> {
        @Override
        public boolean accepts(RoutingId value) {
            return anyFirst || !value.isReserved();
        }

        @Override
        public String allowed() {
            return "0..255 bytes" + (anyFirst ? "" : ", the first one not 0");
        }

        @Override
        public RoutingId parse(String text) {
            return RoutingId.of(text);
        }

        @Override
        public String show(RoutingId value) {
            return value.isEmpty() ? "empty" : value.toString();
        }
    }

    /** Frames of a message; empty for none. */
    record Frames() implements OptionValues<ByteBuffer> {
        @Override
        public boolean accepts(ByteBuffer value) {
            return true;
        }

        @Override
        public String allowed() {
            return "any bytes";
        }

        @Override
        public String range() {
            return "bytes";
        }

        @Override
        public ByteBuffer parse(String text) {
            return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String show(ByteBuffer value) {
            byte[] bytes = new byte[value.remaining()];
            value.duplicate().get(bytes);
            return bytes.length == 0 ? "none" : HexFormat.of().formatHex(bytes);
        }
    }

    /** Occasions on which to stop; in libzmq the sum of their bits. */
    record Occasions() implements OptionValues<Set<ReconnectStop>> {
        @Override
        public boolean accepts(Set<ReconnectStop> value) {
            return true;
        }

        @Override
        public String allowed() {
            return "set";
        }

        @Override
        public String allowedText() {
            return "0.." + allBits() + ", a sum of bits";
        }

        private static int allBits() {
            int bits = 0;
            for (ReconnectStop one : ReconnectStop.values()) {
                bits |= one.bit;
            }
            return bits;
        }

        @Override
        public Set<ReconnectStop> parse(String text) {
            int bits = Integer.parseInt(text);
            if (bits < 0 || bits > allBits()) {
                throw new IllegalArgumentException(text);
            }
            Set<ReconnectStop> chosen = EnumSet.allOf(ReconnectStop.class);
            chosen.removeIf(one -> (bits & one.bit) == 0);
            return chosen;
        }

        @Override
        public String show(Set<ReconnectStop> value) {
            return value.isEmpty() ? "none" : EnumSet.copyOf(value).toString();
        }
    }

    /** Modes of TCP's keep-alive; in libzmq -1, 0 and 1. */
    record KeepAliveModes() implements OptionValues<KeepAlive.Mode> {
        @Override
        public boolean accepts(KeepAlive.Mode value) {
            return true;
        }

        @Override
        public String allowed() {
            return "SYSTEM, ON, OFF";
        }

        @Override
        public String allowedText() {
            return "-1, 0 or 1";
        }

        @Override
        public KeepAlive.Mode parse(String text) {
            return switch (text) {
                case "-1" -> KeepAlive.Mode.SYSTEM;
                case "0" -> KeepAlive.Mode.OFF;
                case "1" -> KeepAlive.Mode.ON;
                default -> throw new IllegalArgumentException(text);
            };
        }
    }

    /** Properties by name; in libzmq one at a time, {@code name:value}. */
    record Properties() implements OptionValues<Map<String, String>> {
        private static final int MAX_NAME_BYTES = 255;

        @Override
        public boolean accepts(Map<String, String> value) {
            Map<String, String> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            return value.entrySet().stream()
                    .allMatch(property -> isName(property.getKey())
                            && !property.getValue().isEmpty()
                            && seen.put(property.getKey(), property.getValue()) == null);
        }

        private static boolean isName(String name) {
            return name.startsWith("X-")
                    && name.length() > 2
                    && name.length() <= MAX_NAME_BYTES
                    && name.chars().allMatch(Properties::isNameCharacter);
        }

        private static boolean isNameCharacter(int c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-_.+".indexOf(c) >= 0;
        }

        @Override
        public String allowed() {
            return "names of 3..255 ASCII letters, digits and -_.+ that begin with X- and differ in more than case,"
                    + " each with a value that is not empty";
        }

        @Override
        public String range() {
            return "name `X-…` of 3..255 letters, digits, `-_.+`; value not empty";
        }

        @Override
        public Map<String, String> parse(String text) {
            int colon = text.indexOf(':');
            if (colon <= 0) {
                throw new IllegalArgumentException(text);
            }
            return Map.of(text.substring(0, colon), text.substring(colon + 1));
        }

        @Override
        public String show(Map<String, String> value) {
            return value.isEmpty() ? "none" : OptionRange.printable(new TreeMap<>(value).toString());
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }

        @Override
        public Map<String, String> plus(Map<String, String> one, Map<String, String> more) {
            Map<String, String> both = new HashMap<>(one);
            both.putAll(more);
            return both;
        }
    }
}
