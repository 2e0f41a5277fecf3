package io.nolmq.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line of JSON with which an end reports: one flat object of names, numbers and texts. */
final class EndFigures {
    private static final Pattern OBJECT = Pattern.compile("\\{(\"\\w+\":(\"[^\"\\\\]*\"|-?[0-9.eE+-]+),?)+}");
    private static final Pattern NUMBER = Pattern.compile("\"(\\w+)\":(-?[0-9.eE+-]+)");

    private final String json;
    private final Map<String, Double> numbers = new HashMap<>();

    EndFigures(String json) {
        if (!OBJECT.matcher(json).matches()) {
            throw new IllegalArgumentException("not a result: " + json);
        }
        this.json = json;
        Matcher matcher = NUMBER.matcher(json);
        while (matcher.find()) {
            numbers.put(matcher.group(1), Double.valueOf(matcher.group(2)));
        }
    }

    OptionalDouble number(String name) {
        Double value = numbers.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** The line as it came. */
    String json() {
        return json;
    }
}
