package io.nolmq.cli;

import io.nolmq.message.Option;
import io.nolmq.message.Option.Scope;
import io.nolmq.message.Options;
import io.nolmq.message.SocketOptionsBuilder;
import io.nolmq.message.ZmqException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Options by name, from the table of all options: {@code SNDHWM}, {@code ZMQ_SNDHWM}, {@code sndhwm} or our own {@code
 * sendHighWaterMark}, with values in libzmq's form (times in milliseconds, switches 0 and 1).
 */
final class NamedOptions {
    private static final String PREFIX = "ZMQ_";

    private final SocketOptionsBuilder builder;
    /** Those that a socket keeps. */
    private final List<Option<?>> table;

    NamedOptions(SocketOptionsBuilder builder) {
        this.builder = builder;
        this.table = Options.all().stream()
                .filter(option -> option.scope() != Scope.CONTEXT && !option.isOneShot())
                .toList();
    }

    void apply(List<String> assignments) {
        assignments.forEach(this::apply);
    }

    private void apply(String assignment) {
        int equals = assignment.indexOf('=');
        String name = equals < 0 ? assignment : assignment.substring(0, equals);
        List<Option<?>> options = named(name);
        if (options.isEmpty()) {
            throw CommandException.usage("unknown option: --set " + name + "; known: " + String.join(" ", names()));
        }
        Option<?> first = options.get(0);
        if (equals < 0) {
            throw CommandException.usage("--set wants NAME=VALUE, not '" + assignment + "'; " + describe(first));
        }
        if (first.isSecret()) {
            throw CommandException.usage("--set " + name
                    + " is refused: a secret on a command line can be read by all users of the machine");
        }
        String value = assignment.substring(equals + 1);
        if (options.size() > 1) {
            setBits(name, options, value);
        } else {
            set(name, first, value);
        }
    }

    /** The option of a name, or those that libzmq has in one. */
    private List<Option<?>> named(String name) {
        String bare = name.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) ? name.substring(PREFIX.length()) : name;
        List<Option<?>> found = new ArrayList<>();
        for (Option<?> option : table) {
            if (option.name().equalsIgnoreCase(name)
                    || option.libzmqNames().stream().anyMatch(bare::equalsIgnoreCase)) {
                found.add(option);
            }
        }
        return found;
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Option<?> option : table) {
            names.add(option.libzmqName().isEmpty() ? option.name() : option.libzmqName());
        }
        return names;
    }

    private static <T> String describe(Option<T> option) {
        return option.name() + " is " + option.meaning() + ": " + option.allowedText() + ", default "
                + option.show(option.defaultValue());
    }

    private void set(String name, Option<?> option, String value) {
        try {
            builder.setText(option, value);
        } catch (ZmqException refused) {
            throw wrong(name, value, option.allowedText());
        }
    }

    /** Sets each of the switches that are bits of one value. */
    private void setBits(String name, List<Option<?>> options, String value) {
        int all = options.stream().mapToInt(Option::libzmqBit).sum();
        int bits = -1;
        try {
            bits = Integer.parseInt(value);
        } catch (NumberFormatException notANumber) {
            // the same as one out of range
        }
        if (bits < 0 || bits > all) {
            throw wrong(name, value, "0.." + all + ", a sum of bits");
        }
        for (Option<?> option : options) {
            set(name, option, (bits & option.libzmqBit()) == 0 ? "0" : "1");
        }
    }

    private static CommandException wrong(String name, String value, String allowed) {
        return CommandException.usage("--set " + name + " wants " + allowed + ", not '" + value + "'");
    }
}
