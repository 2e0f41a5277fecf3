package io.nolmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The aim of docs/architecture.md for the length of a class: what is longer is named there, with the idea that it holds. */
class SizeTest {
    private static final int AIM_LINES = 400;
    private static final int MAXIMUM_LINES = 500;
    private static final Path SOURCES = Path.of("src", "main", "java", "io", "nolmq");
    private static final List<Path> LISTS = List.of(SOURCES.resolve("spi"), SOURCES.resolve("message"));

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file ->
                            !file.getParent().equals(SOURCES) && LISTS.stream().noneMatch(file::startsWith))
                    .toList();
        }
    }

    private static Set<String> namesOfThoseOver(int maximum) throws IOException {
        return sources().stream()
                .filter(file -> lines(file) > maximum)
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void noClassIsTooLong() throws IOException {
        assertThat(namesOfThoseOver(MAXIMUM_LINES)).isEmpty();
    }

    @Test
    void eachLargerClassHasALineInTheDocument() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "architecture.md"));
        String table =
                page.substring(page.indexOf("## The larger classes"), page.indexOf("## What does not stand yet"));
        Set<String> named = table.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isEqualTo(namesOfThoseOver(AIM_LINES));
    }
}
