package io.nolmq.stress;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How many objects of the engine are reachable, by class: what has been collected is not counted. Reflectively, since the module
 * under test does not read java.management and tests are compiled into it.
 */
final class Census {
    /** Of these a peer has several. */
    private static final Set<String> SEVERAL = Set.of(
            "io.nolmq.internal.engine.Duty",
            "io.nolmq.internal.engine.Letter",
            "io.nolmq.internal.queue.Ring",
            "io.nolmq.internal.zmtp.Deadline");

    private static final int EACH_PEER = 12;

    private static final List<String> COUNTED =
            List.of("io.nolmq.internal.", "sun.nio.ch.SelectionKeyImpl", "sun.nio.ch.SocketChannelImpl");
    /** Timers that were called off hold nothing, and up to that many of them stay. */
    private static final String TIMER = "io.nolmq.internal.engine.Timers$Timer";

    private static final int TIMERS_CALLED_OFF = 64;

    private final Map<String, Long> instances = new HashMap<>();

    private Census() {}

    /** Collects all garbage, and counts the rest. */
    static Census now() {
        Census census = new Census();
        for (String line : histogram().split("\n")) {
            String[] columns = line.trim().split("\\s+"); // number, instances, bytes, class
            if (columns.length >= 4 && COUNTED.stream().anyMatch(columns[3]::startsWith)) {
                census.instances.merge(columns[3], Long.parseLong(columns[1]), Long::sum);
            }
        }
        return census;
    }

    /** Classes of which there are more than so many objects more than there were, with the difference. */
    Map<String, Long> grownSince(Census before, long most) {
        Map<String, Long> grown = new TreeMap<>();
        instances.forEach((type, now) -> {
            long allowed =
                    (type.equals(TIMER) ? TIMERS_CALLED_OFF : 0) + most * (SEVERAL.contains(type) ? EACH_PEER : 1);
            long more = now - before.instances.getOrDefault(type, 0L);
            if (more > allowed) {
                grown.put(type, more);
            }
        });
        return grown;
    }

    /** How many objects of the engine there are. */
    long size() {
        return instances.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String histogram() {
        try {
            Object server = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getPlatformMBeanServer")
                    .invoke(null);
            Class<?> name = Class.forName("javax.management.ObjectName");
            Method invoke = Class.forName("javax.management.MBeanServer")
                    .getMethod("invoke", name, String.class, Object[].class, String[].class);
            return (String) invoke.invoke(
                    server,
                    name.getConstructor(String.class).newInstance("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
        } catch (ReflectiveOperationException unavailable) {
            throw new AssertionError("this JVM does not count its objects", unavailable);
        }
    }
}
