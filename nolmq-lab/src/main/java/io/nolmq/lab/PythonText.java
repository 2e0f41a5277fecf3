package io.nolmq.lab;

import java.math.BigDecimal;
import java.math.MathContext;

/** Values as Python's {@code repr} writes them. */
public final class PythonText {
    /** So many digits tell any two doubles apart. */
    private static final int MAX_DIGITS = 17;

    private PythonText() {}

    /**
     * Bytes as {@code b'Hello\x00'}.
     *
     * @param bytes any
     * @return printable ASCII alone
     */
    public static String of(byte[] bytes) {
        char quote = contains(bytes, '\'') && !contains(bytes, '"') ? '"' : '\'';
        StringBuilder text = new StringBuilder("b").append(quote);
        for (byte b : bytes) {
            appendEscaped(text, (char) (b & 0xff), quote);
        }
        return text.append(quote).toString();
    }

    /**
     * A number: {@code 40}, {@code 0.1}, {@code 1e+16}.
     *
     * @param number whole, of any size, or a double
     * @return its shortest text that reads back as the same number
     */
    public static String of(Number number) {
        return number instanceof Double fraction ? of(fraction.doubleValue()) : number.toString();
    }

    private static String of(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        if (number == 0) {
            return Double.toString(number);
        }
        BigDecimal shortest = shortest(number);
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent < -4 || exponent >= 16) {
            String digits = shortest.movePointLeft(exponent).toPlainString();
            return String.format("%se%s%02d", digits, exponent < 0 ? "-" : "+", Math.abs(exponent));
        }
        String digits = shortest.toPlainString();
        return digits.contains(".") ? digits : digits + ".0";
    }

    private static BigDecimal shortest(double number) {
        BigDecimal exact = new BigDecimal(number);
        int digits = 1;
        BigDecimal rounded = exact.round(new MathContext(digits));
        while (rounded.doubleValue() != number && digits < MAX_DIGITS) {
            digits++;
            rounded = exact.round(new MathContext(digits));
        }
        return rounded.stripTrailingZeros();
    }

    private static void appendEscaped(StringBuilder text, char c, char quote) {
        switch (c) {
            case '\t' -> text.append("\\t");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\\' -> text.append("\\\\");
            default -> {
                if (c == quote) {
                    text.append('\\').append(c);
                } else if (c >= ' ' && c < 0x7f) {
                    text.append(c);
                } else {
                    text.append(String.format("\\x%02x", (int) c));
                }
            }
        }
    }

    private static boolean contains(byte[] bytes, char wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }
}
