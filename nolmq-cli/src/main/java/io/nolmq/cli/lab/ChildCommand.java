package io.nolmq.cli.lab;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * How this command starts itself again: the same JVM, options, class path and main class.
 *
 * @param words the command line up to {@code lab}
 */
record ChildCommand(List<String> words) {
    /** Seven JVMs start at once and none has much to do. */
    private static final String START_FAST = "-XX:TieredStopAtLevel=1";

    static ChildCommand of(CommandSpec lab) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add(START_FAST);
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!option.startsWith("-agentlib:jdwp")) {
                words.add(option);
            }
        }
        words.add("-cp");
        words.add(System.getProperty("java.class.path"));
        words.add(lab.root().userObject().getClass().getName());
        words.add(lab.name());
        return new ChildCommand(List.copyOf(words));
    }

    ProcessBuilder with(List<String> arguments) {
        List<String> all = new ArrayList<>(words);
        all.addAll(arguments);
        return new ProcessBuilder(all);
    }
}
