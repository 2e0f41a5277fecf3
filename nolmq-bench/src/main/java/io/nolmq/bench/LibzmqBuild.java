package io.nolmq.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compiles the end in C against the libzmq of the machine. */
final class LibzmqBuild {
    private LibzmqBuild() {}

    /** Compiles into {@code target/}, and returns the program. */
    static Path compile(Path module) throws IOException, InterruptedException {
        Path program = module.resolve("target/libzmq-end");
        Files.createDirectories(program.getParent());
        List<String> command = new ArrayList<>(
                List.of(Map.copyOf(System.getenv()).getOrDefault("CC", "cc"), "-O2", "-std=gnu11", "-o"));
        command.add(program.toString());
        try (var sources = Files.list(module.resolve("src/main/c"))) {
            sources.map(Path::toString)
                    .filter(name -> name.endsWith(".c"))
                    .sorted()
                    .forEach(command::add);
        }
        command.addAll(List.of("-lzmq", "-lpthread", "-lm"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(
                    "cannot compile the end for libzmq; it needs a C compiler and libzmq3-dev:\n" + output);
        }
        return program;
    }
}
