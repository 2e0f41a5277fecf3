package io.nolmq.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A class with a main method, run in a JVM of its own with the options that its fault needs. */
final class Program {
    /** A hang: everything that a program waits for has a bound of its own, and all of them together are shorter. */
    private static final long HANGS_MINUTES = 55;

    private final Class<?> main;
    private final List<String> options = new ArrayList<>();

    private Program(Class<?> main) {
        this.main = main;
    }

    static Program of(Class<?> main) {
        return new Program(main);
    }

    /** Adds options of the JVM. */
    Program with(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** Runs the program to its end, and fails with its output unless it exits with 0. */
    void runs(String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile(main.getSimpleName(), ".txt");
        try {
            Process process = new ProcessBuilder(command(arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(HANGS_MINUTES, TimeUnit.MINUTES);
            process.destroyForcibly();
            String text = Files.readString(output);
            assertThat(ended).as("%s ended by itself: %s", main, text).isTrue();
            assertThat(process.exitValue()).as("exit of %s: %s", main, text).isZero();
            System.out.println(text);
        } finally {
            Files.delete(output);
        }
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
