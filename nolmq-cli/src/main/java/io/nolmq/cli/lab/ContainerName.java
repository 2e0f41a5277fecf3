package io.nolmq.cli.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of the container that this process runs in. A pod's host name is its name. In Docker the host name is a
 * random id, but the name server of its networks knows the name that belongs to the container's address.
 */
final class ContainerName {
    private static final Path DOCKER_MARK = Path.of("/.dockerenv");
    private static final Path PODMAN_MARK = Path.of("/run/.containerenv");
    private static final Path RESOLVER = Path.of("/etc/resolv.conf");
    private static final Pattern NAME_SERVER = Pattern.compile("(?m)^nameserver\\s+([\\d.]+)");
    private static final int DNS_PORT = 53;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private ContainerName() {}

    static Optional<String> find() {
        if (System.getenv("KUBERNETES_SERVICE_HOST") != null) {
            return hostName();
        }
        if (Files.exists(DOCKER_MARK) || Files.exists(PODMAN_MARK)) {
            return ofOwnAddress().or(ContainerName::hostName);
        }
        return Optional.empty();
    }

    private static Optional<String> hostName() {
        return Optional.ofNullable(System.getenv("HOSTNAME"));
    }

    private static Optional<String> ofOwnAddress() {
        try {
            Matcher server = NAME_SERVER.matcher(Files.readString(RESOLVER));
            return server.find()
                    ? ReverseLookup.ask(
                            new InetSocketAddress(server.group(1), DNS_PORT), InetAddress.getLocalHost(), PATIENCE)
                    : Optional.empty();
        } catch (IOException nameless) {
            return Optional.empty();
        }
    }
}
