package io.nolmq.bench.end;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An end plays with an earlier build of nolmq-core as long as it uses nothing but what does not change. */
class EndApiTest {
    @Test
    void endsUseThePublicApiOnly() throws IOException, URISyntaxException {
        Path classes = Path.of(End.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("io/nolmq/bench/end");
        try (var files = Files.list(classes)) {
            List<Path> ends =
                    files.filter(file -> file.toString().endsWith(".class")).toList();
            assertThat(ends).extracting(Path::getFileName).asString().contains("NolmqLibrary.class");
            for (Path end : ends) {
                assertThat(Files.readString(end, StandardCharsets.ISO_8859_1))
                        .as(end.toString())
                        .doesNotContain("io/nolmq/internal/")
                        .doesNotContain("io.nolmq.internal.");
            }
        }
    }
}
