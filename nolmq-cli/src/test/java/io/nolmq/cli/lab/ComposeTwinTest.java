package io.nolmq.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The twin of compose.yaml where no container engine is at hand: the same commands as processes, which find each other
 * by the names of the services, in a hosts file of their own. Only the ports are others.
 */
@Tag("slow")
class ComposeTwinTest {
    private static final Pattern SERVICE = Pattern.compile("^  (zmq-\\w+):$");
    private static final Pattern COMMAND = Pattern.compile("^    command: \\[(.*)]$");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"");

    @TempDir
    Path folder;

    @Test
    void servicesFindEachOtherByNameThoughAServersNameComesLate() throws IOException {
        Map<String, List<String>> services = services();
        assertThat(services).containsOnlyKeys("zmq-pub", "zmq-sub", "zmq-push", "zmq-pull", "zmq-rep", "zmq-req");
        Path hosts = folder.resolve("hosts");
        Files.writeString(hosts, hostsOf("zmq-pub", "zmq-sub", "zmq-push", "zmq-pull", "zmq-req"));

        try (NolProcess req = start(services.get("zmq-req"), hosts);
                NolProcess sub = start(services.get("zmq-sub"), hosts);
                NolProcess pull = start(services.get("zmq-pull"), hosts);
                NolProcess pub = start(services.get("zmq-pub"), hosts);
                NolProcess push = start(services.get("zmq-push"), hosts)) {
            assertThat(req.awaitLines(1)).containsExactly("Sending request 0 ...");
            assertThat(sub.awaitLines(2)).allMatch(line -> line.startsWith("WAKTU "));
            assertThat(pull.awaitLines(2)).allMatch(line -> line.matches("Worker \\d+ received work: \\d+"));
            assertThat(pub.lines()).containsAll(sub.awaitLines(1));
            assertThat(push.awaitLines(2)).allMatch(line -> line.startsWith("Producer sent work: "));
            assertThat(req.lines()).hasSize(1);

            try (NolProcess rep = start(services.get("zmq-rep"), hosts)) {
                Files.writeString(hosts, hostsOf("zmq-pub", "zmq-sub", "zmq-push", "zmq-pull", "zmq-req", "zmq-rep"));
                assertThat(req.awaitExit()).as(req.err()).isZero();
                assertThat(req.lines()).hasSize(20).endsWith("Received reply 9: b'World'");
                assertThat(rep.awaitLines(10)).containsOnly("Received request: b'Hello'");
            }
        }
    }

    /** With the DNS caches as the launcher and the image set them. */
    private static NolProcess start(List<String> command, Path hosts) throws IOException {
        return NolProcess.start(
                List.of(
                        "-Djdk.net.hosts.file=" + hosts,
                        "-Dsun.net.inetaddr.ttl=3",
                        "-Dsun.net.inetaddr.negative.ttl=1"),
                command);
    }

    private static String hostsOf(String... names) {
        return "127.0.0.1 localhost " + String.join(" ", names) + "\n";
    }

    /** Service to command, with a free port for each of the document's. */
    private static Map<String, List<String>> services() throws IOException {
        String yaml =
                Files.readString(Path.of(System.getProperty("basedir", ".")).resolveSibling("compose.yaml"));
        for (String port : List.of("12345", "9999", "5555")) {
            yaml = yaml.replace(":" + port + "\"", ":" + NolProcess.freePort() + "\"");
        }
        Map<String, List<String>> services = new LinkedHashMap<>();
        String service = "";
        for (String line : yaml.lines().toList()) {
            Matcher name = SERVICE.matcher(line);
            Matcher command = COMMAND.matcher(line);
            if (name.matches()) {
                service = name.group(1);
            } else if (command.matches()) {
                services.put(service, words(command.group(1)));
            }
        }
        return services;
    }

    private static List<String> words(String list) {
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(list); word.find(); ) {
            words.add(word.group(1));
        }
        return words;
    }
}
