package io.nolmq.bench;

import io.nolmq.Context;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A build of NolMQ that the ends run with. Its class path is the jar of nolmq-core; for a build with another public API it
 * also has the nolmq-bench of that build, whose ends then play.
 *
 * @param entries of the class path, absolute
 * @param commit of the checkout in whose {@code target} the first entry lies; {@code unknown} when it lies elsewhere
 * @param sha256 of the first entry, which a rebuilt commit can be compared with; {@code unknown} for a folder
 */
record NolmqBuild(List<String> entries, String commit, String sha256) {
    private static final String UNKNOWN = "unknown";

    /** Reads a class path. */
    static NolmqBuild parse(String classPath) {
        List<String> entries = new ArrayList<>();
        for (String entry : List.of(classPath.split(File.pathSeparator))) {
            Path path = absolute(entry);
            if (!Files.exists(path)) {
                throw new IllegalArgumentException("no such file or folder: " + entry);
            }
            entries.add(path.toString());
        }
        Path first = Path.of(entries.get(0));
        return new NolmqBuild(List.copyOf(entries), commitOf(first), sha256Of(first));
    }

    /** The build that this program runs with. */
    static NolmqBuild current() {
        return parse(ownCore().toString());
    }

    private static Path ownCore() {
        try {
            return Path.of(Context.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path absolute(String entry) {
        return Path.of(entry).toAbsolutePath().normalize();
    }

    private static String commitOf(Path entry) {
        for (Path folder = entry; folder != null; folder = folder.getParent()) {
            if (folder.endsWith("target") && Files.exists(folder.resolveSibling("pom.xml"))) {
                return Environment.commit(folder.resolveSibling("."));
            }
        }
        return UNKNOWN;
    }

    private static String sha256Of(Path entry) {
        if (!Files.isRegularFile(entry)) {
            return UNKNOWN;
        }
        try {
            byte[] content = Files.readAllBytes(entry);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (IOException | NoSuchAlgorithmException e) {
            return UNKNOWN;
        }
    }

    /**
     * The class path of an end: this build, then the class path of this program without its own nolmq-core, so that a class
     * that the build lacks is missing rather than taken from another build.
     */
    String classPath() {
        List<String> all = new ArrayList<>(entries);
        Path own = ownCore();
        for (String entry : List.of(System.getProperty("java.class.path").split(File.pathSeparator))) {
            if (!absolute(entry).equals(own)) {
                all.add(entry);
            }
        }
        return String.join(File.pathSeparator, all);
    }

    /** The names of the files, without their folders. */
    String names() {
        return entries.stream()
                .map(entry -> String.valueOf(Path.of(entry).getFileName()))
                .collect(Collectors.joining(" "));
    }
}
