package io.nolmq.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * Where a measurement was made.
 *
 * @param time when it began
 * @param commit of the checkout, with {@code -dirty} when files differ from it
 * @param jdk of the runner and of the ends in Java
 * @param cpu model and number
 * @param os kernel and release
 * @param load the load average when it began
 */
record Environment(String time, String commit, String jdk, String cpu, String os, double load) {
    static Environment here(Path module) {
        return new Environment(
                OffsetDateTime.now(ZoneOffset.UTC)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString(),
                commit(module),
                System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"),
                cpuModel() + ", " + Runtime.getRuntime().availableProcessors() + " cores",
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                loadAverage());
    }

    /** The load average of the last minute, or -1 where there is none. */
    static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** The commit of the checkout that a folder lies in, {@code -dirty} when files differ from it, or {@code unknown}. */
    static String commit(Path module) {
        String commit = output(module, List.of("git", "rev-parse", "--short=10", "HEAD"));
        String changes = output(module, List.of("git", "status", "--porcelain", "--untracked-files=no"));
        return commit.isEmpty() ? "unknown" : changes.isEmpty() ? commit : commit + "-dirty";
    }

    private static String output(Path folder, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? output : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String cpuModel() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.toLowerCase(Locale.ROOT).startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
