package io.nolmq.stress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** What a scenario leaves behind: threads of the engine, and sockets, pipes and selectors of the process. */
final class Remains {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private final Set<String> before;

    private Remains(Set<String> before) {
        this.before = before;
    }

    /** Begins, after the JDK has opened what it opens once and keeps. */
    static Remains begin() throws IOException {
        try (Selector selector = Selector.open();
                ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.INET);
                ServerSocketChannel local = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (SocketChannel channel = SocketChannel.open(listener.getLocalAddress())) {
                channel.configureBlocking(false);
                channel.register(selector, 0);
                selector.selectNow();
            }
        }
        return new Remains(descriptors());
    }

    /** Fails unless everything that came since the beginning is gone, or goes in a moment. */
    void requireNone(String after) {
        try {
            Until.holds("no thread of the engine", () -> threads().isEmpty());
        } catch (AssertionError late) {
            throw new AssertionError("left behind by " + after + ": threads " + threads() + "\n" + Crew.stacks(), late);
        }
        try {
            Until.holds("no new descriptor", () -> before.containsAll(descriptors()));
        } catch (AssertionError late) {
            Set<String> left = descriptors();
            left.removeAll(before);
            throw new AssertionError("left behind by " + after + ": descriptors " + left, late);
        }
    }

    /** The engine's threads that live. */
    static Set<String> threads() {
        Set<String> names = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("nol-")) {
                names.add(thread.getName());
            }
        }
        return names;
    }

    /** Open descriptors by kind and number; files are left out, since classes and libraries come and go. */
    static Set<String> descriptors() {
        Set<String> open = new TreeSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path each : all) {
                try {
                    String target = Files.readSymbolicLink(each).toString();
                    if (target.startsWith("socket:") || target.startsWith("pipe:")) {
                        open.add(target);
                    } else if (target.startsWith("anon_inode:")) {
                        open.add(target + " " + each.getFileName());
                    }
                } catch (IOException closedMeanwhile) {
                    continue;
                }
            }
        } catch (IOException noProc) {
            throw new UncheckedIOException(noProc);
        }
        return open;
    }
}
