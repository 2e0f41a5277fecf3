package io.nolmq.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each Java block of the documents is quoted from a file beside this one, line by line; only indentation may differ. */
class QuotedExamplesTest {
    private static final Path ROOT = Path.of("..");
    private static final Path SOURCES = Path.of("src", "test", "java", "io", "nolmq", "manual");

    @Test
    void everyJavaBlockIsCompiledCode() throws IOException {
        String compiled = sources();
        List<String> blocks = new ArrayList<>();
        for (Path document : documents()) {
            for (String block : javaBlocks(document)) {
                blocks.add(block);
                assertThat(compiled.contains(block))
                        .as("%s quotes what no file in %s has:%n%s", document, SOURCES, block)
                        .isTrue();
            }
        }
        assertThat(blocks).isNotEmpty();
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.map(QuotedExamplesTest::lines)
                    .map(QuotedExamplesTest::stripped)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> below = Files.walk(ROOT.resolve("docs"))) {
            Stream.concat(top, below)
                    .filter(file -> file.toString().endsWith(".md"))
                    .forEach(documents::add);
        }
        return documents;
    }

    private static List<String> javaBlocks(Path document) {
        List<String> blocks = new ArrayList<>();
        List<String> block = null;
        for (String line : lines(document)) {
            if (block == null) {
                block = line.equals("```java") ? new ArrayList<>() : null;
            } else if (line.equals("```")) {
                blocks.add(stripped(block));
                block = null;
            } else {
                block.add(line);
            }
        }
        return blocks;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String stripped(List<String> lines) {
        return lines.stream().map(String::strip).collect(Collectors.joining("\n"));
    }
}
