package io.nolmq.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchCommandTest {
    @Test
    void throughputPrintsATable() {
        Nol.Result bench = Nol.run("bench", "thr", "--size", "1,1k", "--count", "2000", "--runs", "1");
        assertThat(bench.exit()).as(bench.err()).isZero();
        assertThat(bench.out().lines()).hasSize(4);
        assertThat(bench.out()).startsWith("throughput, PUSH to PULL, tcp").contains("median msg/s", "1024");
    }

    @Test
    void latencyHasPercentilesTo9999() {
        Nol.Result bench = Nol.run("bench", "lat", "--count", "200", "--csv");
        assertThat(bench.exit()).as(bench.err()).isZero();
        assertThat(bench.out().lines().map(line -> line.replaceAll(",[^,]*$", "")))
                .startsWith("benchmark,transport,size_bytes,count,metric")
                .contains("lat,tcp,64,200,p50 us", "lat,tcp,64,200,p99.99 us", "lat,tcp,64,200,max us");
    }

    @Test
    void inprocMeasuresBothAsJson() {
        Nol.Result bench = Nol.run("bench", "inproc", "--count", "500", "--json");
        assertThat(bench.exit()).as(bench.err()).isZero();
        Map<?, ?> document = (Map<?, ?>) JsonValue.read(bench.out().getBytes(UTF_8));
        assertThat(document.get("jdk")).isEqualTo(VersionCommand.jdk());
        List<?> results = (List<?>) document.get("results");
        assertThat(results.stream()
                        .map(result -> ((Map<?, ?>) result).get("benchmark"))
                        .toList())
                .isEqualTo(List.of("thr", "lat"));
        assertThat(results.stream()
                        .map(result -> ((Map<?, ?>) result).get("transport"))
                        .toList())
                .isEqualTo(List.of("inproc", "inproc"));
    }
}
