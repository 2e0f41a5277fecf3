package io.nolmq.cli;

import io.nolmq.message.SocketType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One endpoint of the command line, and whether the socket binds to it or connects.
 *
 * @param address such as {@code tcp://*:5555}
 * @param binds true to bind
 */
record EndpointArgument(String address, boolean binds) {
    private static final Pattern LOOKS_LIKE_ONE = Pattern.compile("[@>]?[A-Za-z][A-Za-z0-9+.-]*://\\S+");
    private static final Pattern KNOWN = Pattern.compile("[@>]?(?i:tcp|ipc|inproc)://\\S+");

    private static final Set<SocketType> BINDING =
            EnumSet.of(SocketType.PUB, SocketType.PUSH, SocketType.REP, SocketType.ROUTER, SocketType.XPUB);

    /** How many of the leading arguments are endpoints: the first one decides by its form, the next by their transport. */
    static int leading(List<String> arguments, boolean hasEndpointAlready) {
        int count = 0;
        while (count < arguments.size()) {
            Pattern form = count == 0 && !hasEndpointAlready ? LOOKS_LIKE_ONE : KNOWN;
            if (!form.matcher(arguments.get(count)).matches()) {
                break;
            }
            count++;
        }
        return count;
    }

    static EndpointArgument parse(String text, SocketType type) {
        if (text.startsWith("@")) {
            return new EndpointArgument(text.substring(1), true);
        }
        if (text.startsWith(">")) {
            return new EndpointArgument(text.substring(1), false);
        }
        return new EndpointArgument(text, bindsByHabit(type));
    }

    static List<EndpointArgument> all(List<String> addresses, boolean binds) {
        List<EndpointArgument> endpoints = new ArrayList<>();
        for (String address : addresses) {
            boolean marked = address.startsWith("@") || address.startsWith(">");
            endpoints.add(new EndpointArgument(marked ? address.substring(1) : address, binds));
        }
        return endpoints;
    }

    /** As a rule, the end that is found by others binds. */
    static boolean bindsByHabit(SocketType type) {
        return BINDING.contains(type);
    }
}
